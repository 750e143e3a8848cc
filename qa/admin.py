from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from common.desk import ModelAdmin
from editorial.content_admin import ContentAdmin
from editorial.public import attachments_of
from qa import desk
from qa.models import Answer, FieldOfficer, Question, Topic, Unit
from qa.states import QuestionState

COLOURS = {
    QuestionState.RECEIVED: "warning",
    QuestionState.MODERATED: "warning",
    QuestionState.ASSIGNED: "info",
    QuestionState.ANSWERED: "success",
    QuestionState.FORWARDED: "default",
    QuestionState.REJECTED: "default",
    QuestionState.WITHDRAWN: "default",
}


class WaitingFilter(admin.SimpleListFilter):
    """Without a choice: what is open; whoever searches or narrows otherwise looks into everything."""

    title, parameter_name = _("what to do"), "viec"
    OPEN, ALL = "dang-mo", "tat-ca"

    def __init__(self, request, params, model, model_admin):
        narrowed = set(request.GET) - {"p", "o", self.parameter_name}
        self.otherwise = self.ALL if narrowed else self.OPEN
        super().__init__(request, params, model, model_admin)

    def value(self):
        return super().value() or self.otherwise

    def choices(self, changelist):
        """The skin offers "all" by leaving the choice out, which means something else here."""
        return [
            choice
            for choice in super().choices(changelist)
            if choice["query_string"] != changelist.get_query_string(remove=[self.parameter_name])
        ]

    def lookups(self, request, model_admin):
        return [
            ("kiem-duyet", _("To moderate")),
            ("tra-loi-rieng", _("Private answers to be sent")),
            ("phan-cong", _("To assign, or the officer left")),
            ("qua-han", _("Overdue")),
            ("cua-toi", _("Mine to answer")),
            (self.OPEN, _("Everything open")),
            (self.ALL, _("Ended ones too")),
        ]

    def queryset(self, request, questions):
        narrowed = {
            "kiem-duyet": questions.awaiting_moderation,
            "tra-loi-rieng": questions.with_private_answer_to_send,
            "phan-cong": questions.without_officer,
            "qua-han": questions.overdue,
            "cua-toi": lambda: questions.answered_by(request.user).running(),
            self.OPEN: questions.running,
        }
        return narrowed[self.value()]() if self.value() in narrowed else questions


@admin.register(Question)
class QuestionAdmin(ModelAdmin):
    """The queue of questions; its page is qa.desk's. Nobody adds, rewrites or deletes a citizen's words here."""

    list_display = ("heading", "site", "field", "state_tag", "deadline", "who_has_it", "received")
    list_filter = (WaitingFilter, "state", "field", "unit")
    list_per_page = 30
    search_fields = ("subject", "public_text")
    search_help_text = _(
        "Words of the subject and of the text for readers. What citizens sent is searched on a page of its own."
    )
    change_list_template = "admin/qa/question_list.html"
    show_full_result_count = False
    actions = None
    ordering = ("due_on", "pk")

    def get_queryset(self, request):
        return Question.objects.seen_by(request.user).for_desk()

    def get_ordering(self, request):
        """A queue runs by deadline; the archive begins with the newest."""
        is_archive = (
            WaitingFilter.ALL in request.GET.getlist(WaitingFilter.parameter_name)
            or "q" in request.GET
        )
        return ("-sent_at", "-pk") if is_archive else self.ordering

    @display(description=_("question"), ordering="pk")
    def heading(self, question):
        return _("No. %(number)s – %(subject)s") % {
            "number": question.pk,
            "subject": question.subject or _("to be read"),
        }

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_tag(self, question):
        return question.state, _(
            "Waiting for the citizen"
        ) if question.paused_on else question.get_state_display()

    @display(description=_("deadline"), ordering="due_on")
    def deadline(self, question):
        day = date_format(question.due_on, "d/m/Y")
        return _("%(day)s – overdue") % {"day": day} if question.is_overdue() else day

    @display(description=_("who has it"), ordering="unit__name")
    def who_has_it(self, question):
        named = [question.unit.name] if question.unit else []
        named += [question.officer.display_name] if question.officer else []
        return ", ".join(named) or "–"

    @display(description=_("received"), ordering="sent_at")
    def received(self, question):
        return date_format(timezone.localtime(question.sent_at), "d/m/Y")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:question_page", object_id)

    history_view = change_view

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/xem/", wrap(desk.page), name="question_page"),
            path("<int:pk>/lam/", wrap(desk.act), name="question_act"),
            path("<int:pk>/nguoi-hoi/", wrap(desk.contact), name="question_contact"),
            path("<int:pk>/xoa-du-lieu/", wrap(desk.erase), name="question_erase"),
            path("<int:pk>/tep/<int:file_pk>/", wrap(desk.file), name="question_file"),
            path("tong-quan/", wrap(desk.board), name="question_board"),
            path("ban-goc/", wrap(desk.find_originals), name="question_originals"),
            *super().get_urls(),
        ]


@admin.register(Answer)
class AnswerAdmin(ContentAdmin):
    """Begun from a question's page, never by itself."""

    list_display = ("title", "site_name", "state_tag", "waiting", "field", "unit", "updated")
    list_filter = (*ContentAdmin.list_filter, "field", "unit")
    writing_order = (
        (_("The question as readers will see it"), ("title", "question_text")),
        (_("The answer"), ("body", "attachment_files", "remove_attachments")),
        (_("On the site"), ("field", "unit", "is_frequent", "expires_at")),
        (_("What changed"), ("reason",)),
    )
    preview_template = "qa/detail.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("field", "unit")

    def has_add_permission(self, request):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        raise PermissionDenied

    def preview_context(self, edition, request):
        shown = {"answer": edition, "edition": edition, "question": edition.item.question}
        return shown | {"attachments": attachments_of(edition), "related": []}


class TableAdmin(ModelAdmin):
    """Tables of the whole portal: never deleted from, since old questions name their rows."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Topic)
class TopicAdmin(TableAdmin):
    list_display = ("name", "site", "position", "is_offered")
    list_select_related = ("site",)
    search_fields = ("name",)
    fields = ("name", "slug", "site", "position", "is_offered")


@admin.register(Unit)
class UnitAdmin(TableAdmin):
    list_display = ("name", "site", "position")
    list_select_related = ("site",)
    list_filter = ("site",)
    search_fields = ("name",)


@admin.register(FieldOfficer)
class FieldOfficerAdmin(TableAdmin):
    """An assignment ends by its last day, so that who answered when stays known."""

    list_display = ("field", "unit", "user", "is_substitute", "from_on", "to_on")
    list_select_related = ("field", "unit", "user")
    list_filter = ("field", "unit", "is_substitute")
    search_fields = ("user__full_name", "user__username")
