"""What the desk and the public ask about questions."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Membership, Role
from accounts.rights import has_role_somewhere, memberships, sites_with
from editorial.querysets import EditionQuerySet, behind
from editorial.states import SETTLED
from qa.states import READS, RUNNING, Act, QuestionState


def _without_officer(on):
    active = Membership.objects.in_force(on).filter(
        user=OuterRef("officer"),
        role=Role.RESPONDER,
        site=OuterRef("unit__site"),
        user__is_active=True,
    )
    return Q(state=QuestionState.MODERATED) | Q(~Exists(active), state=QuestionState.ASSIGNED)


def late(on=None):
    """Beyond the deadline; a wait for the citizen that began before it stands still, one that began after it hides nothing."""
    on = on or timezone.localdate()
    return Q(state__in=RUNNING) & (Q(paused_on=None, due_on__lt=on) | Q(due_on__lt=F("paused_on")))


TO_SEND = Q(
    state=QuestionState.ASSIGNED,
    private_answer__isnull=False,
    private_answer__sent_at=None,
    private_answer__returned_at=None,
)


class QuestionQuerySet(models.QuerySet):
    def running(self):
        """Not yet at an end."""
        return self.filter(state__in=RUNNING)

    def awaiting_moderation(self):
        return self.filter(state=QuestionState.RECEIVED)

    def with_private_answer_to_send(self):
        """Written, and waiting for a second person."""
        return self.filter(TO_SEND)

    def of_living_sites(self):
        """On an archived site nothing moves any more, so nobody is late there."""
        return self.filter(site__archived_at=None)

    def overdue(self, on=None):
        return self.of_living_sites().filter(late(on))

    def count_by_site(self, sites):
        """{site pk: how many}, sites without any left out."""
        rows = self.filter(site__in=sites).order_by().values_list("site")
        return dict(rows.annotate(count=Count("pk")))

    def due_by(self, on):
        return self.running().filter(paused_on=None, due_on__lte=on)

    def to_remind(self, until, on):
        """Due by a day, late, or unread though it would have to be forwarded by now; not twice a day."""
        due = (
            self.running()
            .of_living_sites()
            .filter(
                late(on)
                | Q(paused_on=None, due_on__lte=until)
                | Q(state=QuestionState.RECEIVED, forward_by__lte=on)
            )
        )
        return due.exclude(self._reminded_since(on))

    def waiting_long(self, since):
        """Waiting for the citizen since that day or longer, and not reminded of after it."""
        waiting = self.running().of_living_sites().filter(paused_on__lte=since)
        return waiting.exclude(self._reminded_since(since + timedelta(days=1)))

    def _reminded_since(self, day):
        events = self.model._meta.get_field("events").related_model.objects
        return Exists(events.filter(question=OuterRef("pk"), act=Act.REMINDED, at__date__gte=day))

    def without_officer(self, on=None):
        """Given to nobody, or to somebody who left: the desk has to find another."""
        return self.filter(_without_officer(on))

    def waiting_counts(self, on=None):
        """How many wait for what, in one query."""
        return self.aggregate(
            to_moderate=Count("pk", filter=Q(state=QuestionState.RECEIVED)),
            to_assign=Count("pk", filter=_without_officer(on)),
            overdue=Count("pk", filter=late(on)),
            to_send=Count("pk", filter=TO_SEND),
        )

    def moderated_by(self, user):
        return self.filter(site__in=sites_with(user, Role.EDITOR))

    def answered_by(self, user, on=None):
        """Questions that a responder was given, by name or as an officer of the field in the unit that has them."""
        return self.filter(self._given_to(user, on))

    def seen_by(self, user):
        return self.filter(Q(site__in=sites_with(user, Role.EDITOR)) | self._given_to(user))

    def _given_to(self, user, on=None):
        if not has_role_somewhere(user, Role.RESPONDER, on):
            return Q(pk__in=[])
        sites = [row.site_id for row in memberships(user, on) if row.role == Role.RESPONDER]
        fields = (
            behind(self.model, "field", "officers")
            .objects.in_force(on)
            .filter(user=user, field=OuterRef("field"), unit=OuterRef("unit"))
        )
        named = Q(officer=user) | Q(Exists(fields))
        return (
            named
            & Q(unit__site__in=sites)
            & ~Q(state__in=[QuestionState.RECEIVED, QuestionState.REJECTED])
        )

    def ended_without_answer_on(self, item_id):
        """The question of an item, ended while no edition of its answer was ever public."""
        return (
            self.filter(item=item_id)
            .exclude(state__in=RUNNING)
            .exclude(item__editions__state__in=SETTLED)
        )

    def past_retention(self, until):
        """Ended before that moment, by the desk or with their site, and still naming somebody."""
        ended = Q(closed_at__lt=until) | Q(closed_at=None, site__archived_at__lt=until)
        return self.filter(ended, anonymised_at=None).order_by("closed_at", "pk")

    def on_tracking(self, site, digest):
        """The question that a tracking code names, on the site where it was asked; None for every other code."""
        rows = self.select_related("site__parent", "field", "unit__site", "officer")
        return rows.filter(site=site, code_digest=digest).first()

    def with_newest_change(self):
        """`newest_change`: what a page of the desk was drawn by, asked together with the question itself."""
        changes = (
            self.model._meta.get_field("events")
            .related_model.objects.changes()
            .filter(question=OuterRef("pk"))
        )
        return self.annotate(newest_change=Subquery(changes.order_by("-pk").values("pk")[:1]))

    def with_pauses(self):
        return self.prefetch_related("pauses")

    def in_queue(self):
        """The one that is due first, first."""
        return self.order_by("due_on", "pk")

    def newest(self):
        return self.order_by("-sent_at", "-pk")

    def with_originals(self):
        """The words of the citizen too, which lists leave sealed."""
        return self.select_related("site", "field").prefetch_related("additions")

    def for_desk(self):
        return self.select_related("site", "field", "unit", "officer").defer("text")


class EventQuerySet(models.QuerySet):
    def told(self, acts):
        """What the one who asked is told of."""
        return self.filter(act__in=acts).order_by("at", "pk")

    def reads(self):
        """Who of the staff looked at what the citizen sent."""
        return self.filter(act__in=READS).select_related("by")

    def work(self):
        """The log without the looks."""
        return self.exclude(act__in=READS).select_related("by")

    def changes(self):
        """What makes an older page of the desk a stale one: neither a look nor a reminder does."""
        return self.exclude(act__in=[*READS, Act.REMINDED])

    def since(self, seen):
        """What happened after the event that a page was drawn by."""
        return self.changes().filter(pk__gt=seen).order_by("pk").select_related("by")


class AnswerQuerySet(EditionQuerySet):
    def for_lists(self):
        """All that a row of a list shows, in one query."""
        shown = self.select_related("item__site", "item__question", "field", "unit")
        return shown.defer(
            "body", "search_text", "search_vector", "item__question__text", "item__question__code"
        )

    def for_reading(self):
        return super().for_reading().select_related("item__question", "field", "unit")

    def about(self, field):
        return self.filter(field=field)

    def of_unit(self, unit):
        return self.filter(unit=unit)

    def of_year(self, year):
        return self.filter(item__question__starts_on__year=year)

    def frequent(self):
        return self.filter(is_frequent=True)

    def with_words(self, folded):
        """Every one of the words, marks and order aside."""
        for word in folded.split():
            self = self.filter(search_text__contains=word)
        return self
