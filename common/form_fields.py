"""Fields of forms for what people type."""

from __future__ import annotations

from typing import Any

from django import forms

from common.text import nfc


class WordsField(forms.CharField):
    """Words, composed before they are counted: a letter with its marks is one, a line break too.

    So a limit means to the server what `maxlength` means to the browser, whatever keyboard,
    telephone or program the text comes from. In a field of one line other breaks become spaces.
    """

    def to_python(self, value: Any) -> str | None:
        if value not in self.empty_values:
            is_long = isinstance(self.widget, forms.Textarea)
            value = nfc(str(value), line_break="\n" if is_long else " ")
        return super().to_python(value)
