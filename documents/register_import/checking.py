"""A line of a register as a document, or the reasons why it cannot be one, each with its column."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.spreadsheet_import import as_day, is_written_day
from common.text import fold
from documents import references
from documents.completeness import SECRET, SUMMARY_LENGTH
from documents.models import Document
from documents.models.catalogue import DocumentType, PostingClass, SymbolRule, Topic
from documents.register_import import columns
from editorial.states import EditionState

TEXTS = {
    "issue_number": "number",
    "symbol": "symbol",
    "signer_name": "signer_name",
    "signer_post": "signer_post",
    "note": "note",
}

TURNED_INTO_A_DAY = gettext_lazy(
    "“%(text)s” is a day: Excel makes one of a number such as 5-12. Format the column as text and type the number again."
)
TOO_LONG = gettext_lazy("At most %(limit)d characters; there are %(length)d.")


@dataclass
class Checked:
    """`fields` make a Document; `key` is its number, symbol, body and year."""

    fields: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    key: tuple | None = None

    def wrong(self, column, sentence):
        self.problems.append([columns.label(column), str(sentence)])


class Checker:
    """Knows the office's tables, so that thousands of lines ask nothing more."""

    def __init__(self, site, today=None):
        self.site, self.today = site, today or timezone.localdate()
        kinds, bodies = list(DocumentType.objects.all()), list(columns.bodies_of(site))
        self.types = _by_words([(kind, (kind.name, kind.code, kind.party_code)) for kind in kinds])
        self.bodies = _by_words([(body, (body.name, body.short)) for body in bodies])
        self.topics = _by_words([(topic, (topic.name,)) for topic in Topic.objects.all()])
        self.texts = {name: Document._meta.get_field(name) for name in TEXTS}
        self.seen = {}

    def check(self, line, values):
        """A Checked of one line; lines before it are remembered as what must not come twice."""
        found = Checked()
        values = {
            name: text if name == "note" else " ".join(text.split())
            for name, text in values.items()
        }
        self._reference(found, values)
        self._texts(found, values)
        found.fields["type"] = self._chosen(
            found, values, "type", self.types, _("Choose the type of document.")
        )
        found.fields["issuer"] = self._chosen(
            found, values, "issuer", self.bodies, _("Choose the issuing body.")
        )
        found.fields["topic"] = self._chosen(found, values, "topic", self.topics)
        found.fields["issued_on"] = self._day(
            found, values, "issued_on", _("Give the day of issue.")
        )
        found.fields["effective_on"] = self._day(found, values, "effective_on")
        found.fields["received_on"] = self._day(found, values, "received_on")
        found.fields["posting_class"] = (
            PostingClass.RECEIVED if found.fields["received_on"] else PostingClass.OWN
        )
        self._whole(found, values)
        self._twice(found, line)
        return found

    def _reference(self, found, values):
        """Number and symbol from two columns, or both from one."""
        for column in ("number", "symbol", "reference"):
            if is_written_day(text := values.get(column, "")):
                found.wrong(column, TURNED_INTO_A_DAY % {"text": text})
        number, symbol = values.get("number", ""), values.get("symbol", "")
        whole = references.parse(values.get("reference") or ("" if symbol else number))
        if whole:
            number, symbol = whole.number, whole.symbol
        elif values.get("reference") and not number:
            number = values["reference"]
        found.fields |= {"issue_number": number, "symbol": symbol}

    def _texts(self, found, values):
        for name, column in TEXTS.items():
            value = found.fields.get(name, values.get(column, ""))
            found.fields[name] = value
            limit = self.texts[name].max_length
            if len(value) > limit:
                found.wrong(column, TOO_LONG % {"limit": limit, "length": len(value)})
            elif value and name == "issue_number":
                self._number(found, value)
        summary = found.fields["summary"] = values.get("summary", "")
        if not summary:
            found.wrong("summary", _("Write the subject line (trích yếu)."))
        if len(summary) > SUMMARY_LENGTH:
            found.wrong("summary", _("The subject line has at most 500 characters."))
        if not found.fields["signer_name"]:
            found.wrong("signer_name", _("Name the signer."))

    def _number(self, found, value):
        try:
            self.texts["issue_number"].run_validators(value)
        except ValidationError as error:
            found.wrong("number", error.messages[0])

    def _chosen(self, found, values, column, known, required=""):
        text = values.get(column, "")
        chosen = known.get(fold(text))
        if not text and required:
            found.wrong(column, required)
        elif text and chosen is None:
            found.wrong(column, _("“%(text)s” is not in the office's table.") % {"text": text[:60]})
        return chosen

    def _day(self, found, values, column, required=""):
        text = values.get(column, "")
        if not text:
            return found.wrong(column, required) if required else None
        try:
            day = as_day(text)
            Document._meta.get_field(column).run_validators(day)
            return day
        except ValidationError as error:
            return found.wrong(column, error.messages[0])

    def _whole(self, found, values):
        fields = found.fields
        if fields["type"] and fields["type"].rule != SymbolRule.FREE and not fields["issue_number"]:
            found.wrong("number", _("Give number and symbol."))
        if fields["issued_on"] and fields["issued_on"] > self.today:
            found.wrong("issued_on", _("This day lies ahead."))
        if fields["received_on"] and fields["received_on"] > self.today:
            found.wrong("received_on", _("This day lies ahead."))
        if (
            fields["issued_on"]
            and fields["received_on"]
            and fields["received_on"] < fields["issued_on"]
        ):
            found.wrong("received_on", _("The document was received before it was issued."))
        if any(SECRET.search(fields[name]) for name in ("summary", "note", "symbol")):
            found.wrong(
                "summary", _("Secret documents (Mật, Tối mật, Tuyệt mật) never enter the portal.")
            )

    def _twice(self, found, line):
        fields = found.fields
        if not (fields["issuer"] and fields["issued_on"] and fields["issue_number"]):
            return
        reference = references.join(
            fields["issue_number"], fields["symbol"], party=fields["issuer"].is_party
        )
        found.key = (fields["issuer"].pk, references.key(reference[:45]), fields["issued_on"].year)
        earlier = self.seen.setdefault(found.key, line)
        if earlier != line:
            found.wrong(
                "number", _("Number and symbol stand in line %(line)d already.") % {"line": earlier}
            )


def known_keys(site, keys):
    """Those of `keys` that the register has already: on this site at any stage, elsewhere only what is public."""
    taken = set()
    if not keys:
        return taken
    here = Document.objects.on_site(site).exclude(
        state__in=[EditionState.DISCARDED, EditionState.SUPERSEDED]
    )
    for rows in (here, Document.objects.exclude(register_site=site).published()):
        taken |= _keys_of(rows, keys)
    return taken


def _keys_of(rows, keys):
    wanted = rows.filter(
        issuer__in={key[0] for key in keys}, issued_year__in={key[2] for key in keys}
    )
    return keys & set(wanted.order_by().values_list("issuer", "reference_key", "issued_year"))


def _by_words(named):
    """{folded name: row}; what could mean two rows means none, but a whole name goes before an abbreviation."""
    found, doubtful = {}, set()
    for place in range(max((len(words) for _row, words in named), default=0)):
        level = {}
        for row, words in named:
            word = fold(words[place]) if place < len(words) else ""
            if word and word not in found:
                doubtful |= {word} if level.get(word, row) != row else set()
                level[word] = row
        found |= level
    return {word: row for word, row in found.items() if word not in doubtful}
