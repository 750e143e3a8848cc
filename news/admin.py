from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from common.desk import ModelAdmin
from editorial.content_admin import ContentAdmin
from editorial.public import attachments_of
from news.forms import ArticleForm
from news.models import Article, Category, Tag


@admin.register(Article)
class ArticleAdmin(ContentAdmin):
    form = ArticleForm
    list_filter = (*ContentAdmin.list_filter, "genre", "medium")
    writing_order = (
        (_("What it is"), ("site", "genre", "medium", "category")),
        (_("Title and summary"), ("title", "summary")),
        (_("Picture"), ("cover_file", "remove_cover", "cover_alt", "cover_caption")),
        (_("Body text"), ("body",)),
        (
            _("Video and attachments"),
            (
                "video_url",
                "video_file",
                "remove_video",
                "attachment_files",
                "remove_attachments",
            ),
        ),
        (_("Event, source and author"), ("event_at", "source", "author_name", "tags")),
        (_("On the site"), ("featured", "expires_at")),
        (_("What changed"), ("reason",)),
    )
    preview_template = "news/detail.html"

    def preview_context(self, edition, request):
        return {
            "article": edition,
            "edition": edition,
            "attachments": attachments_of(edition),
            "related": [],
        }


class CatalogueAdmin(ModelAdmin):
    """Tables of the whole portal: never deleted from, since old articles name their rows."""

    search_fields = ("name",)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Category)
class CategoryAdmin(CatalogueAdmin):
    list_display = ("name", "parent", "site", "position")
    list_select_related = ("parent", "site")
    list_filter = ("site",)
    fields = ("name", "slug", "parent", "site", "position")


@admin.register(Tag)
class TagAdmin(CatalogueAdmin):
    list_display = ("name", "slug")
    fields = ("name", "slug")
