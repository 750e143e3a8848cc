import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Membership
from components.tests.factories import decree
from editorial import drafts
from editorial.models import Contribution, Edition, Event
from editorial.states import EditionState
from editorial.workflow import Refused, perform
from member_sites.models import Site
from pages import public
from pages.models import Page
from pages.models.menu import MenuEntry
from pages.starter_kit import give
from tests.factories import again, browser, commune, main_site, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit():
    """The drafts of Cao Sơn's kit by the key of their component."""
    decree()
    give(site=commune())
    return {page.component: page for page in Page.objects.on_site(commune())}


def written(page, by, text="Trụ sở ở thôn Nà Lầu, xã Cao Sơn."):
    """The draft as somebody saves it through the form of the desk."""
    sent = {
        "title": page.title,
        "body": f"<p>{text}</p>",
        "layout": "text",
        "language": page.language,
    }
    sent |= {"component": page.component, "position": 0, "version": page.version}
    sent |= {
        f"{rows}-{name}": 0
        for rows in page.content_rows
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = browser(by).post(reverse("admin:pages_page_change", args=[page.pk]), sent)
    assert answer.status_code == 302, answer.context["form"].errors


class KitTests:
    def test_gives_a_draft_for_each_component_that_a_page_fills(self, kit):
        assert len(kit) == 12
        assert {page.state for page in kit.values()} == {EditionState.DRAFT}
        assert "Viết ở đây: địa chỉ trụ sở" in kit["lien-he"].body
        assert kit["lanh-dao"].address == "gioi-thieu/lanh-dao"
        assert kit["tieng-anh"].language == "en"

    def test_is_nobodys_work_and_the_log_says_so(self, kit):
        assert not Contribution.objects.exists()
        assert set(Event.objects.values_list("action", "by")) == {("create", None)}
        page = browser(person("editor", commune())).get(
            reverse("admin:edition_review", args=[kit["lien-he"].pk])
        )
        assert "hệ thống" in page.content.decode()

    def test_a_second_time_changes_nothing(self, kit):
        perform("discard", kit["dat-dai"], by=person("chief", commune()))
        assert give(site=commune()) == 0
        assert Page.objects.count() == 12

    def test_leaves_alone_what_the_site_has(self):
        decree()
        page = Page(title="Giới thiệu xã", component="gioi-thieu")
        drafts.begin(page, site=commune(), by=person("writer", commune()))
        assert give(site=commune()) == 11

    def test_waits_for_nobody_until_somebody_has_written(self, kit):
        editor = person("editor", commune())
        assert not Edition.objects.visible_to(editor).in_queue().exists()
        written(kit["lien-he"], editor)
        assert [edition.pk for edition in Edition.objects.visible_to(editor).in_queue()] == [
            kit["lien-he"].pk
        ]

    def test_is_not_submitted_while_it_holds_words_of_the_outline(self, kit):
        chief = person("chief", commune())
        written(kit["lien-he"], chief, "Điện thoại 0209. Viết  ở đây: giờ làm việc.")
        with pytest.raises(Refused, match="Viết ở đây"):
            perform("submit", again(kit["lien-he"]), by=chief)

    def test_is_written_and_published_by_the_two_people_of_a_commune(self, kit):
        site = commune(one_step_review=True)
        writer, chief = person("editor", site), person("chief", site)
        written(kit["lien-he"], writer)
        perform("submit", again(kit["lien-he"]), by=writer)
        assert perform("publish", again(kit["lien-he"]), by=chief).state == EditionState.PUBLISHED
        written(kit["dat-dai"], chief)
        perform("submit", again(kit["dat-dai"]), by=chief)
        with pytest.raises(Refused):
            perform("publish", again(kit["dat-dai"]), by=chief)

    def test_menu_leads_to_the_pages_that_are_public(self, kit):
        assert MenuEntry.objects.filter(site=commune()).count() >= 16
        sections = ["Tin tức", "Văn bản", "Lịch làm việc", "Hỏi – Đáp"]
        assert [word.label for word in known_words(sections)] == sections
        written(kit["lien-he"], person("editor", commune()))
        perform(
            "publish_urgently", again(kit["lien-he"]), by=person("chief", commune()), note="Thử."
        )
        words = known_words(["Giới thiệu", *sections])
        assert [[word.label, *(child.label for child in word.children)] for word in words] == [
            ["Giới thiệu", "Liên hệ"],
            ["Tin tức"],
            ["Văn bản", "Góp ý dự thảo"],
            ["Lịch làm việc"],
            ["Hỏi – Đáp"],
        ]


def known_words(labels):
    """The menu of the commune without the words of sections that these tests do not know."""
    return [word for word in public.menu(commune()) if word.label in labels]


class DoorTests:
    def test_a_site_made_at_the_desk_gets_it(self):
        decree()
        root = person(None, name="root", is_superuser=True)
        sent = {
            "kind": "xã",
            "name": "Quân Hà",
            "slug": "quan-ha",
            "parent": main_site().pk,
            "accent": "red",
            "review_hours": 24,
        }
        assert browser(root).post(reverse("admin:member_sites_site_add"), sent).status_code == 302
        assert Page.objects.on_site(Site.objects.get(slug="quan-ha")).count() == 12

    def test_a_site_loaded_from_a_file_gets_it_and_the_main_site_does_not(self, tmp_path):
        decree()
        units = tmp_path / "units.csv"
        units.write_text("code,kind,name,slug\n1,xã,Quân Hà,quan-ha\n")
        call_command("load_units", str(units), verbosity=0)
        assert set(Page.objects.values_list("item__site__slug", flat=True)) == {"quan-ha"}

    def test_the_command_gives_it_to_sites_that_are_there(self):
        decree()
        commune("Cao Sơn"), commune("Vũ Muộn")
        call_command("starter_kit", "vu-muon", verbosity=0)
        assert Page.objects.count() == 12
        call_command("starter_kit", verbosity=0)
        assert Page.objects.count() == 24
        with pytest.raises(CommandError, match="khong-co"):
            call_command("starter_kit", "khong-co")

    def test_the_command_says_that_components_are_needed_first(self, db):
        commune()
        with pytest.raises(CommandError, match="load_components"):
            call_command("starter_kit")
        assert not Membership.objects.exists()
