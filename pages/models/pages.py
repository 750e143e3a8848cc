from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common import richtext
from common.fields import NFCCharField, NFCTextField
from components import outlines
from editorial.models import Edition, EditionRow, Item
from editorial.models.files import StoredFile
from pages import addresses
from pages.querysets import PageItemManager, PageQuerySet


class Layout(models.TextChoices):
    TEXT = "text", _("Text only")
    LEADERS = "leaders", _("Leaders")
    CONTACTS = "contacts", _("Contact table")
    ORGANISATION = "organisation", _("Organisation chart")
    MAP = "map", _("Location map")


class Language(models.TextChoices):
    VIETNAMESE = "vi", _("Vietnamese")
    ENGLISH = "en", _("English")


# The rows that belong to a layout; a page of another layout keeps them but does not show them.
ROWS = {Layout.LEADERS: "leaders", Layout.CONTACTS: "contacts", Layout.ORGANISATION: "units"}


class PageItem(Item):
    """Mục của trang thông tin: its lasting identity, told by the title that was public last."""

    objects = PageItemManager()

    class Meta:
        proxy = True

    def __str__(self):
        edition = (
            self.editions.settled().order_by("-number").first()
            or self.editions.order_by("-number").first()
        )
        return edition.title if edition else super().__str__()


class Page(Edition):
    """Trang thông tin: a lasting page of a site, such as its introduction, its leaders or its contacts."""

    rights = Rights(view="contributor", add="contributor", change="contributor")
    detail_view = "pages:detail"
    section_title = _("Site map")
    content_fields = (
        *Edition.content_fields,
        "address",
        "parent",
        "position",
        "language",
        "translation_of",
        "layout",
        "body",
        "map_url",
        "component",
    )
    content_rows = {"leaders": _("Leaders"), "contacts": _("Contacts"), "units": _("Units")}
    read_fields = (
        "title",
        "summary",
        "cover",
        "cover_alt",
        "cover_caption",
        "layout",
        "body",
        "map_url",
        "source",
    )
    shelves = ("component",)
    one_per_shelf = True

    address = models.CharField(
        _("address"),
        max_length=160,
        blank=True,
        validators=[addresses.well_formed],
        help_text=_(
            "Empty: made from the title. What starts with gioi-thieu belongs to the introduction."
        ),
    )
    parent = models.ForeignKey(
        PageItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("stands below"),
    )
    position = models.PositiveSmallIntegerField(_("place among its neighbours"), default=0)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.VIETNAMESE
    )
    translation_of = models.ForeignKey(
        PageItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("English version of the page"),
    )
    layout = models.CharField(
        _("what the page shows"), max_length=12, choices=Layout.choices, default=Layout.TEXT
    )
    body = richtext.RichTextField(_("text"), blank=True)
    map_url = models.URLField(
        _("link to a map"), max_length=500, blank=True, validators=[URLValidator(["https"])]
    )
    # Key of the component of a site that this page fills; the components themselves are data of another floor.
    component = models.CharField(_("component of the site"), max_length=60, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("static pages")
        indexes = [models.Index(fields=["address"], name="page_by_address")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(translation_of=None) | models.Q(language=Language.ENGLISH),
                name="only_an_english_page_translates",
            )
        ]

    @classmethod
    def shelf_names(cls):
        return None

    def save(self, *args, **kwargs):
        self.address = self.address or self._free_address()
        super().save(*args, **kwargs)

    def _free_address(self):
        """Made from the title, below the parent's; a second page of the same title takes a number."""
        above = Page.objects.newest_of(self.parent_id) if self.parent_id else None
        wanted = addresses.proposed(self.title, above.address if above else "")
        tries = (wanted, *(f"{wanted}-{number}" for number in range(2, 100)))
        return next(address for address in tries if not self.others_at(address).exists())

    def others_at(self, address):
        """Other pages of this site that hold an address."""
        return (
            Page.objects.on_site(self.item.site_id).at_address(address).exclude(item=self.item_id)
        )

    @property
    def address_arguments(self):
        return {"address": self.address}

    @property
    def is_english(self):
        return self.language == Language.ENGLISH

    @property
    def shown_rows(self):
        """Name of the relation whose rows this layout shows, or None."""
        return ROWS.get(self.layout)

    def rows_for_readers(self, name):
        rows = super().rows_for_readers(name)
        return rows if name == self.shown_rows else rows.none()

    def searchable_texts(self):
        rows = getattr(self, self.shown_rows).all() if self.pk and self.shown_rows else []
        return [richtext.text(self.body), *map(str, rows)]

    def carried_files(self):
        """[(role, StoredFile or digest)] beyond the picture and the attachments."""
        inline = [("inline", digest) for digest in richtext.image_hashes(self.body)]
        photos = (
            self.leaders.exclude(file=None).select_related("file")
            if self.layout == Layout.LEADERS
            else []
        )
        return inline + [("row", leader.file) for leader in photos]

    def missing(self):
        """{field name: sentence} of what submission still needs."""
        sentences = super().missing()
        if self.cover_id and not self.cover_alt.strip():
            sentences["cover_alt"] = _("Say in words what the picture shows.")
        if self.shown_rows and not (self.pk and getattr(self, self.shown_rows).exists()):
            sentences[self.shown_rows] = _("Fill in at least one row.")
        if self.layout == Layout.MAP and not (self.cover_id or self.map_url):
            sentences["map_url"] = _("A map needs a picture or a link.")
        if self.layout == Layout.TEXT and not richtext.text(self.body):
            sentences["body"] = _("Write the text.")
        if outlines.is_left_in(" ".join(self.searchable_texts())):
            sentences["body"] = _(
                "Replace every line that begins with “Viết ở đây:”, or take it away."
            )
        return sentences | self._clash()

    def _clash(self):
        taken = self.pk and self.others_at(self.address).exists()
        return (
            {"address": _("Another page of this site has this address already.")} if taken else {}
        )

    def advice(self):
        notes = []
        if not self.summary:
            notes.append(("summary", _("There is no summary: search and shared links show it.")))
        if self.layout == Layout.LEADERS and self.leaders.filter(file=None).exists():
            notes.append(("leaders", _("Some leaders have no photograph.")))
        if self.layout == Layout.MAP and not self.cover_id:
            notes.append(
                ("cover", _("There is no picture of the map; not everybody can open the link."))
            )
        return notes


class Row(EditionRow):
    """A line of a page's block, in the order that the staff gave."""

    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Leader(Row):
    """Lãnh đạo: one person of the leadership, as the public may know them."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="leaders")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    name = NFCCharField(_("full name"), max_length=120)
    post = NFCCharField(_("post"), max_length=200)
    duties = NFCTextField(_("duties"), max_length=1500, blank=True)
    phone = NFCCharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    biography = NFCTextField(_("short biography"), max_length=3000, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")

    def __str__(self):
        return _told(self.name, self.post, self.duties, self.phone, self.email, self.biography)


class Contact(Row):
    """Đầu mối liên hệ: whom to call or write to."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="contacts")
    name = NFCCharField(_("full name"), max_length=120)
    post = NFCCharField(_("post"), max_length=200, blank=True)
    unit = NFCCharField(_("unit"), max_length=200, blank=True)
    phone = NFCCharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta(Row.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self):
        return _told(self.name, self.post, self.unit, self.phone, self.email)


class Unit(Row):
    """Đơn vị: a box of the organisation chart; it belongs to the nearest unit above it of a higher level."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="units")
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, choices=[(step, str(step)) for step in range(1, 6)]
    )
    name = NFCCharField(_("name of the unit"), max_length=200)
    head = NFCCharField(_("head"), max_length=200, blank=True)
    function = NFCTextField(_("function"), max_length=1000, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self):
        return _told(f"{'– ' * (self.level - 1)}{self.name}", self.head, self.function)


def _told(*values):
    return " · ".join(value for value in values if value)
