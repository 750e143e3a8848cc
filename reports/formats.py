import json
from collections.abc import Callable
from typing import NamedTuple

from common.spreadsheet_export import XLSX
from reports.pdf import pdf
from reports.sheet import sheet


class Format(NamedTuple):
    content_type: str
    render: Callable[[dict], bytes]


def as_json(figures):
    return json.dumps(figures, ensure_ascii=False, indent=2).encode() + b"\n"


FORMATS = {
    "json": Format("application/json", as_json),
    "pdf": Format("application/pdf", pdf),
    "xlsx": Format(XLSX, sheet),
}


def file_name(year, kind):
    return f"bao-cao-{year}.{kind}"
