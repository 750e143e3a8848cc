"""Where a menu can lead: the pages of the site, the lists of every section that is there, and outside addresses."""

from django.apps import apps
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from editorial.models import Edition
from member_sites.urls import reverse_on
from pages.models import Page, PageItem


def choices(site):
    """[(group, [(value, label)])] for a choice in a form."""
    pages = PageItem.objects.titled([site], Page.objects.all())
    groups = [
        (_("Pages of this site"), [(f"page:{page.pk}", page.title) for page in pages]),
        (
            _("Sections"),
            [
                ("section:home", _("Home")),
                *((f"section:{view}", label) for label, view in sections(site)),
            ],
        ),
    ]
    return [*groups, *categories(site), (_("Elsewhere"), [("url:", _("Outside address"))])]


def sections(site):
    """[(title, name of its list)] of the sections whose pages exist."""
    views = {
        f"{model.detail_view.partition(':')[0]}:list": model.section_title for model in kinds()
    }
    return [(title, view) for view, title in views.items() if path_on(site, view)]


def categories(site):
    """[(title of the section, [(value, label)])] of the lists below a section's own."""
    found = [(model, model.menu_places(site)) for model in kinds()]
    return [
        (
            model.section_title,
            [
                (f"path:{path_on(site, view, arguments)}", label)
                for label, view, arguments in places
            ],
        )
        for model, places in found
        if places
    ]


def kinds():
    return [
        model for model in apps.get_models() if issubclass(model, Edition) and model.detail_view
    ]


def path_on(site, view, arguments=None):
    """Path of a view below the site's own root, or an empty string where there is no such view."""
    try:
        return reverse_on(site, view, kwargs=arguments).removeprefix(f"{site.prefix}/")
    except NoReverseMatch:
        return ""


def chosen(entry):
    """Value of the choice that an entry holds."""
    if entry.page_id:
        return f"page:{entry.page_id}"
    if entry.section or entry.path:
        return f"section:{entry.section}" if entry.section else f"path:{entry.path}"
    return "url:"
