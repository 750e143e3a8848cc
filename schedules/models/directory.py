"""Who has a schedule and what it names: bodies, leaders and places, which staff keep at the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common.fields import NFCCharField
from common.text import slugify
from editorial.models.lookup_tables import Valid
from member_sites.models import Site
from schedules.querysets import BodyQuerySet, LeaderQuerySet, PlaceQuerySet


class Addressed(models.Model):
    """Something with an address of its own, made from its name once and kept."""

    name = NFCCharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=90, unique=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self):
        wanted = slugify(self.name) or "lich"
        taken = set(
            type(self).objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
        )
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (wanted, *numbered) if slug not in taken)


class Body(Addressed, Valid):
    """Cơ quan có lịch: a body that publishes its week."""

    rights = Rights(view="contributor", add="chief", change="chief")

    site = models.ForeignKey(
        Site, models.PROTECT, related_name="schedule_bodies", verbose_name=_("site")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    superior = NFCCharField(
        _("superior body"),
        max_length=200,
        blank=True,
        help_text=_("As it stands at the head of a notice."),
    )
    symbol = NFCCharField(
        _("symbol"), max_length=30, blank=True, help_text=_("Of its notices, for example TB-VP.")
    )
    signer_post = NFCCharField(_("post of the signer"), max_length=100, blank=True)
    signer = NFCCharField(_("signer"), max_length=50, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body with a schedule")
        verbose_name_plural = _("bodies with a schedule")
        ordering = ["position", "name__alphabetical"]


class Leader(Addressed, Valid):
    """Lãnh đạo: somebody whom schedules name."""

    rights = Rights(view="contributor", add="editor", change="editor")

    body = models.ForeignKey(Body, models.PROTECT, related_name="leaders", verbose_name=_("body"))
    post = NFCCharField(_("post"), max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")
        ordering = ["body__position", "position", "name__alphabetical"]

    @property
    def site(self):
        return self.body.site

    @property
    def name_and_post(self):
        return f"{self.name} – {self.post}" if self.post else self.name


class Place(models.Model):
    """Địa điểm: a room or hall in which meetings are held."""

    rights = Rights(view="contributor", add="editor", change="editor")

    site = models.ForeignKey(
        Site, models.PROTECT, related_name="schedule_places", verbose_name=_("site")
    )
    name = NFCCharField(_("name"), max_length=150)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name__alphabetical"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="schedules_place_once_per_site")
        ]

    def __str__(self):
        return self.name
