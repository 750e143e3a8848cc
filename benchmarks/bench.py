"""Ratios measured in one run on this machine; absolute times say little elsewhere."""

import statistics
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from common.spreadsheet_export import csv_bytes  # noqa: E402
from common.text import fold  # noqa: E402
from documents.models.catalogue import IssuingBody  # noqa: E402
from documents.models.register_import import ImportRun, Stage  # noqa: E402
from documents.register import Register  # noqa: E402
from documents.register_import import work  # noqa: E402
from member_sites.models import Site  # noqa: E402
from news.models import Article  # noqa: E402

ROUNDS = 15
IMPORTED = 3000


def median_seconds(work, prepare=lambda: None):
    times = []
    for _ in range(ROUNDS):
        prepare()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def compare(title, slow, fast):
    print(f"{title:<52} {slow * 1000:8.2f} ms {fast * 1000:8.2f} ms   ×{slow / fast:.1f}")


def cached_page(path):
    client = Client()
    if client.get(path).status_code != 200:
        return print(f"{path}: not measured, it does not answer 200 (is the demo data loaded?)")
    cold = median_seconds(lambda: client.get(path), cache.clear)
    client.get(path)
    compare(f"{path} rendered / from the cache", cold, median_seconds(lambda: client.get(path)))


def deep_archive():
    published = Article.objects.published().newest_first()
    count = published.count()
    if count < 100:
        return print("archive: not measured, fewer than 100 published articles")
    last = published[count - 40]
    older = published.filter(first_published_at__lt=last.first_published_at)
    by_offset = median_seconds(lambda: list(published[count - 20 : count]))
    by_key = median_seconds(lambda: list(older[:20]))
    compare(f"page {count // 20} of the archive by offset / by key", by_offset, by_key)


def deep_register():
    """Pages of the register; fill it with `manage.py seed_demo --documents 100000` first to learn something."""
    register = Register.asked(Site.objects.main(), {})
    count = register.documents().count()
    if count < 1000:
        return print("register: not measured, fewer than 1,000 public documents")
    place = register.in_order().values_list("issued_on", flat=True)[count - 100]
    by_offset = median_seconds(lambda: list(register.in_order()[count - 100 : count - 80]))
    there = register.in_order().filter(issued_on__lte=place)
    deep = median_seconds(lambda: list(there[:20]))
    first = median_seconds(lambda: list(register.page(None)))
    compare(f"page {count // 20} of the register by offset / by key", by_offset, deep)
    compare("that page by key / the first page", deep, first)


def register_import():
    """Lines a second, written and then taken back."""
    site, editor = Site.objects.main(), User.objects.filter(username="bientap").first()
    issuer = IssuingBody.objects.filter(short="UBND").first()
    if not (editor and issuer):
        return print("import of a register: not measured, the demo data are missing")
    head = ["Số", "Ký hiệu", "Loại", "Cơ quan ban hành", "Ngày ban hành", "Trích yếu", "Người ký"]
    rest = ["QĐ-UBND", "Quyết định", issuer.name, "05/01/1980", "Về việc trồng rừng", "(demo)"]
    lines = [[str(number), *rest] for number in range(1, IMPORTED + 1)]
    with transaction.atomic():
        run = ImportRun(site=site, by=editor, table_name="so.csv")
        run.table.save("so", ContentFile(csv_bytes([head, *lines])))
        work.go_on(run.pk)
        ImportRun.objects.filter(pk=run.pk).update(stage=Stage.WRITING)
        start = time.perf_counter()
        work.go_on(run.pk)
        seconds = time.perf_counter() - start
        transaction.set_rollback(True)
    run.table.storage.delete(run.table.name)
    print(f"{'import of a register, lines a second':<52} {IMPORTED / seconds:8.0f}")


def folding():
    text = "Đường về xã Cao Sơn mùa hoa mơ nở trắng " * 25
    compare(
        "fold() of 1,000 characters / str.lower()",
        *map(median_seconds, (lambda: fold(text), text.lower)),
    )


if __name__ == "__main__":
    print(f"{'what':<52} {'first':>11} {'second':>11}   ratio")
    for page in ("/", "/tin-tuc/"):
        cached_page(page)
    deep_archive()
    deep_register()
    register_import()
    folding()
