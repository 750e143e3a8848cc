"""What the tables that an office keeps for its sections have in common: rows with a name and a place, rows valid for a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField
from common.text import slugify
from editorial.querysets import ValidityQuerySet


class Valid(models.Model):
    """Something that is so from a day to a day; either end may be open."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The end lies before the beginning.")})

    def is_in_force(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_to or on)


class Named(models.Model):
    """A row that pages offer by its name and filters call by its address, which is made from the name once and kept."""

    name = NFCCharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "name__alphabetical"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)


def refuse_below_itself(row: Any, sentence: str | Promise) -> None:
    """ValidationError where a row of a tree has itself among its parents."""
    above = row.parent
    while above is not None:
        if above == row:
            raise ValidationError({"parent": sentence})
        above = above.parent
