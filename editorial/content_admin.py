"""ContentAdmin: the desk of one kind of content. A section declares its fields; saving and moving obey the law here."""

import json
from functools import partial
from typing import ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import URLField
from django.forms import modelform_factory
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_ckeditor_5.widgets import CKEditor5Widget
from unfold.decorators import display

from accounts.models import Role, User
from accounts.rights import has_role_somewhere, sites_with
from common.desk import ModelAdmin
from common.fields import key_of
from common.richtext import RichTextField
from common.richtext import text as plain_text
from common.text import fold
from editorial import drafts
from editorial.bulk import BulkActions
from editorial.forms import DraftForm
from editorial.models import Contribution
from editorial.permissions import may_edit, may_see
from editorial.queue import waited
from editorial.states import EditionState
from editorial.workflow import Refused, incomplete, perform

STATE_COLOURS = {
    EditionState.DRAFT: "info",
    EditionState.SUBMITTED: "warning",
    EditionState.EDITED: "warning",
    EditionState.PUBLISHED: "success",
    EditionState.SUPERSEDED: "default",
    EditionState.RETRACTED: "danger",
    EditionState.DISCARDED: "default",
}


class SiteFilter(admin.SimpleListFilter):
    title, parameter_name = _("site"), "trang"

    def lookups(self, request, model_admin):
        return [(str(site.pk), str(site)) for site in sites_with(request.user, Role.CONTRIBUTOR)]

    def queryset(self, request, queryset):
        return (
            queryset.filter(item__site=self.value()) if (self.value() or "").isdigit() else queryset
        )


class ContentAdmin(BulkActions, ModelAdmin):
    """Base of the sections' admins: lists what the person may see, edits drafts only, deletes nothing."""

    form: ClassVar[type[DraftForm]] = DraftForm
    # [(heading, names of fields)] in the order of writing.
    writing_order: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = ()
    preview_template = None
    list_display = ("title", "site_name", "state_tag", "waiting", "author_name", "updated")
    list_filter = ("state", SiteFilter)
    list_per_page = 30
    search_fields = ("search_text",)
    search_help_text = _("Words of the title, summary or text; marks do not matter.")
    ordering = ("-updated_at",)
    show_full_result_count = False
    formfield_overrides = {RichTextField: {"widget": CKEditor5Widget}}

    def preview_context(self, edition, request):
        """What the public template wants to know; sections answer."""
        return {"edition": edition}

    def get_queryset(self, request):
        rows = self.model.objects.visible_to(request.user).select_related("item__site")
        return rows.defer("search_text", "search_vector")

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            queryset = queryset.filter(search_text__contains=word)
        return queryset, False

    @display(description=_("Site"), ordering="item__site__name")
    def site_name(self, edition):
        return edition.item.site.full_name

    @display(description=_("State"), ordering="state", label=STATE_COLOURS)
    def state_tag(self, edition):
        shown = _("Scheduled") if edition.is_scheduled() else edition.get_state_display()
        return edition.state, shown

    @display(description=_("Waiting"))
    def waiting(self, edition):
        """Only what waits for a reviewer has waited."""
        since = {
            EditionState.SUBMITTED: edition.submitted_at,
            EditionState.EDITED: edition.passed_at or edition.submitted_at,
        }
        return waited(since[edition.state]) if edition.state in since else None

    @display(description=_("Updated"), ordering="updated_at")
    def updated(self, edition):
        return date_format(timezone.localtime(edition.updated_at), "H:i d/m/Y")

    def has_add_permission(self, request):
        return has_role_somewhere(request.user, Role.CONTRIBUTOR)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and (
            obj is None or may_see(request.user, obj)
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or may_edit(request.user, obj)
        )

    def has_delete_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        if not self._writable_sites(request).exists():
            raise PermissionDenied
        return self._write(request, None)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        edition = self._find(request, object_id)
        # A form sent for a text that was locked meanwhile comes back with what was typed.
        if request.method != "POST" and not may_edit(request.user, edition):
            return redirect("admin:edition_review", edition.pk)
        return self._write(request, edition)

    def history_view(self, request, object_id, extra_context=None):
        return redirect("admin:edition_review", self._find(request, object_id).pk)

    def delete_view(self, request, object_id, extra_context=None):
        self._find(request, object_id)
        raise PermissionDenied

    def _find(self, request, object_id):
        edition = self.get_object(request, object_id)
        if edition is None:
            raise Http404
        return edition

    def _writable_sites(self, request):
        return sites_with(request.user, Role.CONTRIBUTOR).filter(archived_at=None)

    def writing_form(self, request):
        rows = {rows.relation for rows in self.form.row_sets}
        fields = [
            name for _heading, names in self.writing_order for name in names if name not in rows
        ]
        bound_to_person = type(self.form.__name__, (self.form,), {"by": request.user})
        return modelform_factory(
            self.model,
            form=bound_to_person,
            fields=fields,
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
        )

    def formfield_for_dbfield(self, db_field, request, **options):
        if isinstance(db_field, URLField):
            options["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Without the pop-up links: one does not leave a text half written.
            field.widget = field.widget.widget
        return field

    def _write(self, request, edition):
        filled = {} if edition else self.asked_for(request)
        form = self.writing_form(request)(
            request.POST or None, request.FILES or None, instance=edition, initial=filled
        )
        if request.method != "POST":
            return self._page(request, form)
        if not form.is_valid():
            return (
                self._autosave_refused(form)
                if _is_autosave(request)
                else self._page(request, form, status=400)
            )
        return self._keep(request, form)

    def asked_for(self, request):
        """What the address of an empty form fills in: ?site= and ?ngan=, the shelf of its section."""
        site, shelf = request.GET.get("site", ""), request.GET.get("ngan")
        filled = {"site": site} if site.isdigit() else {}
        if not (shelf and self.model.shelves):
            return filled
        name, _dots, lookup = self.model.shelves[0].partition("__")
        if not lookup:
            return filled | {name: shelf}
        related = key_of(self.model, name).related_model
        return filled | {name: related._default_manager.filter(**{lookup: shelf}).first()}

    def _keep(self, request, form):
        try:
            saved = form.keep()
        except drafts.Stale as stale:
            return self._stale(request, form, stale.current)
        except drafts.NotAllowed as refusal:
            messages.error(request, str(refusal))
            return self._page(request, form, status=409)
        if _is_autosave(request):
            return self._autosaved(form, saved)
        if "_submit" in request.POST:
            return self._submit(request, saved)
        messages.success(request, gettext("The draft is saved."))
        return redirect(self.change_url(saved))

    def _submit(self, request, saved):
        try:
            perform("submit", saved, by=request.user)
        except Refused as refusal:
            messages.warning(request, gettext("The draft is saved but not yet submitted:"))
            for reason in refusal.reasons:
                messages.error(request, str(reason))
            return redirect(self.change_url(saved))
        messages.success(request, gettext("Submitted for review."))
        return redirect("admin:edition_review", saved.pk)

    def change_url(self, edition):
        return reverse(
            f"admin:{edition._meta.app_label}_{edition._meta.model_name}_change", args=[edition.pk]
        )

    def _stale(self, request, form, current):
        """The form comes back: what the person typed stays, what they had not touched is brought up to date."""
        changed = form.changed_meanwhile(current)
        sentence = _what_happened(request.user, form, current, changed)
        if _is_autosave(request):
            return JsonResponse({"message": sentence}, status=409)
        messages.error(request, sentence)
        fresh = type(form)(instance=current, initial=form.typed(changed))
        # Rows that the person changed come back as typed.
        fresh.rows = [
            typed if typed.typed_differs() else now for typed, now in zip(form.rows, fresh.rows)
        ]
        theirs = {name: _as_text(current, name) for name in form.touched() if name in changed}
        return self._page(request, fresh, theirs=theirs, status=409)

    def _autosaved(self, form, saved):
        again = type(form)(instance=saved)
        return JsonResponse(
            {
                "saved": date_format(timezone.localtime(), "H:i"),
                "version": saved.version,
                "read": json.dumps(again.fingerprints()),
                "url": self.change_url(saved),
                "missing": _missing(saved),
            }
        )

    def _autosave_refused(self, form):
        sentences = [sentence for sentences in form.errors.values() for sentence in sentences]
        sentences += [sentence for rows in form.rows for sentence in rows.sentences()]
        return JsonResponse({"message": " ".join(map(str, sentences))}, status=400)

    def _page(self, request, form, *, theirs=None, status=200):
        edition = form.instance
        context = self.admin_site.each_context(request) | {
            "title": edition.title
            if edition.pk
            else gettext("Write: %(kind)s") % {"kind": self.model._meta.verbose_name},
            "opts": self.model._meta,
            "form": form,
            "edition": edition,
            "media": self.media + form.media,
            "sections": _sections(self.writing_order, form, theirs or {}),
            "missing": _missing(edition),
            "advice": [sentence for _name, sentence in edition.advice()] if edition.pk else [],
            "returned": _last_return(edition),
            "problems": form.is_bound and not form.is_valid(),
            "attachments": edition.pk and form.fields["remove_attachments"].queryset,
        }
        return TemplateResponse(request, "admin/editorial/form.html", context, status=status)


def _is_autosave(request):
    return request.headers.get("X-Autosave") == "1"


def _sections(order, form, theirs):
    sections = []
    row_sets = {rows.relation: rows for rows in form.rows}
    for heading, names in order:
        fields = [(form[name], theirs.get(name)) for name in names if name in form.fields]
        sections.append((heading, fields, [row_sets[name] for name in names if name in row_sets]))
    return sections


def _missing(edition):
    return [(name, str(sentence)) for name, sentence in incomplete(edition).items()]


def _last_return(edition):
    return edition.pk and edition.events.filter(action="return").select_related("by").last()


def _what_happened(user, form, current, changed):
    others = User.objects.filter(
        pk__in=Contribution.objects.filter(edition=current.pk).values("user")
    ).exclude(pk=user.pk)
    who = ", ".join(person.display_name for person in others) or gettext(
        "you yourself in another window"
    )
    names = ", ".join(str(form.label_of(name)) for name in changed) or gettext("pictures or files")
    return gettext(
        "This text was changed in the meantime by %(who)s: %(fields)s. What you typed is still below; look at it "
        "and save again."
    ) % {"who": who, "fields": names}


def _as_text(edition, name):
    value, field = getattr(edition, name), edition._meta.get_field(name)
    if field.many_to_many:
        return ", ".join(map(str, value.all()))
    rich = isinstance(field, RichTextField)
    return plain_text(value) if rich else str(value if value is not None else "")
