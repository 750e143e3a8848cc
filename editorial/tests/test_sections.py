from dataclasses import dataclass, field

import pytest
from django.apps import apps

from editorial.checks import dead_links, unknown_hooks, wrong_files, wrong_prefixes
from editorial.sections import Feed, Link, MenuLink, Section, sections
from portal import urls_public


@dataclass
class Placed(Section):
    """A section that stands at `prefix`, with the addresses of a section that is there."""

    prefix: str
    package: str = "news"
    app_label: str = field(default="events")


def ids(errors):
    return [error.id for error in errors]


class HookTests:
    def test_a_misspelt_hook_is_refused_at_start(self):
        class Events(Section):
            home_band = None

        assert ids(unknown_hooks(Events())) == ["editorial.E001"]

    def test_every_section_is_found_in_the_order_of_the_settings(self):
        found = [section.app_label for section in sections()]
        assert found == [config.label for config in apps.get_app_configs() if config.label in found]
        assert {"news", "documents"} <= set(found)


class PrefixTests:
    def test_those_of_the_portal_are_in_order(self):
        assert ids(wrong_prefixes(sections())) == []

    def test_without_its_stroke_at_the_end_is_refused(self):
        assert ids(wrong_prefixes([Placed("su-kien"), Placed("/su-kien/")])) == [
            "editorial.E002",
            "editorial.E002",
        ]

    def test_without_addresses_is_refused(self):
        assert ids(wrong_prefixes([Placed("su-kien/", package="visits")])) == ["editorial.E003"]

    def test_that_the_portal_answers_itself_is_refused(self):
        assert ids(wrong_prefixes([Placed("tep/"), Placed("quan-tri/su-kien/")])) == [
            "editorial.E004",
            "editorial.E004",
        ]

    def test_of_another_section_is_refused(self):
        assert ids(wrong_prefixes([Placed("su-kien/"), Placed("su-kien/")])) == [
            "editorial.E004",
            "editorial.E004",
        ]

    def test_of_another_section_is_refused_also_to_one_at_the_root(self):
        errors = wrong_prefixes([Placed("chuyen-muc/"), Placed("")])
        assert len(set(map(str, errors))) == 3
        assert not ids(wrong_prefixes([Placed("su-kien/"), Placed("")]))

    def test_that_is_longer_is_asked_before_the_one_it_stands_below(self):
        routes = [str(one.pattern) for one in urls_public.urlpatterns]
        assert routes.index("van-ban/lay-y-kien/") < routes.index("van-ban/")


class LinkTests:
    def test_those_of_the_portal_lead_somewhere(self):
        assert [error for section in sections() for error in dead_links(section)] == []

    @pytest.mark.parametrize(
        "hook",
        [
            {"menu_links": [MenuLink(1, "Events", "fairs:list")]},
            {"footer_links": [Link(1, "Events", "news:lists")]},
            {"error_links": [Link(1, "Events", "news:detail")]},
            {"item_links": [Link(1, "Events", "news:list")]},
            {"feeds": [Feed("fairs:rss", "application/rss+xml")]},
        ],
        ids=lambda hook: next(iter(hook)),
    )
    def test_that_leads_to_no_view_is_refused(self, hook):
        section = Section()
        vars(section).update(hook)
        assert ids(dead_links(section)) == ["editorial.E005"]


class FileTests:
    def test_those_of_the_portal_are_there(self):
        assert [error for section in sections() for error in wrong_files(section)] == []

    @pytest.mark.parametrize(
        ("hook", "error"),
        [
            ({"styles": ["fairs/fairs.css"]}, "editorial.E006"),
            ({"styles": ["news/news.css"]}, "editorial.E007"),
            ({"head_templates": ["fairs/_head.html"]}, "editorial.E008"),
        ],
    )
    def test_that_is_missing_or_leaves_its_layer_is_refused(self, hook, error):
        section = Section()
        vars(section).update(hook, app_label="fairs")
        assert ids(wrong_files(section)) == [error]
