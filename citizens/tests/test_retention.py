"""Whatever keeps something from citizens gives it up in one way, and nothing that was sealed is forgotten."""

from types import SimpleNamespace

import pytest

from citizens import retention
from citizens.signatures import signature, with_initials, without_name
from common.resealing import sealed_models


def erased_columns():
    """(model, column) of everything that an erasure reaches."""
    for model in retention.kinds():
        yield from ((model, column) for column in model.erasure.columns)
        for name in model.erasure.rows:
            related = model._meta.get_field(name).related_model
            yield from ((related, field.name) for field in related._meta.fields)
        for name, column in model.erasure.emptied.items():
            yield model._meta.get_field(name).related_model, column


class ErasureTests:
    def test_reaches_every_sealed_column_of_what_citizens_sent(self):
        """A new table with sealed columns is erased in time, or named here with its reason."""
        reached = set(erased_columns())
        left = {
            f"{model._meta.label}.{name}"
            for model, names in sealed_models().items()
            for name in names
            if (model, name) not in reached
        }
        assert left == {
            # The one who asked may still look up the answer.
            "qa.Question.code",
            # Of staff, and gone with the file that they open.
            "site_transfer.Export.passphrase",
            "site_transfer.SiteImport.passphrase",
        }


class SignatureTests:
    @pytest.mark.parametrize("name", ["Nông Văn Mẫu", "Ông Nông, Văn Mẫu"])
    @pytest.mark.parametrize("shows_name", [True, False])
    def test_keeps_nothing_of_the_name_once_it_is_given_up(self, name, shows_name):
        person = SimpleNamespace(name=name, shows_name=shows_name)
        signed = signature(name, "Xã Cao Sơn", shows_name=shows_name)
        for shown in (with_initials(signed, person), without_name(signed, person)):
            assert shown.endswith(", Xã Cao Sơn")
            assert "Mẫu" not in shown

    @pytest.mark.parametrize(
        ("residence", "left"),
        [("Xã Cao Sơn", "Một công dân, Xã Cao Sơn"), ("", "Một công dân")],
    )
    def test_without_the_name_keeps_the_residence_if_there_is_one(self, residence, left):
        person = SimpleNamespace(name="Nông Văn Mẫu", shows_name=True)
        signed = signature(person.name, residence, shows_name=True)
        assert without_name(signed, person) == left

    def test_that_never_showed_the_name_stays_as_readers_know_it(self):
        person = SimpleNamespace(name="Nông Văn Mẫu", shows_name=False)
        assert without_name("N.V.M., Xã Cao Sơn", person) == "N.V.M., Xã Cao Sơn"

    def test_stands_as_it_is_where_nobody_is_known_any_more(self):
        assert with_initials("N.V.M., Xã Cao Sơn", None) == "N.V.M., Xã Cao Sơn"
        assert without_name("N.V.M., Xã Cao Sơn", None) == "N.V.M., Xã Cao Sơn"
