from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common import richtext
from common.fields import NFCCharField
from common.text import slugify
from editorial.models import Edition
from editorial.models.files import StoredFile
from editorial.models.lookup_tables import Named, refuse_below_itself
from editorial.querysets import EditionQuerySet
from member_sites.models import Site

# Words that tell a reader with a screen reader nothing about where a link leads.
VAGUE = {"tại đây", "ở đây", "xem thêm", "link", "đây", "bấm vào đây"}


class Genre(models.TextChoices):
    NEWS = "tin", _("News item")
    FEATURE = "bai", _("Feature article")


class Medium(models.TextChoices):
    TEXT = "text", _("Text")
    VIDEO = "video", _("Pictures or video")


class Category(Named):
    """Chuyên mục: a place in the tree of subjects; without a site it serves every site."""

    rights = Rights(view="editor", add="chief", change="chief", main_only=True)

    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="categories",
        verbose_name=_("site"),
        help_text=_("Empty: for all sites."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent category"),
    )

    class Meta(Named.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def clean(self):
        super().clean()
        refuse_below_itself(self, _("A category cannot stand below itself."))


class Tag(models.Model):
    """Từ khóa."""

    rights = Rights(view="editor", add="editor", change="editor", main_only=True)

    name = NFCCharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name__alphabetical"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)


class ArticleQuerySet(EditionQuerySet):
    def in_category(self, category):
        """Articles of a category and of the categories right below it."""
        return self.filter(models.Q(category=category) | models.Q(category__parent=category))

    def featured(self):
        return self.filter(featured=True)

    def for_reading(self):
        return super().for_reading().select_related("category__parent", "video")

    def for_cards(self):
        """All that a card of a list shows, in one query."""
        return self.select_related("item__site", "category", "cover").defer(
            "body", "search_text", "search_vector"
        )


def allowed_video_address(value):
    if urlsplit(value).hostname not in settings.VIDEO_HOSTS:
        raise ValidationError(
            _("Videos are shown from YouTube or Vimeo only; otherwise upload the file.")
        )


class Article(Edition):
    """Tin, bài: a news item or a feature article."""

    rights = Edition.rights
    detail_view = "news:detail"
    section_title = _("News")
    shareable = True
    content_fields = (
        *Edition.content_fields,
        "genre",
        "medium",
        "category",
        "body",
        "video_url",
        "video",
        "featured",
    )
    content_relations = ("tags",)
    shelves = ("category__slug", "category__parent__slug")
    read_fields = (
        "title",
        "summary",
        "category",
        "cover",
        "cover_alt",
        "cover_caption",
        "author_name",
        "source",
        "event_at",
        "video_url",
        "video",
        "body",
    )

    genre = models.CharField(_("genre"), max_length=3, choices=Genre.choices, default=Genre.NEWS)
    medium = models.CharField(
        _("main medium"), max_length=5, choices=Medium.choices, default=Medium.TEXT
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("category"),
    )
    body = richtext.RichTextField(_("text"), blank=True)
    video_url = models.URLField(
        _("address of a video"),
        blank=True,
        validators=[URLValidator(["https"]), allowed_video_address],
    )
    video = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded video"),
    )
    featured = models.BooleanField(_("featured on the home page"), default=False)
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name=_("tags"))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("news and articles")

    @classmethod
    def shelf_names(cls):
        return Category.objects.filter(site=None).values_list("slug", "name")

    @classmethod
    def menu_places(cls, site):
        shelves = Category.objects.filter(models.Q(site=None) | models.Q(site=site))
        return [(shelf.name, "news:category", {"slug": shelf.slug}) for shelf in shelves]

    def searchable_texts(self):
        return [richtext.text(self.body)]

    def carried_files(self):
        """[(role, StoredFile or digest)] beyond the picture and the attachments."""
        inline = [("inline", digest) for digest in richtext.image_hashes(self.body)]
        return inline + ([("video", self.video)] if self.video else [])

    def missing(self):
        sentences = super().missing()
        wanted = {
            "summary": (self.summary, _("Write a summary of one or two sentences.")),
            "category": (self.category_id, _("Choose a category.")),
            "body": (richtext.text(self.body), _("Write the text.")),
            "event_at": (self.event_at, _("Say when the event was.")),
            "author_name": (self.author_name, _("Name the author.")),
        }
        sentences |= {name: sentence for name, (value, sentence) in wanted.items() if not value}
        if self.cover_id and not self.cover_alt:
            sentences["cover_alt"] = _("Say in words what the picture shows.")
        if self.medium == Medium.VIDEO and not (self.video_url or self.video_id or self.cover_id):
            sentences["video_url"] = _("A piece in pictures needs a video or a picture.")
        return sentences

    def advice(self):
        notes = []
        if not self.cover_id:
            notes.append(("cover", _("There is no picture.")))
        elif self.cover.width and self.cover.width < 960:
            notes.append(
                ("cover", _("The picture is narrower than 960 pixels and will look blurred."))
            )
        if not self.source:
            notes.append(("source", _("No source is named.")))
        return notes + [("body", sentence) for sentence in self._advice_on_links()]

    def linked_addresses(self):
        return [
            address
            for address, _words in richtext.links(self.body)
            if address.startswith(("http://", "https://"))
        ]

    def _advice_on_links(self):
        for address, words in richtext.links(self.body):
            if not words:
                yield _("A link to %(address)s has no words to press.") % {"address": address}
            elif words in VAGUE:
                yield _("Name what the link “%(words)s” leads to.") % {"words": words}
            if address.startswith("http://"):
                yield _("The link to %(address)s is not encrypted (http).") % {"address": address}
