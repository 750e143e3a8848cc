"""Documents named in words: "1155/UBND ngày 05/01/2023, UBND huyện" is looked up among what a person may know of."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.text import fold
from documents import references
from documents.models import Document, DocumentRelation, RelationKind

SUGGESTED = 10
# Kinds that run from the newer document to the older and can never lead back.
ONE_WAY = (
    RelationKind.REPLACES,
    RelationKind.REPEALS,
    RelationKind.AMENDS,
    RelationKind.SUPPLEMENTS,
    RelationKind.SUSPENDS,
    RelationKind.CORRECTS,
)


def resolve(text, user):
    """The item that `text` names, or None where it names a document outside; ValidationError when it could be several."""
    reference, on = references.find_in(text), _day(text)
    if reference is None:
        return None
    found = _by_item(_named(reference, user))
    found = [one for one in found if on is None or one.issued_on == on]
    exactly = [one for one in found if fold(one.dated_reference) == fold(text)]
    found = exactly or found
    if len(found) > 1:
        names = "; ".join(one.dated_reference for one in found[:4])
        raise ValidationError(
            _("Several documents have this number: %(names)s. Write one of these names.")
            % {"names": names}
        )
    return found[0].item if found else None


def suggestions(text, user):
    """Names for the list below the field, the newest documents first."""
    reference = references.find_in(text)
    if reference:
        found = _named(reference, user, partly=True)
    elif references.words(text)[:1] and references.words(text)[0].isdecimal():
        found = _known(user).numbered(
            int(references.words(text)[0][:9]), references.words(text)[1:]
        )
    else:
        return []
    return list(
        dict.fromkeys(
            one.dated_reference for one in found.order_by("-issued_on", "-pk")[:SUGGESTED]
        )
    )


def leads_back(item, target, kind):
    """Whether `target`, by relations stated so far, acts on `item` itself: then the two would act on each other."""
    if item is None or kind not in ONE_WAY:
        return False
    seen, ahead = set(), {target.pk}
    while ahead and item.pk not in ahead:
        seen |= ahead
        ahead = set(DocumentRelation.objects.stated_by(ahead, ONE_WAY)) - seen
    return item.pk in ahead


def _known(user):
    return Document.objects.nameable_by(user).select_related("item", "issuer")


def _named(reference, user, *, partly=False):
    words = references.words(reference.symbol)
    found = _known(user).numbered(
        references.value_of(reference.number), words[:-1] if partly else words
    )
    return found if partly else found.with_key(references.key(str(reference)))


def _by_item(found):
    """The newest edition of each item."""
    return list({one.item_id: one for one in found.order_by("number")}.values())


def _day(text):
    try:
        return references.day_in(text)
    except ValueError as error:
        raise ValidationError(_("There is no such day in the calendar.")) from error
