import warnings

# Said by a dependency of the embedded database on machines without a desktop session; it falls back by itself.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")

from portal.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]
