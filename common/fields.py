from django.db import models

from common.text import nfc


class NFCMixin:
    """Stores text in NFC whatever a keyboard sent, so that equal words are equal strings."""

    def to_python(self, value):
        value = super().to_python(value)
        return nfc(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return nfc(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if hasattr(value, "resolve_expression"):
            return value
        value = self.to_python(value)
        setattr(instance, self.attname, value)
        return value


class NFCCharField(NFCMixin, models.CharField):
    pass


class NFCTextField(NFCMixin, models.TextField):
    pass
