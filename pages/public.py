"""What the public pages ask of a site's own pages and of its menu, each in a fixed number of queries."""

from collections import defaultdict

from django.db.models import OuterRef, Subquery
from django.urls import NoReverseMatch, reverse

from editorial.sections import MenuWord
from pages.addresses import INTRODUCTION
from pages.models import Language, Page
from pages.models.menu import MenuEntry

# Components of a site that its home page tells of: {key: name in the template}.
ON_THE_FIRST_PAGE = {INTRODUCTION: "introduction", "lien-he": "contact"}


def item_at(site, address):
    """Number of the item that answers at an address: a public page first, else one that was taken down or has moved."""
    here = Page.objects.on_site(site).ever_at(address)
    for found in (here.published(), here.retracted(), here.ever_public()):
        edition = found.order_by("-published_at").first()
        if edition:
            return edition.item_id
    return None


def introduction(site):
    """The page at /gioi-thieu/, or None."""
    return (
        Page.objects.on_site(site)
        .published()
        .ever_at(INTRODUCTION)
        .select_related("item__site")
        .first()
    )


class Tree:
    """All public pages of a site, one below the other; asked for once."""

    def __init__(self, site):
        pages = list(Page.objects.on_site(site).published().for_cards().in_tree_order())
        self.by_item = {page.item_id: page for page in pages}
        self.children = defaultdict(list)
        for page in pages:
            above = page.parent_id if page.parent_id in self.by_item else None
            self.children[above].append(page)

    def trail(self, page):
        """The pages above this one, the topmost first."""
        above, seen = [], {page.item_id}
        while page.parent_id in self.by_item and page.parent_id not in seen:
            page = self.by_item[page.parent_id]
            seen.add(page.item_id)
            above.insert(0, page)
        return above

    def below(self, page):
        return self._in_language(self.children[page.item_id], page.language)

    def beside(self, page):
        """This page and its neighbours, where it has a page above it."""
        return (
            self._in_language(self.children[page.parent_id], page.language)
            if page.parent_id in self.by_item
            else []
        )

    def tops(self, language):
        return self._in_language(self.children[None], language)

    def branches(self, language=Language.VIETNAMESE):
        """[(page, its branches)] in the order of the tree."""
        return [(page, self._branches_below(page)) for page in self.tops(language)]

    def _branches_below(self, page):
        return [(child, self._branches_below(child)) for child in self.below(page)]

    def english(self):
        return [page for page in self.by_item.values() if page.is_english]

    def other_language(self, page):
        """The page that says the same in the other language, or None."""
        if page.translation_of_id:
            return self.by_item.get(page.translation_of_id)
        return next(
            (one for one in self.by_item.values() if one.translation_of_id == page.item_id), None
        )

    @staticmethod
    def _in_language(pages, language):
        return [page for page in pages if page.language == language]


def menu_rows(site):
    """The entries of a site's menu; `address` is that of their page, None while it is not public."""
    public = Page.objects.published().filter(item=OuterRef("page")).values("address")[:1]
    return MenuEntry.objects.filter(site=site).annotate(address=Subquery(public))


def menu(site):
    """[MenuWord] of the first level with those below it; entries that lead nowhere now are left out. One query."""
    rows = list(menu_rows(site))
    words = {row.pk: MenuWord(row.label, href(row)) for row in rows}
    for row in rows:
        if row.parent_id in words and words[row.pk].href:
            words[row.parent_id].children.append(words[row.pk])
    tops = [words[row.pk] for row in rows if row.parent_id is None]
    return [word for word in tops if word.href or word.children]


def href(row):
    """Where an entry leads on the site that is asked now; empty when its page is not public."""
    if row.url:
        return row.url
    if row.path:
        return f"{reverse('home')}{row.path}"
    if row.page_id:
        return reverse("pages:detail", kwargs={"address": row.address}) if row.address else ""
    try:
        return reverse(row.section)
    except NoReverseMatch:
        # A section that was taken away.
        return ""


def excerpt(site):
    """What the home page of a member site says of the unit itself: its introduction and where its contacts stand. One query."""
    found = (
        Page.objects.on_site(site)
        .published()
        .filled_by(*ON_THE_FIRST_PAGE)
        .for_cards()
        .in_tree_order()
    )
    pages = {page.component: page for page in reversed(found)}
    return {f"{name}_page": pages.get(key) for key, name in ON_THE_FIRST_PAGE.items()}
