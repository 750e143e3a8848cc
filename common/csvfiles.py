"""CSV files that an office hands in: read whole, and refused with the line and column in words."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any


class BadFile(Exception):
    """A sentence for the person who gave the file."""


def read(
    path: str | Path, *, columns: Sequence[str], required: Collection[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    """[(line number, {column: text without spaces around it})]; columns that the file lacks are empty."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            _check_header(reader.fieldnames or [], required)
            return [
                (reader.line_num, _row(row, reader.line_num, columns, required)) for row in reader
            ]
    except OSError as error:
        raise BadFile(f"Không đọc được tệp {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"Tệp {path} không phải là văn bản UTF-8.") from error
    except csv.Error as error:
        raise BadFile(
            f"Tệp {path}, sau dòng {reader.line_num}: không phải là CSV ({error})."
        ) from error


def _check_header(names: Sequence[str] | None, required: Collection[str]) -> None:
    missing = [name for name in required if name not in (names or ())]
    if missing:
        raise BadFile(f"Dòng 1: thiếu cột {', '.join(missing)}.")


def _row(
    row: dict[Any, Any], line: int, columns: Sequence[str], required: Collection[str]
) -> dict[str, str]:
    if None in row:
        raise BadFile(f"Dòng {line}: nhiều ô hơn số cột ở dòng 1.")
    cells = {column: (row.get(column) or "").strip() for column in columns}
    for column in required:
        if not cells[column]:
            raise BadFile(f"Dòng {line}, cột {column}: chưa có giá trị.")
    return cells
