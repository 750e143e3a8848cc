from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from common.desk import ModelAdmin
from documents.forms import DocumentForm
from documents.models import Document
from documents.models.catalogue import DocumentType, IssuingBody, PostingLimit, Signer, Topic
from documents.models.register_import import ImportRun
from documents.posting_deadline import Clock
from documents.reference_lookup import suggestions
from documents.register_import import desk
from documents.views import page_of
from editorial.content_admin import ContentAdmin


@admin.register(Document)
class DocumentAdmin(ContentAdmin):
    form = DocumentForm
    list_display = (
        "reference_shown",
        "subject",
        "state_tag",
        "issuer",
        "issued",
        "posting",
        "site_name",
    )
    list_filter = (*ContentAdmin.list_filter, "posting_class", "type", "issuer")
    search_help_text = _("Number, symbol or words of the subject line; marks do not matter.")
    writing_order = (
        (_("Number and symbol"), ("site", "issue_number", "symbol", "type", "issuer", "issued_on")),
        (_("What it says"), ("summary", "topic")),
        (_("Signature"), ("signer", "signer_name", "signer_post")),
        (_("Effect"), ("effective_on", "effective_until_on")),
        (_("Files"), ("files",)),
        (_("Relations to other documents"), ("relations",)),
        (_("Notes and limits"), ("note", "posting_class", "received_on", "urgency", "page_count")),
        (_("What changed"), ("reason",)),
    )
    preview_template = "documents/detail.html"

    def preview_context(self, edition, request):
        return {"edition": edition} | page_of(edition)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("issuer")

    def get_urls(self):
        suggest = self.admin_site.admin_view(self.suggest)
        return [path("goi-y/", suggest, name="documents_document_suggest"), *super().get_urls()]

    def suggest(self, request):
        """Names of documents that this person may know of, for the rows of relations."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return JsonResponse({"names": suggestions(request.GET.get("q", "")[:200], request.user)})

    def get_changelist_instance(self, request):
        """The calendar and the limits are read once for the whole page."""
        listed = super().get_changelist_instance(request)
        clock = Clock.read()
        for document in listed.result_list:
            document.posting = clock.of(document)
        return listed

    @display(description=_("Number and symbol"), ordering="number_value")
    def reference_shown(self, document):
        return document.reference or "—"

    @display(description=_("Subject line"))
    def subject(self, document):
        return Truncator(document.summary).chars(120) or document.title

    @display(description=_("Day of issue"), ordering="issued_on")
    def issued(self, document):
        return date_format(document.issued_on, "d/m/Y") if document.issued_on else "—"

    @display(
        description=_("Signed to posted"),
        label={"late": "danger", "open": "info", "done": "success"},
    )
    def posting(self, document):
        found = document.posting
        if found is None:
            return None
        return ("late" if found.is_late else "done" if found.done else "open"), str(found)


class CatalogueAdmin(ModelAdmin):
    """Tables of the whole portal: never deleted from, since old documents name their rows."""

    search_fields = ("name",)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(DocumentType)
class DocumentTypeAdmin(CatalogueAdmin):
    list_display = ("name", "code", "party_code", "rule", "position")
    fields = ("name", "code", "party_code", "rule", "slug", "position")


@admin.register(IssuingBody)
class IssuingBodyAdmin(CatalogueAdmin):
    list_display = (
        "name",
        "short",
        "parent",
        "site",
        "is_party",
        "valid_from",
        "valid_to",
        "position",
    )
    list_select_related = ("parent", "site")
    list_filter = ("is_party", "site")
    fields = (
        "name",
        "short",
        "parent",
        "is_party",
        "site",
        "identifier",
        "valid_from",
        "valid_to",
        "slug",
        "position",
    )


@admin.register(Topic)
class FieldAdmin(CatalogueAdmin):
    list_display = ("name", "slug", "position")
    fields = ("name", "slug", "position")


@admin.register(Signer)
class SignerAdmin(CatalogueAdmin):
    list_display = ("name", "post", "body", "valid_from", "valid_to")
    list_select_related = ("body",)
    list_filter = ("body",)
    fields = ("name", "post", "body", "valid_from", "valid_to")


@admin.register(PostingLimit)
class PostingLimitAdmin(CatalogueAdmin):
    search_fields = ()
    list_display = ("posting_class", "working_days", "basis", "valid_from", "valid_to")
    fields = ("posting_class", "working_days", "basis", "valid_from", "valid_to")


@admin.register(ImportRun)
class ImportRunAdmin(ModelAdmin):
    """Stands for the import's own screens."""

    def get_queryset(self, request):
        return ImportRun.objects.seen_by(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:register_imports")

    add_view = changelist_view

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:register_import_run", object_id)

    history_view = change_view

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("nhap/", wrap(desk.runs), name="register_imports"),
            path("nhap/mau.xlsx", wrap(desk.template), name="register_import_template"),
            path("nhap/<int:pk>/", wrap(desk.run), name="register_import_run"),
            path("nhap/<int:pk>/ghi/", wrap(desk.start), name="register_import_start"),
            path("nhap/<int:pk>/dang/", wrap(desk.publish), name="register_import_publish"),
            path("nhap/<int:pk>/chay-tiep/", wrap(desk.resume), name="register_import_resume"),
            path("nhap/<int:pk>/bo/", wrap(desk.cancel), name="register_import_cancel"),
            *super().get_urls(),
        ]
