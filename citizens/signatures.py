"""How readers see who sent something: by name only with consent."""

from django.utils.translation import gettext as _


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


def _residence(signed, person):
    """What stands after the name, which may hold a comma of its own."""
    shown = signature(person.name, "", shows_name=person.shows_name)
    return signed.removeprefix(shown).removeprefix(", ")
