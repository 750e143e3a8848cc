"""The public register: what a reader picked in the address, as a query."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.collation import sort_key
from common.pagination import GroupedPage, RowsPage
from common.text import fold, nfc
from documents import references
from documents.days import FIRST_YEAR
from documents.models import Document, Effect
from documents.models.catalogue import DocumentType, IssuingBody, Topic

PAGE_SIZE = 20
BY_BODY = "co-quan"
SORTS = {
    "ngay": (_("Newest first"), ("issued_on",)),
    "so": (_("By number, within the year"), ("issued_year", "number_value")),
    BY_BODY: (_("By issuing body"), ("issued_on",)),
}


@dataclass(frozen=True)
class Choice:
    """An entry of a filter: a type, a body or a topic."""

    kind: str
    pk: int
    slug: str
    name: str
    code: str
    parent: int | None
    position: int
    depth: int = 0

    @property
    def indent(self):
        return "– " * self.depth


@dataclass(frozen=True)
class Catalogue:
    """All that the filters offer on a site, read in one query; only what has public documents, and bodies above it."""

    choices: list = field(default_factory=list)

    @classmethod
    def of(cls, site):
        public = Document.objects.on_site(site).published()
        types = DocumentType.objects.annotate(
            short=F("code"), above=Value(0), used=_used(public, "type")
        )
        bodies = IssuingBody.objects.annotate(above=F("parent"), used=_used(public, "issuer"))
        topics = Topic.objects.annotate(
            short=Value(""), above=Value(0), used=_used(public, "topic")
        )
        rows = _columns(types, "type").union(
            _columns(bodies, "issuer"), _columns(topics, "topic"), _first_year(public), all=True
        )
        found = [(Choice(*values), used) for *values, used in rows]
        return cls(
            sorted(
                _used_or_above(found), key=lambda choice: (choice.position, sort_key(choice.name))
            )
        )

    @property
    def years(self):
        """From the first year with a public document to this one, newest first."""
        this_year = timezone.localdate().year
        first = min(
            [this_year, *(choice.position for choice in self.choices if choice.kind == "year")]
        )
        return range(this_year, first - 1, -1)

    @property
    def types(self):
        return [choice for choice in self.choices if choice.kind == "type"]

    @property
    def topics(self):
        return [choice for choice in self.choices if choice.kind == "topic"]

    @property
    def issuers(self):
        """As a tree, each body after the one above it."""
        bodies = [choice for choice in self.choices if choice.kind == "issuer"]
        return list(_tree(bodies, None, 0, {body.pk for body in bodies}))

    def below(self, body):
        """Keys of a body and of all bodies below it."""
        children = [
            choice
            for choice in self.choices
            if choice.kind == "issuer" and choice.parent == body.pk
        ]
        return [body.pk, *(pk for child in children for pk in self.below(child))]

    def find(self, kind, slug):
        return next(
            (choice for choice in self.choices if choice.kind == kind and choice.slug == slug), None
        )

    @property
    def codes(self):
        """Folded abbreviations by which people name documents: "qd", "ubnd"."""
        return {word for choice in self.choices for word in references.words(choice.code)}


def _used(public, name):
    """Whether a row has public documents: the newest is looked for, so that its index answers also where there is none."""
    newest = public.filter(**{name: OuterRef("pk")}).order_by("-issued_on", "-pk").values("pk")[:1]
    return IsNull(Subquery(newest), False)


def _columns(rows, kind):
    named = rows.annotate(kind=Value(kind)).order_by()
    return named.values_list("kind", "pk", "slug", "name", "short", "above", "position", "used")


def _first_year(public):
    """A row like those of the tables, with the first year as its position: one look into an index."""
    constant = {
        "kind": Value("year"),
        "slug_": Value(""),
        "name_": Value(""),
        "short": Value(""),
        "used": Value(True),
    }
    # A year that was mistyped before such days were refused would bring all those after it.
    possible = public.filter(issued_year__gte=FIRST_YEAR)
    rows = possible.order_by("issued_year", "number_value", "pk").annotate(
        **constant, key=Value(0), above=Value(0), first=F("issued_year")
    )
    return rows.values_list("kind", "key", "slug_", "name_", "short", "above", "first", "used")[:1]


def _used_or_above(found):
    wanted = {choice.pk for choice, used in found if used and choice.kind == "issuer"}
    parents = {choice.pk: choice.parent for choice, _used in found if choice.kind == "issuer"}
    above = set()
    for pk in wanted:
        while pk and pk not in above:
            above.add(pk)
            pk = parents.get(pk)
    return [
        choice for choice, used in found if used or (choice.kind == "issuer" and choice.pk in above)
    ]


def _tree(bodies, parent, depth, known):
    for body in bodies:
        top = body.parent if body.parent in known else None
        if top == parent:
            yield Choice(**{**body.__dict__, "depth": depth})
            yield from _tree(bodies, body.pk, depth + 1, known)


@dataclass(frozen=True)
class Register:
    """The list that an address asks for; what it does not understand it ignores."""

    site: object
    catalogue: Catalogue
    issuer: Choice | None = None
    type: Choice | None = None
    topic: Choice | None = None
    year: int | None = None
    effect: str = ""
    sort: str = "ngay"
    text: str = ""

    @classmethod
    def asked(cls, site, query):
        catalogue = Catalogue.of(site)
        names = {"issuer": "co-quan", "type": "loai", "topic": "linh-vuc"}
        chosen = {kind: catalogue.find(kind, query.get(name)) for kind, name in names.items()}
        sort, effect = query.get("sap-xep"), query.get("hieu-luc")
        return cls(
            site,
            catalogue,
            **chosen,
            year=_year(query.get("nam", "")),
            effect=effect if effect in Effect.values else "",
            sort=sort if sort in SORTS else "ngay",
            text=nfc(query.get("q", "")).strip()[:200],
        )

    def documents(self, at=None):
        found = Document.objects.on_site(self.site).published(at)
        found = found.issued_by(self.bodies) if self.issuer else found
        found = found.of_type(self.type.pk) if self.type else found
        found = found.of_topic(self.topic.pk) if self.topic else found
        found = found.issued_in(self.year) if self.year else found
        found = found.in_effect(self.effect, at=at) if self.effect else found
        return self._matching(found)

    def _matching(self, found):
        if not self.text:
            return found
        wanted = references.wanted(self.text, self.catalogue.codes)
        if wanted:
            return found.numbered(*wanted)
        return found.filter(search_vector=SearchQuery(fold(self.text), config="simple"))

    @property
    def bodies(self):
        """Keys of the bodies whose documents are listed, in the order of their tree."""
        below = self.issuer and set(self.catalogue.below(self.issuer))
        return [body.pk for body in self.catalogue.issuers if not below or body.pk in below]

    def page(self, cursor):
        columns, found = SORTS[self.sort][1], self.documents().for_lists()
        if self.sort == BY_BODY:
            return GroupedPage(
                found, "issuer_id", self.bodies, columns, cursor=cursor, size=PAGE_SIZE
            )
        return RowsPage(found, columns, cursor=cursor, size=PAGE_SIZE)

    def newest(self, count):
        return self.documents().for_lists().newest_first()[:count]

    def in_order(self):
        order = [f"-{name}" for name in (*SORTS[self.sort][1], "pk")]
        found = self.documents().for_lists()
        return (
            found.order_by(_place(self.bodies), *order)
            if self.sort == BY_BODY
            else found.order_by(*order)
        )

    @property
    def picked(self):
        """{name in the address: value} without what is usual."""
        values = {
            "q": self.text,
            "co-quan": self.issuer and self.issuer.slug,
            "loai": self.type and self.type.slug,
            "linh-vuc": self.topic and self.topic.slug,
            "nam": self.year,
            "hieu-luc": self.effect,
            "sap-xep": "" if self.sort == "ngay" else self.sort,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def query(self):
        return urlencode(self.picked)

    @property
    def is_narrowed(self):
        return bool(self.picked.keys() - {"q", "sap-xep"})

    @property
    def title_parts(self):
        """What the filters say, for the titles of feeds and files."""
        named = [self.type, self.issuer, self.topic]
        parts = [choice.name for choice in named if choice] + [
            str(part) for part in (self.year, self.text) if part
        ]
        return parts + ([str(Effect(self.effect).label)] if self.effect else [])

    @property
    def sorts(self):
        return [(name, label) for name, (label, _columns) in SORTS.items()]

    @property
    def effects(self):
        return Effect.choices


def _place(bodies):
    return Case(
        *(When(issuer=pk, then=Value(place)) for place, pk in enumerate(bodies)),
        default=Value(len(bodies)),
    )


def _year(text):
    return int(text) if re.fullmatch(r"[12][0-9]{3}", text) else None
