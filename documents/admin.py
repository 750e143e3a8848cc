from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from documents.catalogue import DocumentType, Field, IssuingBody, PostingLimit, Signer
from documents.comments import admin as _comments  # noqa: F401 - the desk of drafts for comment
from documents.forms import DocumentForm
from documents.models import Document
from documents.register_import import admin as _imports  # noqa: F401 - the desk of register imports
from editorial.desk import ContentAdmin


@admin.register(Document)
class DocumentAdmin(ContentAdmin):
    form = DocumentForm
    list_filter = (*ContentAdmin.list_filter, "type", "issuer")
    writing_order = (
        (_("Number and symbol"), ("site", "issue_number", "symbol", "type", "issuer", "issued_on")),
        (_("What it says"), ("summary", "field")),
        (_("Signature"), ("signer", "signer_name", "signer_post")),
        (_("Effect"), ("effective_on", "effective_until_on")),
        (_("Files"), ("files",)),
        (_("Relations to other documents"), ("relations",)),
        (_("Notes for the desk"), ("posting_class", "urgency", "page_count", "note")),
        (_("What changed"), ("reason",)),
    )
    preview_template = "documents/detail.html"


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
    list_display = ("name", "short", "parent", "site", "is_party", "valid_from", "valid_to", "position")
    list_select_related = ("parent", "site")
    list_filter = ("is_party", "site")
    fields = ("name", "short", "parent", "is_party", "site", "identifier", "valid_from", "valid_to", "slug", "position")


@admin.register(Field)
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
