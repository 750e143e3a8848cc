"""Forms that narrow a page by its address."""

from django import forms


class AddressForm(forms.Form):
    """Its fields have English names in code, and in the address the words of `address_names`."""

    address_names: dict[str, str] = {}

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix(self.address_names.get(field_name, field_name))
