"""Questions of citizens and their answers. Who asked lies in tables of its own (qa.models.contacts)."""

import hashlib
import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import Rights
from citizens.models import CitizenEvent
from citizens.retention import Erasure
from citizens.signatures import erased_columns, impersonal_columns
from common import richtext
from common.encryption import SealedTextField
from common.fields import NFCCharField, NFCTextField
from common.models import WaitingLetter
from editorial.models import Edition, Item
from editorial.states import EditionState
from member_sites.models import Site
from member_sites.transfer import Transfer
from member_sites.urls import reverse_on
from qa.models.contacts import Contact
from qa.models.routing import Topic, Unit
from qa.querysets import AnswerQuerySet, EventQuerySet, QuestionQuerySet
from qa.states import RUNNING, Act, AnswerKind, Hold, QuestionState

USER = settings.AUTH_USER_MODEL
# Without letters and digits that are mistaken for each other when read out or copied by hand.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH, CODE_GROUP = 12, 4


def new_code():
    letters = "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))
    return "-".join(
        letters[start : start + CODE_GROUP] for start in range(0, CODE_LENGTH, CODE_GROUP)
    )


def digest_of(code):
    """What a tracking code is found by; spaces, dashes and small letters do not matter."""
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(bare.encode(errors="replace")).hexdigest()


class Question(models.Model):
    """Câu hỏi: the text as it was sent lies sealed; readers see only what the moderator made of it."""

    rights = Rights(view="editor", change="editor", also_view=frozenset({Role.RESPONDER}))
    transfer = Transfer(
        drawn_by_chance=("code", "code_digest"),
        impersonal={**impersonal_columns("contact"), "code": "", "code_digest": ""},
    )
    erasure = Erasure(
        columns=erased_columns("contact"),
        rows=("contact", "files", "additions"),
        # It speaks of the person; that there was one stays known.
        emptied={"private_answer": "text"},
    )

    site = models.ForeignKey(Site, models.PROTECT, related_name="questions", verbose_name=_("site"))
    field = models.ForeignKey(
        Topic, models.PROTECT, related_name="questions", verbose_name=_("field")
    )
    text = SealedTextField(_("question as sent"))
    subject = NFCCharField(_("subject"), max_length=250, blank=True)
    public_text = NFCTextField(_("text for readers"), max_length=5000, blank=True)
    signature = NFCCharField(_("signature for readers"), max_length=200)
    code = SealedTextField(editable=False)
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    holds = models.JSONField(default=list, editable=False)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=QuestionState.choices, default=QuestionState.RECEIVED
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("answering unit"),
    )
    officer = models.ForeignKey(
        USER,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("officer"),
    )
    starts_on = models.DateField(_("time runs from"))
    limit_days = models.PositiveSmallIntegerField(_("working days for an answer"))
    extended_days = models.PositiveSmallIntegerField(_("working days added"), default=0)
    due_on = models.DateField(_("deadline"))
    forward_days = models.PositiveSmallIntegerField(
        _("working days to forward what is out of scope"), default=2
    )
    forward_by = models.DateField(_("to be forwarded by"))
    paused_on = models.DateField(_("waiting for the citizen since"), null=True, blank=True)
    answer_kind = models.CharField(max_length=8, choices=AnswerKind.choices, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    closed_at = models.DateTimeField(null=True)
    # The sentence by which the desk told the citizen why: not accepted, forwarded, answered privately.
    decision = NFCTextField(_("reason for the citizen"), max_length=2000, blank=True)
    forwarded_to = NFCCharField(_("competent authority"), max_length=200, blank=True)
    item = models.OneToOneField(
        Item, models.PROTECT, null=True, editable=False, related_name="question"
    )
    rating = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    rated_at = models.DateTimeField(null=True)
    anonymised_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="question_newest_first"),
            models.Index(
                fields=["due_on"], name="question_running", condition=Q(state__in=RUNNING)
            ),
            models.Index(
                fields=["closed_at"], name="question_to_erase", condition=Q(anonymised_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=QuestionState.values), name="question_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, state__in=RUNNING)
                | (Q(closed_at__isnull=False) & ~Q(state__in=RUNNING)),
                name="ended_question_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.ANSWERED)
                | (Q(answered_at__isnull=False) & ~Q(answer_kind="")),
                name="answered_question_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.FORWARDED) | ~Q(forwarded_to=""),
                name="forwarded_question_names_the_authority",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="question_due_after_start"
            ),
        ]

    def __str__(self):
        return self.subject or str(_("Question %(number)s") % {"number": self.pk})

    def save(self, *args, **kwargs):
        if not self.code:
            self.code = new_code()
        self.code_digest = digest_of(self.code)
        super().save(*args, **kwargs)

    @property
    def is_running(self):
        return self.state in RUNNING

    def is_overdue(self, on=None):
        return self.is_running and self.due_on < (self.paused_on or on or timezone.localdate())

    @property
    def is_on_time(self):
        return self.answered_at is not None and timezone.localdate(self.answered_at) <= self.due_on

    @property
    def hold_sentences(self):
        return [Hold(name).label for name in self.holds if name in Hold.values]

    @property
    def asked_of_citizen(self):
        """What the desk waits for; empty where it waits for nothing."""
        return (
            self.events.filter(act=Act.WAITING).values_list("note", flat=True).last()
            if self.paused_on
            else ""
        )

    @cached_property
    def unsent_private_answer(self):
        """The private answer that is written, waits for a second person, or was sent back; None where there is none."""
        return (
            PrivateAnswer.objects.filter(question=self, sent_at=None).select_related("by").first()
        )

    @property
    def waiting_private_answer(self):
        """The private answer that a second person has yet to send; None where there is none."""
        answer = self.unsent_private_answer
        return answer if answer and not answer.returned_at else None

    @property
    def sent_private_answer(self):
        return PrivateAnswer.objects.filter(question=self, sent_at__isnull=False).first()

    @cached_property
    def latest_answer(self):
        """The newest edition of the public answer, in whatever state; None before it was begun."""
        return (
            Answer.objects.filter(item=self.item_id).order_by("-number").first()
            if self.item_id
            else None
        )

    @property
    def answer_under_way(self):
        """The public answer from its first draft on; None while there is none, or after it was given up or taken down."""
        over = {EditionState.DISCARDED, EditionState.RETRACTED}
        return (
            self.latest_answer
            if self.latest_answer and self.latest_answer.state not in over
            else None
        )

    def public_answer(self, at=None):
        if not self.item_id:
            return None
        return (
            Answer.objects.published(at)
            .select_related("item__site")
            .filter(item=self.item_id)
            .first()
        )


class Pause(models.Model):
    """Thời gian chờ công dân: while it lasts the time limit stands still."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="pauses")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="pause_ends_after_start"
            )
        ]

    def __str__(self):
        return f"{self.from_on} – {self.to_on}"


class Addition(models.Model):
    """Bổ sung: what the citizen wrote later; erased with the other personal data."""

    transfer = Transfer(personal=True)

    question = models.ForeignKey(Question, models.PROTECT, related_name="additions")
    text = SealedTextField(_("information added"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("information added")
        verbose_name_plural = _("information added")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.question_id} {self.at}"


class PrivateAnswer(models.Model):
    """Trả lời riêng: only the one who asked reads it, by the tracking code, after a second person has sent it."""

    transfer = Transfer(personal=True)

    question = models.OneToOneField(Question, models.PROTECT, related_name="private_answer")
    text = SealedTextField(_("answer"))
    # Why it is not published, in words for the citizen.
    reason = NFCTextField(_("reason"), max_length=2000, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # Sent back to its writer, or its question went to somebody else: nobody sends it before it is written anew.
    returned_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("private answer")
        verbose_name_plural = _("private answers")
        indexes = [
            models.Index(fields=["at"], name="private_answer_to_send", condition=Q(sent_at=None))
        ]
        constraints = [
            # Without a sender only those that were sent before there had to be one.
            models.CheckConstraint(
                condition=Q(sent_by=None) | Q(sent_at__isnull=False) & ~Q(sent_by=F("by")),
                name="private_answer_has_four_eyes",
            )
        ]

    def __str__(self):
        return str(self.question_id)


class QuestionEvent(CitizenEvent):
    """Nhật ký câu hỏi."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="events")
    act = models.CharField(_("act"), max_length=20, choices=Act.choices)
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta(CitizenEvent.Meta):
        verbose_name = _("log entry of a question")
        verbose_name_plural = _("log of questions")

    def __str__(self):
        return f"{self.act} {self.question_id}"


class Letter(WaitingLetter):
    """Thư: to a person of the desk, or, where `to` is empty, to the one who asked."""

    read_with = ("to", "event__question__site", "event__question__unit")

    transfer = Transfer(
        stays_behind="mail of this installation; what was done stands in the log of the question"
    )

    event = models.ForeignKey(QuestionEvent, models.PROTECT, related_name="letters")
    to = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta(WaitingLetter.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self):
        return f"{self.event_id} – {self.to_id or ''}"

    def receiver(self):
        """Nobody, where a person of the desk has left since or the contact is erased."""
        if self.to_id:
            return self.to.email if self.to.is_active else ""
        contact = Contact.objects.filter(question=self.event.question_id).first()
        return contact.email if contact else ""

    def subject(self):
        """Names nobody and quotes nothing."""
        named = {"number": self.event.question_id, "act": self.event.get_act_display()}
        return _("Question %(number)s: %(act)s") % named

    def body(self):
        question = self.event.question
        if self.to_id:
            path, template = f"/quan-tri/qa/question/{question.pk}/xem/", "qa/letter_desk.txt"
        else:
            path = reverse_on(question.site, "qa:track", kwargs={"code": question.code})
            template = "qa/letter.txt"
        context = {
            "letter": self,
            "event": self.event,
            "question": question,
            "address": f"{settings.PORTAL_ADDRESS}{path}",
        }
        return render_to_string(template, context)


class Answer(Edition):
    """Trả lời: the question as readers see it and its answer, under the editorial law."""

    rights = Rights(
        view="contributor", change="contributor", also_change=frozenset({Role.RESPONDER})
    )
    detail_view = "qa:detail"
    section_title = _("Questions and answers")
    content_fields = (
        "title",
        "slug",
        "summary",
        "author",
        "author_name",
        "by_contributor",
        "expires_at",
        "question_text",
        "body",
        "field",
        "unit",
        "is_frequent",
    )
    read_fields = ("title", "question_text", "body", "field", "unit")

    question_text = NFCTextField(_("question as readers see it"), max_length=5000, blank=True)
    body = richtext.RichTextField(_("answer"), blank=True)
    field = models.ForeignKey(
        Topic, models.PROTECT, related_name="answers", verbose_name=_("field")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="answers", verbose_name=_("answering unit")
    )
    is_frequent = models.BooleanField(
        _("frequently asked"),
        default=False,
        help_text=_("Gathered on the page of frequent questions."),
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def searchable_texts(self):
        return [self.question_text, richtext.text(self.body)]

    def carried_files(self):
        return [("inline", digest) for digest in richtext.image_hashes(self.body)]

    def missing(self):
        sentences = super().missing()
        wanted = {
            "question_text": _("Write the question for readers."),
            "body": _("Write the answer."),
        }
        texts = {"question_text": self.question_text, "body": richtext.text(self.body)}
        sentences |= {
            name: sentence for name, sentence in wanted.items() if not texts[name].strip()
        }
        ended = (
            self.item_id
            and Question.objects.ended_without_answer_on(self.item_id)
            .values_list("state", flat=True)
            .first()
        )
        if ended == QuestionState.WITHDRAWN:
            sentences["title"] = _("The question was withdrawn by the one who asked it.")
        elif ended:
            sentences["title"] = _(
                "The question has ended in another way: this answer is no longer published."
            )
        return sentences
