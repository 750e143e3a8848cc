"""The servers of a developer's machine; production never imports this package."""

import warnings

# Said by a dependency of the embedded database on machines without a desktop session; it falls back by itself.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
