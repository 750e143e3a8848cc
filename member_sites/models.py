from __future__ import annotations

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from member_sites.querysets import SiteAliasQuerySet, SiteQuerySet


class Accent(models.TextChoices):
    RED = "red", _("Red")
    GREEN = "green", _("Green")
    BLUE = "blue", _("Blue")
    BROWN = "brown", _("Brown")


class Site(models.Model):
    """Trang: the main portal (no parent) or a member site (trang thành viên) of one of its units."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("main site"),
    )
    code = models.CharField(_("unit code"), max_length=13, blank=True)
    kind = models.CharField(
        _("kind of unit"), max_length=40, help_text=_("For example: xã, thị trấn, huyện.")
    )
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    domain = models.CharField(
        _("own host name"),
        max_length=253,
        null=True,
        blank=True,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", _("Enter a host name in small letters.")
            )
        ],
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    archived_at = models.DateTimeField(
        _("archived since"),
        null=True,
        blank=True,
        help_text=_("An archived site stays readable; nobody writes on it."),
    )
    body_name = models.CharField(_("governing body"), max_length=200, blank=True)
    address = models.CharField(_("postal address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    responsible_person = models.CharField(_("responsible person"), max_length=100, blank=True)
    responsible_post = models.CharField(
        _("post of the responsible person"), max_length=150, blank=True
    )
    licence = models.CharField(_("licence line"), max_length=250, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    accent = models.CharField(
        _("colour"), max_length=10, choices=Accent.choices, default=Accent.RED
    )
    logo = models.ImageField(_("logo"), upload_to="logos/", null=True, blank=True)
    one_step_review = models.BooleanField(
        _("one-step review"),
        default=False,
        help_text=_(
            "A chief publishes what was submitted, without the editor's step. Four eyes stay."
        ),
    )
    review_hours = models.PositiveSmallIntegerField(
        _("hours for each step of the review"),
        default=24,
        validators=[MinValueValidator(1)],
        help_text=_("A text that waits longer is marked as overdue."),
    )

    # Annotated by `for_request`: its host was one of a site that has moved since.
    host_has_moved: bool

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["code", "name__alphabetical"]
        constraints = [
            # Everything that asks for "the main site" relies on there being one.
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(parent=None), name="one_main_site"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_main(self) -> bool:
        return self.parent_id is None

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def prefix(self) -> str:
        """Path under which the site is mounted on the main host: "" or "/don-vi/<slug>"."""
        return "" if self.is_main else f"/don-vi/{self.slug}"

    @property
    def full_name(self) -> str:
        """Kind and name as written on a door: "Xã Cao Sơn"."""
        kind = self.kind.strip()
        return f"{kind[:1].upper()}{kind[1:]} {self.name}".strip()

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()).upper()[:3]


class SiteAlias(models.Model):
    """Địa chỉ cũ: a slug or host that a site once had; a request for it is led to where the site is now."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="aliases", verbose_name=_("site"))
    slug = models.SlugField(_("old address"), max_length=80, null=True, blank=True, unique=True)
    domain = models.CharField(
        _("old host name"), max_length=253, null=True, blank=True, unique=True
    )

    objects = SiteAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address of a site")
        verbose_name_plural = _("old addresses of sites")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slug=None, domain__isnull=False)
                | models.Q(slug__isnull=False, domain=None),
                name="alias_is_slug_or_host",
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug or self.domain} → {self.site}"
