"""Smaller copies of a stored picture, made when first asked for and kept under its digest."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from PIL import Image
from PIL.Image import Image as Picture

WIDTHS = (320, 640, 960, 1280)


def rendition(path: Path, width: int) -> Path:
    """Path of the WebP copy of the picture at `path`, at most `width` wide; ValueError for another width."""
    if width not in WIDTHS:
        raise ValueError(f"no renditions of width {width}")
    target = Path(settings.MEDIA_ROOT) / "renditions" / Path(path).stem / f"{width}.webp"
    if not target.exists():
        _make(path, width, target)
    return target


def _make(path: Path, width: int, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # Renamed in one step, each maker from its own name: a reader never meets half a picture.
    unfinished = target.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        with Image.open(path) as picture:
            _save_small(picture, width, unfinished)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _save_small(picture: Picture, width: int, target: Path) -> None:
    # Converted first: pictures with a palette would be shrunk without smoothing.
    small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    small.thumbnail((width, width * 4))
    small.save(target, "WEBP", quality=78)
