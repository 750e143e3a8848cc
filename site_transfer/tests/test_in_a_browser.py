"""A commune's chief takes the site along; the district's chief archives it."""

from axe_playwright_python.sync_playwright import Axe

from site_transfer import import_runs, tasks
from site_transfer.models import Export, SiteImport
from site_transfer.tests.factories import packed
from tests.factories import commune, main_site, person, published


def complaints(page):
    found = Axe().run(page)
    return [
        f"{one['id']}: {node['target']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


class SiteTransferTests:
    def test_an_export_can_be_left_and_come_back_to(self, open_page, asked_of_worker):
        here = commune()
        published(here)
        page = open_page(person("chief", here), "/quan-tri/site_transfer/export/cac-trang/")
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
        page = open_page(
            person("chief"), f"/quan-tri/site_transfer/export/cac-trang/{commune().pk}/"
        )
        assert complaints(page) == []
        page.get_by_label("Trang kế thừa").select_option(label="Xã Vũ Muộn")
        page.get_by_label("từ nay không ai viết bài").check()
        page.get_by_role("button", name="Lưu trữ trang này").click()
        page.get_by_text("Đã thực hiện").wait_for()
        public = open_page(path="/don-vi/cao-son/")
        assert "Vũ Muộn" in public.get_by_role("note").inner_text()

    def test_a_site_is_brought_in_from_an_archive(self, open_page, asked_of_worker, tmp_path):
        here = commune()
        published(here, title="Cao Sơn làm đường")
        archive = tmp_path / "cao-son.zip"
        archive.write_bytes(packed(here).getvalue())
        page = open_page(person("chief"), "/quan-tri/site_transfer/export/cac-trang/")
        page.get_by_role("link", name="Nhập một trang từ gói dữ liệu").click()
        assert complaints(page) == []
        page.get_by_label("Gói dữ liệu của trang (ZIP)").set_input_files(archive)
        page.get_by_role("button", name="Tải lên và kiểm tra").click()
        page.get_by_role("progressbar").wait_for()
        assert complaints(page) == []
        import_runs.go_on(SiteImport.objects.get().pk)
        page.get_by_role("link", name="Xem tiến độ").click()
        page.get_by_text("Đã có trang ở địa chỉ này").wait_for()
        assert complaints(page) == []
        page.get_by_label("Địa chỉ", exact=True).fill("cao-son-moi")
        page.get_by_role("button", name="Nhập trang", exact=True).click()
        page.get_by_role("progressbar").wait_for()
        import_runs.go_on(SiteImport.objects.get().pk)
        page.reload()
        page.get_by_role("link", name="Mở trang").click()
        page.get_by_role("link", name="Cao Sơn làm đường").first.wait_for()
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"/quan-tri/site_transfer/export/nhap/{SiteImport.objects.get().pk}/")
        assert (
            complaints(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= 360
        )

    def test_a_thin_communes_home_page_has_no_violation(self, open_page):
        page = open_page(
            path=f"{commune('Sỹ Bình', address='Thôn Khuổi Đẳng', phone='0209 000 000').prefix}/"
        )
        assert complaints(page) == []
