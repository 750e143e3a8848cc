"""Which column of a register is which, by its heading in any order and spelling."""

import re
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.spreadsheet_export import Sheet, xlsx
from common.spreadsheet_import import HEAD_WITHIN
from common.text import fold
from documents.models.catalogue import DocumentType, IssuingBody, Topic

# {column: (heading of our own template, other headings folded)}
COLUMNS = {
    "number": ("Số", {"so van ban", "so vb"}),
    "symbol": ("Ký hiệu", {"ky hieu van ban", "ki hieu"}),
    "reference": (
        "Số, ký hiệu",
        {
            "so ky hieu",
            "so va ky hieu",
            "so ki hieu",
            "so hieu",
            "so hieu van ban",
            "so ky hieu van ban",
            "so ky hieu vb",
        },
    ),
    "type": ("Loại", {"loai van ban", "hinh thuc", "hinh thuc van ban", "ten loai", "the loai"}),
    "issuer": ("Cơ quan ban hành", {"co quan", "noi ban hanh", "don vi ban hanh", "cqbh"}),
    "issued_on": (
        "Ngày ban hành",
        {"ngay thang", "ngay", "ngay van ban", "ngay ky", "ngay thang van ban", "ngay thang nam"},
    ),
    "received_on": ("Ngày đến", {"ngay nhan", "ngay nhan van ban", "ngay den van ban"}),
    "effective_on": ("Ngày hiệu lực", {"ngay co hieu luc", "hieu luc tu", "hieu luc tu ngay"}),
    "summary": (
        "Trích yếu",
        {
            "trich yeu noi dung",
            "noi dung",
            "noi dung trich yeu",
            "ten loai va trich yeu noi dung van ban",
        },
    ),
    "signer_name": ("Người ký", {"nguoi ky van ban", "ho ten nguoi ky", "nguoi ki"}),
    "signer_post": ("Chức vụ", {"chuc vu nguoi ky", "chuc danh", "chuc vu nguoi ki"}),
    "topic": ("Lĩnh vực", {"linh vuc van ban"}),
    "note": ("Ghi chú", {"chu thich"}),
}
IN_TEMPLATE = [name for name in COLUMNS if name != "reference"]
NOT_LETTERS = re.compile(r"[^a-z0-9]+")
ENOUGH = 3
DAYS = ("issued_on", "received_on", "effective_on")


def _bare(heading):
    return NOT_LETTERS.sub(" ", fold(heading)).strip()


KNOWN = {
    spelled: name
    for name, (heading, others) in COLUMNS.items()
    for spelled in (_bare(heading), *others)
}


def label(name):
    return COLUMNS[name][0]


def has_head(lines):
    return any(len(_places(line.cells)) >= ENOUGH for line in lines)


def _places(headings):
    places = {}
    for place, heading in enumerate(headings):
        name = KNOWN.get(_bare(heading))
        if name:
            places.setdefault(name, place)
    return places


def _whole_head(below, headings):
    """(lines below it, headings): a head of several lines has "Số, ký hiệu" above "Số" and "Ký hiệu"."""
    while below and _goes_on(below[0], headings):
        pairs = zip_longest(below[0].cells, headings, fillvalue="")
        below, headings = below[1:], tuple(lower or upper for lower, upper in pairs)
    return below, headings


def _goes_on(line, headings):
    filled = {place: text for place, text in enumerate(line.cells) if text}
    return bool(filled) and all(
        _bare(text) in KNOWN or text in headings[place : place + 1]
        for place, text in filled.items()
    )


def recognised(lines):
    """(lines below the head, {column: place}, headings that mean nothing to us); ValidationError says what is missing."""
    # Registers carry a title above; the head stands within the first lines.
    for index, line in enumerate(lines[:HEAD_WITHIN]):
        if len(_places(line.cells)) >= ENOUGH:
            below, headings = _whole_head(lines[index + 1 :], line.cells)
            places = _places(headings)
            _require(places)
            unknown = [
                text for place, text in enumerate(headings) if text and place not in places.values()
            ]
            return below, places, unknown
    raise ValidationError(
        _(
            "No line with the headings was found (Số, Ký hiệu, Loại, Cơ quan ban hành…); use the template."
        )
    )


def _require(places):
    missing = [
        label(name)
        for name in ("type", "issuer", "issued_on", "summary", "signer_name")
        if name not in places
    ]
    if "number" not in places and "reference" not in places:
        missing.insert(0, label("number"))
    if missing:
        raise ValidationError(
            _("These columns are missing: %(names)s."), params={"names": ", ".join(missing)}
        )


def template(site):
    """An empty register to fill in, with what may stand in its columns on a second sheet."""
    example = [
        "1155",
        "QĐ-UBND",
        "Quyết định",
        "UBND huyện",
        "29/12/2023",
        "",
        "Về việc phê duyệt kế hoạch trồng rừng năm 2024",
        "Nguyễn Văn A",
        "Chủ tịch",
        "",
        "Dòng mẫu: xóa trước khi nhập",
    ]
    head = [label(name) for name in IN_TEMPLATE]
    names = [
        list(map(str, rows))
        for rows in (DocumentType.objects.all(), bodies_of(site), Topic.objects.all())
    ]
    longest = max(map(len, names))
    lists = [[one[index] if index < len(one) else "" for one in names] for index in range(longest)]
    widths = [8, 16, 18, 30, 14, 14, 70, 22, 20, 18, 24]
    tables = [["Loại", "Cơ quan ban hành", "Lĩnh vực"], *lists]
    return xlsx(
        [Sheet("Sổ văn bản", widths, [head, example]), Sheet("Danh mục", [24, 40, 24], tables)]
    )


def bodies_of(site):
    """Bodies whose documents a site may enter: the district's and its own."""
    return IssuingBody.objects.filter(Q(site=None) | Q(site=site))
