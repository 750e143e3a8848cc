from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.rights import sites_with
from components.choices import fillable
from editorial.forms import PLAIN, DraftForm
from editorial.row_sets import FileRowForm, RowForm, RowSet, row_set
from pages import targets
from pages.models import Contact, Language, Leader, Page, PageItem, Unit
from pages.models.menu import MenuEntry


class LeaderForm(FileRowForm):
    """A person of the leadership; `file` is the photograph."""

    file_kinds = ("image",)
    without_photograph = forms.BooleanField(label=_("Remove the photograph"), required=False)

    class Meta:
        model = Leader
        fields = ["name", "post", "duties", "phone", "email", "biography"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["upload"].label = _("Photograph")
        for name in ("duties", "biography"):
            self.fields[name].widget.attrs["rows"] = 3

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("without_photograph"):
            self.instance.file = None
        return cleaned

    @property
    def kept_file(self):
        return self.instance.file if self.is_bound else self.initial.get("photograph")


class LeaderRows(RowSet):
    """Knows the photographs with their rows, so that a form of many leaders asks no more."""

    def stored(self):
        return list(self.edition.leaders.select_related("file__text")) if self.edition.pk else []

    def initial_of(self, row):
        return super().initial_of(row) | {"photograph": row.file}


class ContactForm(RowForm):
    class Meta:
        model = Contact
        fields = ["name", "post", "unit", "phone", "email"]


class UnitForm(RowForm):
    class Meta:
        model = Unit
        fields = ["level", "name", "head", "function"]
        help_texts = {
            "level": _(
                "1 for the top; a unit belongs to the nearest one above it with a smaller number."
            )
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["function"].widget.attrs["rows"] = 2


class PageForm(DraftForm):
    """Pages to stand below or to translate are those of the page's own site."""

    component = forms.ChoiceField(
        label=_("component of the site"),
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_(
            "What the rules ask of every site and this page gives; the checklist counts it there."
        ),
    )
    row_sets = (
        row_set(LeaderForm, relation="leaders", owner="page", base=LeaderRows, extra=2, most=40),
        row_set(ContactForm, relation="contacts", owner="page", extra=3, most=120),
        row_set(UnitForm, relation="units", owner="page", extra=3, most=120),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        sites = (
            [self.instance.item.site]
            if self.instance.pk
            else list(sites_with(self.by, "contributor"))
        )
        self._offer_components(sites)
        seen = Page.objects.visible_to(self.by) | Page.objects.published()
        pages = PageItem.objects.titled(sites, seen).exclude(pk=self.instance.item_id)
        self._offer("parent", pages, _("None: a page of the first level"))
        self._offer("translation_of", pages.exclude(language=Language.ENGLISH), _("Of no page"))

    def _offer_components(self, sites):
        """By name; a key that the set in force does not know stays as it is."""
        known, kept = (
            fillable(Page._meta.label_lower, sites),
            self.instance.component or self.initial.get("component"),
        )
        more = [(kept, kept)] if kept and kept not in dict(known) else []
        self.fields["component"].choices = [("", _("none: a page of its own")), *more, *known]

    def _offer(self, name, pages, nothing):
        field = self.fields[name]
        field.queryset, field.empty_label = pages.select_related("site"), nothing
        one_site = bool(self.instance.pk)
        field.label_from_instance = lambda page: (
            page.title if one_site else f"{page.site} – {page.title}"
        )

    def clean(self):
        cleaned = super().clean()
        site = self.instance.item.site if self.instance.pk else cleaned.get("site")
        wrong = (
            self._foreign(cleaned, site)
            | self._circle(cleaned)
            | self._language(cleaned)
            | self._taken(cleaned, site)
        )
        if wrong:
            raise ValidationError(wrong)
        return cleaned

    def _foreign(self, cleaned, site):
        chosen = {name: cleaned.get(name) for name in ("parent", "translation_of")}
        return {
            name: _("This page belongs to another site.")
            for name, page in chosen.items()
            if page and site and page.site_id != site.pk
        }

    def _circle(self, cleaned):
        above, seen = cleaned.get("parent"), set()
        while self.instance.pk and above and above.pk not in seen:
            if above.pk == self.instance.item_id:
                return {"parent": _("A page cannot stand below itself.")}
            seen.add(above.pk)
            above = Page.objects.newest_of(above.pk).parent
        return {}

    def _language(self, cleaned):
        english = cleaned.get("language") == Language.ENGLISH
        if cleaned.get("translation_of") and not english:
            return {
                "translation_of": _("Only an English page can be the English version of another.")
            }
        return {}

    def _taken(self, cleaned, site):
        address = cleaned.get("address")
        others = Page.objects.on_site(site).at_address(address).exclude(item=self.instance.item_id)
        taken = address and site and others.exists()
        return (
            {"address": _("Another page of this site has this address already.")} if taken else {}
        )


class MenuEntryForm(forms.ModelForm):
    """One entry of the menu of `site`: its word and the one place it leads to."""

    target = forms.ChoiceField(label=_("Leads to"), widget=forms.Select(attrs={"class": PLAIN}))

    class Meta:
        model = MenuEntry
        fields = ["label", "url"]
        widgets = {"url": forms.URLInput(attrs={"placeholder": "https://", "inputmode": "url"})}
        field_classes = {"url": forms.URLField}

    def __init__(self, *args, site, choices, **options):
        super().__init__(*args, **options)
        self.instance.site = site
        self.fields["target"].choices = choices
        self.fields["target"].initial = targets.chosen(self.instance) if self.instance.pk else None
        self.order_fields(["label", "target", "url"])
        self.fields["url"].help_text = _("Only for “Outside address”.")

    def clean(self):
        cleaned = super().clean()
        kind, _colon, value = cleaned.get("target", "").partition(":")
        if kind == "url" and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("url", _("Write the address, starting with https://."))
        if kind != "url":
            cleaned["url"] = ""
        self.instance.page_id = int(value) if kind == "page" else None
        self.instance.section = value if kind == "section" else ""
        self.instance.path = value if kind == "path" else ""
        return cleaned
