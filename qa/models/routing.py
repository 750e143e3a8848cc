"""Who answers what: fields, units, and the officers of a field in a unit for a time."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role
from accounts.rights import Rights, has_role
from common.fields import NFCCharField
from editorial.models.lookup_tables import Named
from member_sites.models import Site

USER = settings.AUTH_USER_MODEL
TABLE_RIGHTS = Rights(view="editor", add="chief", change="chief", main_only=True)


class Unit(models.Model):
    """Đơn vị trả lời: the office that answers, on its own site's behalf."""

    rights = TABLE_RIGHTS

    site = models.ForeignKey(
        Site, models.PROTECT, related_name="answering_units", verbose_name=_("site")
    )
    name = NFCCharField(_("name"), max_length=150)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("answering unit")
        verbose_name_plural = _("answering units")
        ordering = ["site__code", "position", "name__alphabetical"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="unit_once_per_site")]

    def __str__(self):
        return self.name


class Topic(Named):
    """Lĩnh vực: what a question is about; without a site it serves every site."""

    rights = TABLE_RIGHTS

    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="question_fields",
        verbose_name=_("site"),
        help_text=_("Empty: for all sites."),
    )
    is_offered = models.BooleanField(_("offered to those who ask"), default=True)

    class Meta(Named.Meta):
        verbose_name = _("field")
        verbose_name_plural = _("fields")


# Who stands in until a certain day does so because somebody is away; without a last day, only where there is nobody else.
IS_STANDING_IN = Q(is_substitute=True, to_on__isnull=False)
ORDER = Case(When(IS_STANDING_IN, then=0), When(is_substitute=False, then=1), default=2)


class FieldOfficerQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Within their days, and still answering questions at the unit's site."""
        on = on or timezone.localdate()
        roles = Membership.objects.in_force(on).filter(
            user=OuterRef("user"), role=Role.RESPONDER, site=OuterRef("unit__site")
        )
        return self.filter(
            Exists(roles),
            Q(from_on__lte=on),
            Q(to_on=None) | Q(to_on__gte=on),
            user__is_active=True,
        )

    def of(self, field, site):
        """Those who answer questions about a field on a site, the first in charge first."""
        here = self.filter(field=field, unit__site=site).select_related("unit", "user")
        return here.order_by(ORDER, "pk")

    def standing_in_for(self, question):
        """For the officer who is away these days."""
        return self.filter(IS_STANDING_IN, field=question.field_id, unit=question.unit_id)


class FieldOfficer(models.Model):
    """Phân công theo lĩnh vực: an officer, or the one who stands in, for a time."""

    rights = TABLE_RIGHTS

    field = models.ForeignKey(
        Topic, models.PROTECT, related_name="officers", verbose_name=_("field")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="officers", verbose_name=_("answering unit")
    )
    user = models.ForeignKey(
        USER, models.PROTECT, related_name="answered_fields", verbose_name=_("officer")
    )
    is_substitute = models.BooleanField(
        _("stands in"),
        default=False,
        help_text=_(
            "With a last day: while the officer is away new questions go here. Without: only where there is nobody else."
        ),
    )
    from_on = models.DateField(_("from"), default=timezone.localdate)
    to_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("Last day; empty for no end.")
    )

    objects = FieldOfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("officer of a field")
        verbose_name_plural = _("officers of fields")
        ordering = ["field", "unit", "is_substitute"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="officer_ends_after_start",
            )
        ]

    def __str__(self):
        return f"{self.field} – {self.unit} – {self.user}"

    def clean(self):
        if self.unit_id and self.field_id and self.field.site_id not in {None, self.unit.site_id}:
            raise ValidationError({"unit": _("This unit belongs to another site than the field.")})
        if self.user_id and self.unit_id and self._lies_ahead() and not self._has_the_role():
            sentence = _("%(name)s does not answer questions at this unit.") % {
                "name": self.user.display_name
            }
            raise ValidationError({"user": sentence})

    def _lies_ahead(self):
        """An assignment that is ended today or before may be of somebody who left already."""
        return not self.to_on or self.to_on > timezone.localdate()

    def _has_the_role(self):
        on = max(self.from_on or timezone.localdate(), timezone.localdate())
        return self.user.is_active and has_role(self.user, self.unit.site, Role.RESPONDER, on)
