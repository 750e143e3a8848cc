from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db import models

from editorial.models.editions import Edition
from editorial.models.files import StoredFile


class EditionRow(models.Model):
    """Dòng của phiên bản: a row of `content_rows`, which is cloned, compared, packed and settled with its edition."""

    # The file that it carries, in tables that have this key.
    file: StoredFile | None = None
    file_id: int | None = None
    # Values of its many-to-many fields by name, while it waits to be written in bulk.
    chosen: Mapping[str, Iterable[models.Model]] = MappingProxyType({})

    class Meta:
        abstract = True

    def follow(self, edition: Edition) -> None:
        """Take from its edition what depends on it; asked before rows are written in bulk."""
