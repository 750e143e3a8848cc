"""The square picture of a station, as podcast directories want it: JPEG, 1400 to 3000 pixels, no transparency."""

import hashlib
import io
import json
from pathlib import Path

import typst
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from common import files

LEAST_SIDE, MOST_SIDE = 1400, 3000
TEMPLATE = Path(__file__).with_name("cover.typ")
POINTS_PER_INCH = 72


def square(upload):
    """The middle of an uploaded picture as a square; ValidationError when it is too small for directories."""
    files.inspect(upload, kinds=["image"])
    upload.seek(0)
    with Image.open(upload) as picture:
        upright = files.as_on_screen(ImageOps.exif_transpose(picture)).convert("RGB")
    side = min(*upright.size, MOST_SIDE)
    if side < LEAST_SIDE:
        params = {"side": LEAST_SIDE}
        raise ValidationError(
            _("The picture must be at least %(side)d pixels wide and high."), params=params
        )
    return ContentFile(
        _jpeg(ImageOps.fit(upright, (side, side))), name=f"{Path(upload.name).stem[:60]}.jpg"
    )


def drawn(station):
    """Path of the plain cover with the station's name, drawn when first asked for."""
    over = "" if station.site.name in station.name else station.site.full_name
    words = {"name": station.name, "over": over}
    name = hashlib.sha256(json.dumps(words).encode()).hexdigest()[:32]
    target = Path(settings.MEDIA_ROOT) / "dai" / "ve" / f"{name}.jpg"
    if not target.exists():
        files.write_whole(target, _drawing(words))
    return target


def _drawing(words):
    page = typst.compile(
        TEMPLATE, sys_inputs={"words": json.dumps(words)}, format="png", ppi=POINTS_PER_INCH
    )
    with Image.open(io.BytesIO(page)) as picture:
        return _jpeg(picture.convert("RGB"))


def _jpeg(picture):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()
