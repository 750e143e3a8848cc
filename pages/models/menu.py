"""The menu of a site: words of two levels, each leading to one place."""

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common.fields import NFCCharField
from member_sites.models import Site


def _only(name):
    """A condition: this target and no other."""
    empty = {"page": Q(page=None), "section": Q(section=""), "path": Q(path=""), "url": Q(url="")}
    condition = ~empty.pop(name)
    for other in empty.values():
        condition &= other
    return condition


class MenuEntry(models.Model):
    """Mục của thực đơn: a word of a site's menu; without a parent a top word, else a line below one."""

    rights = Rights(view="editor", add="editor", change="editor", delete="editor")

    site = models.ForeignKey(Site, models.CASCADE, related_name="menu", verbose_name=_("site"))
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("stands below"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = NFCCharField(_("word in the menu"), max_length=60)
    page = models.ForeignKey(
        "pages.PageItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="menu_entries",
        verbose_name=_("page"),
    )
    # Name of a section's list, for example "news:list".
    section = models.CharField(_("section"), max_length=60, blank=True)
    path = models.CharField(
        _("address on this site"),
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(
                r"^(?!/)[\w\-/.#?=&%]*\Z",
                _("Write the address without the site's name, for example tin-tuc/."),
            )
        ],
    )
    url = models.URLField(
        _("outside address"), max_length=500, blank=True, validators=[URLValidator(["https"])]
    )

    class Meta:
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["site", "position"], name="menu_of_site")]
        constraints = [
            models.CheckConstraint(
                condition=_only("page") | _only("section") | _only("path") | _only("url"),
                name="menu_entry_leads_to_one_place",
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")), name="menu_entry_not_below_itself"
            ),
        ]

    def __str__(self):
        return self.label
