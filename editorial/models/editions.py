from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common.fields import NFCCharField, NFCTextField, one_or_none
from common.models import WaitingLetter
from common.text import fold, slugify
from editorial.models.files import StoredFile
from editorial.querysets import EditionQuerySet
from editorial.states import OPEN, SETTLED, EditionState, RetractionKind
from editorial.transitions import TABLE
from member_sites.models import Site
from member_sites.transfer import Transfer
from member_sites.urls import from_page_of, reverse_on

USER = settings.AUTH_USER_MODEL


class Item(models.Model):
    """Mục: the lasting identity of a piece of content; its public address, visits and comments hang on it."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="items", verbose_name=_("site"))
    kind = models.CharField(_("kind"), max_length=60, help_text=_("Label of the edition's model."))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Edition(models.Model):
    """Phiên bản: one edition of an item. Sections extend it; `workflow.perform` alone moves its state."""

    rights: ClassVar[Rights] = Rights(view="contributor", add="contributor", change="contributor")
    # Fields of the text that a person edits; sections add theirs. Cloned, compared and locked by this list.
    content_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "slug",
        "summary",
        "cover",
        "cover_alt",
        "cover_caption",
        "author",
        "author_name",
        "by_contributor",
        "source",
        "event_at",
        "expires_at",
    )
    content_relations: ClassVar[tuple[str, ...]] = ()
    # What a field is called here where the section has another word for it: {name: label}.
    field_labels: ClassVar[Mapping[str, str | Promise]] = {}
    # Fields that a reader sees, compared on the public page of the history.
    read_fields: ClassVar[tuple[str, ...]] = ("title", "summary")
    # Rows that hang on one edition and are cloned, compared and locked with it: {name of the relation: label}.
    content_rows: ClassVar[Mapping[str, str | Promise]] = {}
    # Where it stands within its section, as paths: what the components of a site are filled by
    # ("news.article" in the category "phap-luat"). The first path is what the form of a new text is filled with.
    shelves: ClassVar[tuple[str, ...]] = ()
    # Whether a shelf of a site holds one lasting text, renewed by editions, or a row of texts.
    one_per_shelf: ClassVar[bool] = False
    # Whether other sites may show it under the name of its own site (editorial.sharing).
    shareable: ClassVar[bool] = False
    # Name of the view of its public page, "news:detail"; empty without one. Its list is "news:list".
    detail_view: ClassVar[str] = ""
    # What that list is called.
    section_title: ClassVar[str | Promise] = ""

    item = models.ForeignKey(Item, models.PROTECT, related_name="editions", editable=False)
    number = models.PositiveIntegerField(_("edition"), default=1, editable=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=EditionState.choices,
        default=EditionState.DRAFT,
        editable=False,
    )
    title = NFCCharField(_("title"), max_length=250)
    slug = models.SlugField(max_length=80, editable=False)
    summary = NFCTextField(_("summary"), max_length=600, blank=True)
    cover = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="covered",
        verbose_name=_("picture"),
    )
    cover_alt = NFCCharField(_("what the picture shows"), max_length=250, blank=True)
    cover_caption = NFCCharField(_("caption"), max_length=250, blank=True)
    author = models.ForeignKey(
        USER,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="authored",
        verbose_name=_("author's account"),
    )
    author_name = NFCCharField(_("author"), max_length=120, blank=True)
    by_contributor = models.BooleanField(_("by a contributor"), default=False)
    source = NFCCharField(_("source"), max_length=200, blank=True)
    event_at = models.DateTimeField(_("moment of the event"), null=True, blank=True)
    reason = NFCTextField(_("what changed"), max_length=600, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    passed_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    # When the item was first public: what lists order by, so that a correction makes nothing younger.
    first_published_at = models.DateTimeField(_("first published at"), null=True, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    retracted_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(_("public until"), null=True, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False, editable=False)
    urgent_signed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, editable=False, related_name="+"
    )
    urgent_signed_at = models.DateTimeField(null=True, editable=False)
    claimed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, editable=False, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(default="", editable=False)
    search_vector = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        indexes = [
            GinIndex(fields=["search_vector"], name="edition_search"),
            models.Index(fields=["-first_published_at", "-id"], name="edition_newest_first"),
            models.Index(fields=["published_at"], name="edition_by_publication"),
            models.Index(
                fields=["expires_at"],
                name="edition_by_expiry",
                condition=Q(expires_at__isnull=False),
            ),
            models.Index(
                fields=["superseded_at"],
                name="edition_by_succession",
                condition=Q(superseded_at__isnull=False),
            ),
            models.Index(
                fields=["published_at"],
                name="edition_unsigned",
                condition=Q(urgent=True, urgent_signed_at=None),
            ),
            models.Index(fields=["state"], name="edition_open", condition=Q(state__in=OPEN)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="edition_number_once_per_item"),
            # Two presses of "publish" at once must make one publication.
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state=EditionState.PUBLISHED),
                name="one_published_edition_per_item",
            ),
            # A correction waits for the one before it, so that no text is silently lost.
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=OPEN), name="one_open_edition_per_item"
            ),
            models.CheckConstraint(
                condition=Q(state__in=EditionState.values), name="edition_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SETTLED)
                | Q(published_at__isnull=False, first_published_at__isnull=False),
                name="published_edition_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None)
                | Q(published_at=None)
                | Q(expires_at__gt=models.F("published_at")),
                name="edition_expires_after_publication",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill what follows from the other fields; also called by whoever writes editions in bulk."""
        self.slug = self.made_slug()
        self.search_text = self.folded_text()

    def made_slug(self) -> str:
        return slugify(self.title) or "tin"

    def folded_text(self) -> str:
        """Marks stripped, small letters: what search compares with a folded query."""
        return fold(" ".join([self.title, self.summary, *self.searchable_texts()]))

    def searchable_texts(self) -> list[str]:
        return []

    def leaf(self) -> Edition:
        """This edition as the section's own model."""
        parent_link = self._meta.apps.get_model(self.item.kind)
        return (
            self
            if isinstance(self, parent_link)
            else parent_link.objects.select_related("item__site").get(pk=self.pk)
        )

    def carried_files(self) -> list[tuple[str, StoredFile | str]]:
        """[(role, stored file or its digest)] of what the text carries beside its cover and its attachments."""
        return []

    def missing(self) -> dict[str, str | Promise]:
        """{field name: sentence} of what submission still needs; empty when complete."""
        return {} if self.title.strip() else {"title": _("Write a title.")}

    def advice(self) -> list[tuple[str, str | Promise]]:
        """[(field name, sentence)] that the review screen shows but that stops nobody."""
        return []

    def linked_addresses(self) -> list[str]:
        """http(s) addresses that the text leads to; sections answer."""
        return []

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    def is_scheduled(self, at: datetime | None = None) -> bool:
        moment = self.published_at
        return (
            self.state == EditionState.PUBLISHED
            and moment is not None
            and moment > (at or timezone.now())
        )

    @property
    def retraction_if_any(self) -> Retraction | None:
        """What was asked for, or done, to take it down."""
        return one_or_none(self, "retraction")

    def rows_for_readers(self, name: str) -> models.QuerySet[Any, Any]:
        """Rows of `content_rows[name]` that the public may read."""
        return getattr(self, name).all()

    @property
    def namespace(self) -> str:
        """Name under which the section's public pages are found: list, detail, history, compare, print."""
        return self.detail_view.partition(":")[0]

    @classmethod
    def shelf_names(cls) -> list[tuple[str, str]] | None:
        """[(value of a shelf, its name in the office)]; None where the shelves are the keys of a site's components."""
        return []

    @classmethod
    def menu_places(cls, site: Site) -> list[tuple[str, str, dict[str, Any]]]:
        """[(label, name of the view, its arguments)] of lists, beside the section's own, that a site's menu can lead to."""
        return []

    @property
    def address_arguments(self) -> dict[str, Any]:
        """What the section's `detail` wants to know; a section whose addresses are its own answers otherwise."""
        return {"item_id": self.item_id, "slug": self.slug}

    def path_from(self, here: Site | None) -> str:
        """Address of the item's page for a link on a page of the site `here`."""
        if here and self.item.site_id == here.pk:
            return reverse(self.detail_view, kwargs=self.address_arguments)
        return from_page_of(here, self.get_absolute_url())

    def get_absolute_url(self) -> str:
        return reverse_on(self.item.site, self.detail_view, kwargs=self.address_arguments)


class AppendOnly(models.Model):
    """Rows that the database lets nobody change or delete (editorial/migrations)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError(_("What was recorded is not changed."))
        super().save(*args, **kwargs)


class Event(AppendOnly):
    """Nhật ký: one transition, who did it, when, and why."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="events")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="events")
    action = models.CharField(_("action"), max_length=30)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("moment"), default=timezone.now)
    note = NFCTextField(_("note"), blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["action", "at"], name="event_by_action")]

    def __str__(self) -> str:
        return f"{self.action} {self.edition_id}"


class Contribution(AppendOnly):
    """Người góp vào bản: who created, changed or submitted an edition, and so may not review it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="contributions")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="contribution_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.edition_id}"


class Retraction(models.Model):
    """Thu hồi: asked for by one person, confirmed by another; its text is the public notice."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="retraction")
    kind = models.CharField(_("reason"), max_length=10, choices=RetractionKind.choices)
    text = NFCTextField(_("notice"), max_length=2000)
    body = NFCCharField(_("deciding body"), max_length=200, blank=True)
    replacement = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replacement")
    )
    stays_readable = models.BooleanField(_("stays readable under the notice"), default=False)
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        constraints = [
            # Four eyes, held by the database too: an urgent one is signed by somebody else afterwards.
            models.CheckConstraint(
                condition=Q(urgent=True)
                | Q(confirmed_by=None)
                | ~Q(confirmed_by=models.F("asked_by")),
                name="retraction_has_four_eyes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.edition}"


class Notice(WaitingLetter):
    """Thư báo: to one person of a site, of what was done with an edition."""

    read_with = ("to", "event__by", "event__edition", "event__item__site")

    transfer = Transfer(
        stays_behind="mail of this installation; what was done stands in the log of the item"
    )

    to = models.ForeignKey(USER, models.PROTECT, related_name="notices")
    event = models.ForeignKey(Event, models.PROTECT, related_name="notices")

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["to", "event"], name="one_notice_per_person_and_event")
        ]

    def __str__(self) -> str:
        return f"{self.to_id} – {self.event_id}"

    def receiver(self) -> str:
        return self.to.email

    def subject(self) -> str:
        done = TABLE[self.event.action].done if self.event.action in TABLE else _("Changed")
        title = " ".join(self.event.edition.title.split())
        return _("%(done)s: %(title)s") % {"done": done, "title": title[:120]}

    def body(self) -> str:
        edition = self.event.edition_id
        address = f"{settings.PORTAL_ADDRESS}/quan-tri/editorial/edition/{edition}/xet-duyet/"
        context = {"notice": self, "event": self.event, "address": address}
        return render_to_string("editorial/notice.txt", context)
