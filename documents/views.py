from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.spreadsheet_export import CSV, XLSX, csv_lines, write_xlsx
from documents import register_export
from documents.models import Document
from documents.register import Register
from documents.relations import timeline
from editorial.public import notice_of
from editorial.public_views import reading


@require_safe
def register(request):
    asked = Register.asked(request.site, request.GET)
    page = asked.page(request.GET.get("trang"))
    return render(
        request, "documents/list.html", {"register": asked, "page": page, "kept_query": asked.query}
    )


@reading(Document)
def detail(request, document, slug=""):
    if slug != document.slug:
        return redirect(
            "documents:detail", item_id=document.item_id, slug=document.slug, permanent=True
        )
    return render(request, "documents/detail.html", notice_of(document) | page_of(document))


@reading(Document)
def print_page(request, document):
    return render(request, "documents/print.html", notice_of(document) | page_of(document))


def page_of(document):
    """What the page of a document shows beside the edition itself."""
    files = list(document.files.select_related("file__text"))
    shown = next(
        (row for row in files if row.is_open and row.file.content_type == "application/pdf"), None
    )
    main = next((row.page_count for row in files if row.is_open and row.page_count), None)
    pages = document.page_count or main
    return {
        "document": document,
        "files": files,
        "shown": shown,
        "pages": pages,
        "timeline": timeline(document),
    }


@require_safe
def export_csv(request):
    asked = Register.asked(request.site, request.GET)
    rows = register_export.table(asked.in_order(), address_within(request))
    return StreamingHttpResponse(csv_lines(rows), content_type=CSV, headers=_named("csv"))


@require_safe
def export_xlsx(request):
    asked = Register.asked(request.site, request.GET)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx([register_export.sheet(asked.in_order(), address_within(request))], file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX, headers=_named("xlsx"))


def _named(extension):
    return {
        "Content-Disposition": f'attachment; filename="van-ban-{timezone.localdate():%Y-%m-%d}.{extension}"'
    }


def address_within(request):
    """address(document): its page, with the host on which the reader is."""
    return lambda document: request.build_absolute_uri(document.get_absolute_url())
