"""Banners: the form an editor fills in, and the band that citizens see."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from banners.models import Banner
from banners.tests.factories import banner_published, still
from editorial.workflow import perform
from tests.factories import commune, main_site, person


def complaints(page):
    found = Axe().run(page)
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


class BannerTests:
    def test_is_written_at_the_desk_and_stands_in_the_band(self, open_page):
        main_site(), commune()
        page = open_page(person("writer"), "/quan-tri/banners/banner/add/")
        assert complaints(page) == []
        page.fill("#id_title", "Nộp hồ sơ trực tuyến")
        page.set_input_files(
            "#id_cover_file",
            {"name": "lo-go.png", "mimeType": "image/png", "buffer": still().read()},
        )
        page.fill("#id_cover_alt", "Tờ hồ sơ")
        page.fill("#id_link", "/tin-tuc/")
        page.get_by_label("Xã Cao Sơn").check()
        page.get_by_role("button", name="Lưu và gửi").click()
        page.wait_for_url("**/xet-duyet/")
        perform(
            "publish",
            perform("pass", Banner.objects.get(), by=person("editor")),
            by=person("chief"),
        )
        home = open_page(path="/don-vi/cao-son/")
        home.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()
        home.wait_for_url("**/tin-tuc/")

    @pytest.mark.parametrize("dark", [False, True])
    @pytest.mark.parametrize("path", ["/", "/tuyen-truyen/"])
    def test_has_no_violation_for_citizens(self, open_page, path, dark):
        banner_published(position="top")
        banner_published(title="Chuyển đổi số")
        page = open_page()
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(path)
        assert complaints(page) == []

    def test_figures_have_no_violation(self, open_page):
        assert complaints(open_page(person("editor"), "/quan-tri/banners/banner/so-lieu/")) == []
