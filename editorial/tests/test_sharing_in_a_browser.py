"""An editor of the district shares an item from the review screen; the commune sees it and hides it."""

from axe_playwright_python.sync_playwright import Axe

from tests.factories import commune, main_site, person, published


def complaints(page):
    found = Axe().run(page)
    return [
        f"{one['id']}: {node['target']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


class SharingTests:
    def test_from_the_review_screen_to_the_communes_page_and_away_again(self, open_page):
        main_site(), commune(), commune("Vũ Muộn")
        edition = published(title="Huyện mở hội xuân")
        page = open_page(person("editor"), f"/quan-tri/editorial/edition/{edition.pk}/xet-duyet/")
        page.get_by_label("Xã Cao Sơn").check()
        assert complaints(page) == []
        page.get_by_role("button", name="Chia sẻ lên các trang đã chọn").click()
        page.get_by_text("Đã chia sẻ: Xã Cao Sơn").wait_for()
        public = open_page(path="/don-vi/cao-son/tin-tuc/")
        assert public.get_by_role("link", name="Huyện mở hội xuân").count() == 1
        desk = open_page(person("editor", commune()), "/quan-tri/chia-se/")
        assert complaints(desk) == []
        desk.get_by_role("button", name="Ẩn khỏi trang").click()
        desk.get_by_role("button", name="Hiện lại").wait_for()
        public.reload()
        assert public.get_by_role("link", name="Huyện mở hội xuân").count() == 0
