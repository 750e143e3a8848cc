from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from common.desk import ModelAdmin
from consultations import desk
from consultations.models import Comment, CommentState, Consultation
from editorial.content_admin import ContentAdmin
from editorial.public import attachments_of

COLOURS = {
    CommentState.WAITING: "warning",
    CommentState.APPROVED: "success",
    CommentState.REJECTED: "default",
}


@admin.register(Consultation)
class ConsultationAdmin(ContentAdmin):
    writing_order = (
        (_("What is asked"), ("site", "title", "summary", "asked_by")),
        (_("Time for comments"), ("opens_on", "closes_on")),
        (_("The draft"), ("body", "attachment_files", "remove_attachments")),
        (_("After the end"), ("outcome",)),
        (_("What changed"), ("reason",)),
    )
    preview_template = "consultations/detail.html"

    def preview_context(self, edition, request):
        return {
            "consultation": edition,
            "edition": edition,
            "attachments": attachments_of(edition),
            "is_over": edition.is_over(),
        }


@admin.register(Comment)
class CommentAdmin(ModelAdmin):
    """The queue of comments. Its page is the moderator's; nobody adds or deletes a citizen's words here."""

    list_display = ("signature", "beginning", "state_tag", "received")
    list_filter = ("state",)
    list_per_page = 30
    ordering = ("-received_at",)
    # The words as they came lie sealed: only what readers see can be searched.
    search_fields = ("public_text", "signature")
    actions = None

    def get_queryset(self, request):
        return Comment.objects.moderated_by(request.user).select_related("item__site")

    @display(description=_("Comment"))
    def beginning(self, comment):
        return comment.text[:120] + ("…" if len(comment.text) > 120 else "")

    @display(description=_("State"), ordering="state", label=COLOURS)
    def state_tag(self, comment):
        return comment.state, comment.get_state_display()

    @display(description=_("Received"), ordering="received_at")
    def received(self, comment):
        return date_format(timezone.localtime(comment.received_at), "H:i d/m/Y")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:comment_page", object_id)

    history_view = change_view

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/xem/", wrap(desk.page), name="comment_page"),
            path("<int:pk>/quyet-dinh/", wrap(desk.decide), name="comment_decide"),
            path("<int:pk>/nguoi-gui/", wrap(desk.person), name="comment_person"),
            path("<int:pk>/xoa-du-lieu/", wrap(desk.erase), name="comment_erase"),
            path("<int:pk>/tep/<int:file_pk>/", wrap(desk.file), name="comment_file"),
            *super().get_urls(),
        ]
