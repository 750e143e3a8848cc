from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from banners.models.themes import Theme
from banners.querysets import BannerDayQuerySet, BannerQuerySet
from common.fields import NFCCharField
from editorial.models import Edition, Item
from member_sites.models import Site
from member_sites.transfer import Transfer

NARROW = 960


def allowed_link(value):
    """An address of another site over HTTPS, or a path of this portal."""
    if value.startswith("/") and not value.startswith(("//", "/\\")) and not urlsplit(value).netloc:
        return
    sentence = _(
        "Write an address that begins with https:// or a path of this portal that begins with /."
    )
    URLValidator(["https"], message=sentence)(value)


class Position(models.TextChoices):
    TOP = "top", _("At the top of the home page")
    QUIET = "quiet", _("In the quiet band near the end of the home page")


class Banner(Edition):
    """Lô gô tuyên truyền: a still picture with a link, shown for a campaign or an anniversary."""

    rights = Edition.rights
    detail_view = "banners:detail"
    section_title = _("Banners")
    content_fields = (*Edition.content_fields, "link", "theme", "position")
    content_relations = ("sites",)
    read_fields = (
        "title",
        "summary",
        "cover",
        "cover_alt",
        "link",
        "theme",
        "position",
        "sites",
        "expires_at",
    )

    link = NFCCharField(
        _("link"),
        max_length=500,
        blank=True,
        validators=[allowed_link],
        help_text=_(
            "Where a press on the picture leads: https://… or a path of this portal such as /tin-tuc/."
        ),
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="banners",
        verbose_name=_("theme"),
        help_text=_(
            "The banner is shown in the time of its theme only; without a theme as long as it is published."
        ),
    )
    position = models.CharField(
        _("place on the page"), max_length=5, choices=Position.choices, default=Position.QUIET
    )
    sites = models.ManyToManyField(
        Site, blank=True, related_name="banners", verbose_name=_("sites that show it")
    )

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")

    def searchable_texts(self):
        return [self.cover_alt, self.link]

    def missing(self):
        sentences = super().missing()
        wanted = {
            "cover_file": (self.cover_id, _("Choose a picture.")),
            "cover_alt": (self.cover_alt, _("Say in words what the picture shows.")),
            "link": (self.link, _("Say where the picture leads.")),
            "sites": (self.pk and self.sites.exists(), _("Choose at least one site.")),
        }
        sentences |= {name: sentence for name, (value, sentence) in wanted.items() if not value}
        if self.pk and self.sites.exclude(pk__in=self.reachable_sites()).exists():
            sentences["sites"] = _("A banner of a member site is shown on that site only.")
        return sentences

    def reachable_sites(self):
        return reachable_from(self.item.site)

    def advice(self):
        if self.cover_id and self.cover.width and self.cover.width < NARROW:
            return [
                ("cover_file", _("The picture is narrower than 960 pixels and will look blurred."))
            ]
        return []


def reachable_from(site):
    """Sites that a banner kept by `site` may be shown on: of the main site all, of a member only itself."""
    if site.is_main:
        return Site.objects.filter(models.Q(pk=site.pk) | models.Q(parent=site), archived_at=None)
    return Site.objects.filter(pk=site.pk)


class BannerDay(models.Model):
    """Lượt của lô gô: how often a banner was shown and pressed on one day, on all sites together."""

    transfer = Transfer(counted="item")

    item = models.ForeignKey(
        Item, models.PROTECT, related_name="banner_days", verbose_name=_("banner")
    )
    on = models.DateField(_("day"))
    shown = models.PositiveBigIntegerField(_("shown"), default=0)
    clicks = models.PositiveBigIntegerField(_("presses"), default=0)
    robot_shown = models.PositiveBigIntegerField(_("shown to robots"), default=0)
    robot_clicks = models.PositiveBigIntegerField(_("presses by robots"), default=0)

    objects = BannerDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of a banner")
        verbose_name_plural = _("banners by day")
        ordering = ["-on", "item"]
        constraints = [
            models.UniqueConstraint(fields=["item", "on"], name="one_banner_day_per_item")
        ]

    def __str__(self):
        return f"{self.item_id} – {self.on:%d/%m/%Y}"
