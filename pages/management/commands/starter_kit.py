from django.core.management.base import BaseCommand, CommandError

from components.measurement import set_at
from member_sites.models import Site
from pages import starter_kit


class Command(BaseCommand):
    help = "Tạo trang nháp có gợi ý nội dung và menu mặc định cho các trang thành viên chưa có. Nội dung đã có được giữ nguyên."

    def add_arguments(self, parser):
        parser.add_argument(
            "slug", nargs="*", help="địa chỉ (slug) của trang; mặc định: mọi trang thành viên"
        )

    def handle(self, *args, slug, verbosity, **options):
        if set_at() is None:
            raise CommandError(
                "Chưa có bộ thành phần nào đang có hiệu lực: hãy chạy load_components trước."
            )
        for site in self._sites(slug):
            made = starter_kit.give(site=site)
            if verbosity:
                self.stdout.write(f"{site.full_name}: {made} trang nháp mới.")

    def _sites(self, slugs):
        sites = Site.objects.members().filter(archived_at=None)
        found = list(sites.filter(slug__in=slugs) if slugs else sites)
        unknown = set(slugs) - {site.slug for site in found}
        if unknown:
            raise CommandError(
                f"Không có trang thành viên đang hoạt động: {', '.join(sorted(unknown))}."
            )
        return found
