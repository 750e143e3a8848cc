"""The register far back, and the import of one. Fill it with `manage.py seed_demo --documents 100000` first to learn something."""

import time

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from common.measuring import Measured, median_seconds, not_measured, ratio
from common.spreadsheet_export import csv_bytes
from documents.models.catalogue import IssuingBody
from documents.models.register_import import ImportRun, Stage
from documents.register import Register
from documents.register_import import work
from member_sites.models import Site

IMPORTED = 3000


def measure():
    yield from _deep_register()
    yield _import()


def _deep_register():
    register = Register.asked(Site.objects.main(), {})
    count = register.documents().count()
    if count < 1000:
        yield not_measured("register", "fewer than 1,000 public documents")
        return
    place = register.in_order().values_list("issued_on", flat=True)[count - 100]
    by_offset = median_seconds(lambda: list(register.in_order()[count - 100 : count - 80]))
    there = register.in_order().filter(issued_on__lte=place)
    deep = median_seconds(lambda: list(there[:20]))
    first = median_seconds(lambda: list(register.page(None)))
    title = f"page {count // 20} of the register by offset / by key"
    yield ratio(title, by_offset, deep, at_least=1)
    yield ratio("that page by key / the first page", deep, first, at_most=3)


def _import():
    """Lines a second, written and then taken back."""
    title = "import of a register, lines a second"
    site, editor = Site.objects.main(), User.objects.filter(username="bientap").first()
    issuer = IssuingBody.objects.filter(short="UBND").first()
    if not (editor and issuer):
        return not_measured(title, "the demo data are missing")
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
    return Measured(title, IMPORTED / seconds, unit="", at_least=100)
