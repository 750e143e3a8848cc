from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from editorial.desk_site import DeskSite
from editorial.sections import DeskView, sections
from tests.factories import person


class DeskSiteTests:
    def test_is_the_site_that_tables_register_at(self):
        assert isinstance(admin.site._wrapped, DeskSite)

    def test_asks_for_log_in_before_the_screen_of_a_section(self, monkeypatch, db):
        screen = DeskView("su-kien/", lambda request: HttpResponse("Lịch sự kiện"), "events")
        monkeypatch.setattr(sections()[0], "desk_views", (screen,))
        desk = DeskSite()
        (place,) = (one for one in desk.get_urls() if one.name == "events")
        request = RequestFactory().get("/quan-tri/su-kien/")
        request.user = AnonymousUser()
        assert place.callback(request).status_code == 302
        request.user = person("writer")
        assert place.callback(request).content.decode() == "Lịch sự kiện"

    def test_has_the_style_sheets_of_sections_after_its_own(self, client, db):
        client.force_login(person("chief"))
        page = client.get("/quan-tri/hang-cho/").content.decode()
        assert page.index("css/desk.css") < page.index("components/board.css")
