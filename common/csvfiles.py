"""CSV files that an office hands in: read whole, and refused with the line and column in words."""

import csv


class BadFile(Exception):
    """A sentence for the person who gave the file."""


def read(path, *, columns, required=()):
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


def _check_header(names, required):
    missing = [name for name in required if name not in names]
    if missing:
        raise BadFile(f"Dòng 1: thiếu cột {', '.join(missing)}.")


def _row(row, line, columns, required):
    if None in row:
        raise BadFile(f"Dòng {line}: nhiều ô hơn số cột ở dòng 1.")
    cells = {column: (row.get(column) or "").strip() for column in columns}
    for column in required:
        if not cells[column]:
            raise BadFile(f"Dòng {line}, cột {column}: chưa có giá trị.")
    return cells
