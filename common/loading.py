"""Commands that fill a table from a file of the repository, or from another that is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model

from common import csvfiles


class LoadCommand(BaseCommand):
    """Its `file` is `default_file` unless another is given; `file_help` says what is expected."""

    default_file: Path
    file_help = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default=str(self.default_file), help=self.file_help)


def rows_of(
    file: str | Path, *, columns: Sequence[str], required: Collection[str]
) -> list[tuple[int, dict[str, str]]]:
    """The lines of a CSV file, as csvfiles.read answers; what is wrong with it ends the command."""
    try:
        return csvfiles.read(file, columns=columns, required=required)
    except csvfiles.BadFile as error:
        raise CommandError(str(error)) from error


def check(row: Model, place: str) -> None:
    """End the command where `row`, which stands at `place` of the file, would not be right."""
    try:
        row.full_clean()
    except ValidationError as error:
        column, sentences = next(iter(error.message_dict.items()))
        raise CommandError(f"{place}, cột {column}: {' '.join(sentences)}") from error
