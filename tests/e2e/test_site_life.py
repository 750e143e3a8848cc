"""A commune's chief takes the site along; the district's chief archives it."""

from axe_playwright_python.sync_playwright import Axe

from site_life import tasks
from site_life.models import Export
from tests.factories import commune, main_site, person, published


def complaints(page):
    found = Axe().run(page)
    return [f"{one['id']}: {node['target']}" for one in found.response["violations"] for node in one["nodes"]]


class SiteLifeTests:
    def test_an_export_can_be_left_and_come_back_to(self, open_page, monkeypatch):
        monkeypatch.setattr(tasks.export, "apply_async", lambda arguments, **options: None)
        here = commune()
        published(here)
        page = open_page(person("chief", here), "/quan-tri/site_life/export/cac-trang/")
        assert complaints(page) == []
        page.get_by_role("link", name="Xã Cao Sơn").click()
        page.get_by_role("button", name="Xuất dữ liệu trang này").click()
        page.get_by_text("Chờ tiến trình nền").wait_for()
        tasks.export(Export.objects.get().pk)
        page.get_by_role("link", name="Xem tiến độ").click()
        page.get_by_role("link", name="Tải về").wait_for()
        assert complaints(page) == []

    def test_a_merged_site_becomes_an_archive(self, open_page):
        main_site(), commune("Vũ Muộn")
        page = open_page(person("chief"), f"/quan-tri/site_life/export/cac-trang/{commune().pk}/")
        assert complaints(page) == []
        page.get_by_label("Trang kế thừa").select_option(label="Xã Vũ Muộn")
        page.get_by_label("từ nay không ai viết bài").check()
        page.get_by_role("button", name="Lưu trữ trang này").click()
        page.get_by_text("Đã thực hiện").wait_for()
        public = open_page(path="/don-vi/cao-son/")
        assert "Vũ Muộn" in public.get_by_role("note").inner_text()
