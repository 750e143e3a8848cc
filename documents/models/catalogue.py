"""Tables that the office keeps itself: types, issuing bodies, fields, signers, limits for posting."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common.fields import NFCCharField
from common.text import slugify
from editorial.models.lookup_tables import Named, Valid, refuse_below_itself
from member_sites.models import Site

KEPT_BY_CHIEFS = Rights(view="contributor", add="chief", change="chief", main_only=True)


class SymbolRule(models.TextChoices):
    CODED = "coded", _("The code stands in the symbol (12/QĐ-UBND)")
    LETTER = "letter", _("Official letter: no code (1155/UBND-VX)")
    FREE = "free", _("Free")


class DocumentType(Named):
    """Hình thức văn bản; the codes of NĐ 30/2020, Phụ lục III, are seeded."""

    rights = KEPT_BY_CHIEFS

    name = NFCCharField(_("name"), max_length=100, unique=True)
    code = NFCCharField(
        _("code"), max_length=10, blank=True, help_text=_("Empty for official letters.")
    )
    party_code = NFCCharField(
        _("code in Party symbols"),
        max_length=10,
        blank=True,
        help_text=_("Where it differs: CV for official letters."),
    )
    rule = models.CharField(
        _("symbol"), max_length=10, choices=SymbolRule.choices, default=SymbolRule.CODED
    )

    class Meta(Named.Meta):
        verbose_name = _("type of document")
        verbose_name_plural = _("types of documents")

    def code_for(self, issuer):
        """The code that a symbol of this body begins with; empty where the rules fix none."""
        if issuer is not None and issuer.is_party:
            return self.party_code or self.code
        return self.code if self.rule == SymbolRule.CODED else ""


class IssuingBody(Valid, Named):
    """Cơ quan ban hành: a node of the tree of bodies; without a site it belongs to the main site."""

    rights = KEPT_BY_CHIEFS

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("superior body"),
    )
    name = NFCCharField(_("name"), max_length=200)
    short = NFCCharField(
        _("abbreviation"), max_length=30, blank=True, help_text=_("As in symbols: UBND, HĐND, HU.")
    )
    identifier = NFCCharField(
        _("identifier of the body"),
        max_length=13,
        blank=True,
        help_text=_("Mã định danh, 13 characters at most."),
    )
    is_party = models.BooleanField(
        _("Party body"),
        default=False,
        help_text=_("Its numbers are written 05-NQ/HU instead of 05/NQ-HĐND."),
    )
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issuing_bodies",
        verbose_name=_("site"),
        help_text=_("Empty: the main site."),
    )

    class Meta(Named.Meta):
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")

    def save(self, *args, **kwargs):
        self.slug = self.slug or _free_slug(self)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        refuse_below_itself(self, _("A body cannot stand below itself."))


def _free_slug(body):
    """Bodies of two districts may share a name, addresses may not."""
    wanted = slugify(body.name, 70) or "co-quan"
    taken = IssuingBody.objects.filter(slug__startswith=wanted).count()
    return f"{wanted}-{taken + 1}" if taken else wanted


class Topic(Named):
    """Lĩnh vực."""

    rights = KEPT_BY_CHIEFS

    name = NFCCharField(_("name"), max_length=100, unique=True)

    class Meta(Named.Meta):
        verbose_name = _("field of documents")
        verbose_name_plural = _("fields of documents")


class Signer(Valid):
    """Người ký, with the post in which they sign. Another post is another row."""

    rights = Rights(view="contributor", add="editor", change="editor", main_only=True)

    name = NFCCharField(_("name"), max_length=50)
    post = NFCCharField(_("post"), max_length=100)
    body = models.ForeignKey(
        IssuingBody, models.PROTECT, related_name="signers", verbose_name=_("issuing body")
    )

    class Meta:
        verbose_name = _("signer")
        verbose_name_plural = _("signers")
        ordering = ["body__position", "name__alphabetical"]

    def __str__(self):
        return f"{self.name} – {self.post}"


class PostingClass(models.TextChoices):
    OWN = "own", _("Document of our own")
    RECEIVED = "received", _("Received from above")
    GUIDANCE = "guidance", _("Policy or legal guidance")
    PLAN = "plan", _("Plan or project")


class PostingLimit(Valid):
    """Thời hạn đăng: working days from signing to posting. An office's own rule, so a table and no constant."""

    rights = Rights(view="contributor", add="chief", change="chief", main_only=True)

    posting_class = models.CharField(_("documents"), max_length=10, choices=PostingClass.choices)
    working_days = models.PositiveSmallIntegerField(
        _("working days"), validators=[MinValueValidator(1)]
    )
    basis = NFCCharField(_("basis"), max_length=200, default="quy chế nội bộ")

    class Meta:
        verbose_name = _("limit for posting")
        verbose_name_plural = _("limits for posting")
        ordering = ["posting_class", "valid_from"]

    def __str__(self):
        return f"{self.get_posting_class_display()}: {self.working_days}"
