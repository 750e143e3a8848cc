"""How readers see who sent something: by name only with consent."""

from operator import attrgetter

from django.utils import timezone
from django.utils.translation import gettext as _

from common.fields import one_or_none


def signature(name, residence, *, shows_name):
    """The name only with consent, else its initials; the unit of residence in both cases, if there is one to show."""
    shown = (
        name
        if shows_name
        else "".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())
    )
    return ", ".join(part for part in (shown or _("A citizen"), residence) if part)


def with_initials(signed, person):
    """`signed` once the consent to show the name has gone; `person` is the SealedPerson, or None."""
    return (
        signature(person.name, _residence(signed, person), shows_name=False) if person else signed
    )


def without_name(signed, person):
    """`signed` once nobody may know any more who it was, where it showed the name."""
    if not (person and person.shows_name):
        return signed
    return ", ".join(filter(None, [_("A citizen"), _residence(signed, person)]))


def erased_columns(person):
    """What erasing leaves in a text that readers see signed; `person` names its SealedPerson."""
    return {
        "text": attrgetter("public_text"),
        "signature": lambda row: with_initials(row.signature, one_or_none(row, person)),
    }


def impersonal_columns(person):
    """The same text where it travels without personal data, as if it had been erased."""
    return {
        "text": attrgetter("public_text"),
        "signature": lambda row: without_name(row.signature, one_or_none(row, person)),
        "anonymised_at": lambda row: row.anonymised_at or timezone.now(),
    }


def _residence(signed, person):
    """What stands after the name, which may hold a comma of its own."""
    shown = signature(person.name, "", shows_name=person.shows_name)
    return signed.removeprefix(shown).removeprefix(", ")
