from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.db.models import Field, ForeignKey, Model
from django.db.models.expressions import Combinable

from common.form_fields import WordsField
from common.text import nfc


def key_of(model: type[Model], name: str) -> ForeignKey[Any, Any]:
    """The foreign key of a model by its name; FieldDoesNotExist where it has no such key."""
    field = model._meta.get_field(name)
    if not isinstance(field, ForeignKey):
        raise FieldDoesNotExist(f"{model._meta.label}.{name} is no key")
    return field


def one_or_none(row: Model, name: str) -> Any:
    """The row at the other end of a one-to-one relation; None where there is none."""
    try:
        return getattr(row, name)
    except ObjectDoesNotExist:
        return None


class NFCMixin(Field):
    """Stores text in NFC whatever a keyboard sent, so that equal words are equal strings."""

    # What a line break of another program becomes.
    line_break = " "

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return nfc(value, self.line_break) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return nfc(value, self.line_break) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": WordsField, **kwargs})

    def pre_save(self, instance: Model, add: bool) -> Any:
        value = super().pre_save(instance, add)
        if isinstance(value, Combinable):
            return value
        value = self.to_python(value)
        setattr(instance, self.attname, value)
        return value


class NFCCharField(NFCMixin, models.CharField):
    pass


class NFCTextField(NFCMixin, models.TextField):
    line_break = "\n"
