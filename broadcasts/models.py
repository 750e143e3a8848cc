from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from broadcasts.querysets import BroadcastQuerySet, StationQuerySet
from common import richtext
from common.fields import NFCCharField, NFCTextField
from common.text import slugify
from editorial.models import Edition, EditionRow
from editorial.models.files import StoredFile
from member_sites.models import Site

FEW_WORDS = 60
FAR_AWAY = timedelta(days=31)
# Bits per second between which speech is clear and a phone's data plan is spared.
THIN_BITRATE, FAT_BITRATE = 40_000, 192_000


class StationKind(models.TextChoices):
    DISTRICT = "district", _("District station")
    COMMUNE = "commune", _("Commune station")


class Language(models.TextChoices):
    """By their ISO 639 codes, which podcast programs read."""

    VIETNAMESE = "vi", _("Vietnamese")
    TAY = "tyz", _("Tày")
    DAO = "ium", _("Dao")


class Podcast(models.TextChoices):
    """Categories that podcast directories know; the values are theirs."""

    NEWS = "News", _("News programmes")
    GOVERNMENT = "Government", _("State and administration")
    SOCIETY = "Society & Culture", _("Society and culture")
    EDUCATION = "Education", _("Education and training")


class Station(models.Model):
    """Đài: a radio station of the district or of a commune; its programmes make one podcast."""

    rights = Rights(view="editor", add="chief", change="chief", main_only=True)

    site = models.ForeignKey(Site, models.PROTECT, related_name="stations", verbose_name=_("site"))
    name = NFCCharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=StationKind.choices, default=StationKind.DISTRICT
    )
    description = NFCTextField(_("description"), max_length=1000, blank=True)
    language = models.CharField(
        _("language"), max_length=3, choices=Language.choices, default=Language.VIETNAMESE
    )
    category = models.CharField(
        _("category"), max_length=40, choices=Podcast.choices, default=Podcast.NEWS
    )
    author = NFCCharField(
        _("author"),
        max_length=150,
        blank=True,
        help_text=_("As podcast programs name it; empty: the station's name."),
    )
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Of the one in charge; directories write to it.")
    )
    cover = models.ImageField(_("picture"), upload_to="dai/", null=True, blank=True)
    closed_on = models.DateField(
        _("closed on"),
        null=True,
        blank=True,
        help_text=_("Takes no new programmes; the old ones stay."),
    )

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["kind", "name__alphabetical"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)


class Broadcast(Edition):
    """Chương trình phát thanh: one programme as it went on the air, with its text for those who read."""

    rights = Edition.rights
    detail_view = "broadcasts:detail"
    section_title = _("Radio programmes")
    content_fields = (
        *Edition.content_fields,
        "station",
        "aired_at",
        "presenters",
        "audio",
        "transcript",
    )
    content_rows = {"parts": _("Items of the programme")}
    read_fields = (
        "title",
        "summary",
        "station",
        "aired_at",
        "presenters",
        "audio",
        "cover",
        "cover_alt",
        "author_name",
        "transcript",
    )

    station = models.ForeignKey(
        Station,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="broadcasts",
        verbose_name=_("station"),
    )
    aired_at = models.DateTimeField(_("on the air"), null=True, blank=True)
    presenters = NFCCharField(_("presenters"), max_length=250, blank=True)
    audio = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recording"),
    )
    transcript = richtext.RichTextField(_("text of the programme"), blank=True)

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = _("radio programme")
        verbose_name_plural = _("radio programmes")
        indexes = [
            models.Index(fields=["-aired_at", "-edition_ptr"], name="broadcast_newest_first")
        ]

    @property
    def audio_name(self):
        """A name that tells programs the kind and people the programme; the digest alone finds the file."""
        return f"{self.slug}{self.audio.extension}"

    def searchable_texts(self):
        return [self.presenters, richtext.text(self.transcript)]

    def carried_files(self):
        inline = [("inline", digest) for digest in richtext.image_hashes(self.transcript)]
        return inline + ([("audio", self.audio)] if self.audio else [])

    def missing(self):
        wanted = {
            "station": (self.station_id, _("Choose the station.")),
            "aired_at": (self.aired_at, _("Say when the programme was on the air.")),
            "audio": (self.audio_id, _("Upload the recording.")),
            "transcript": (
                richtext.text(self.transcript),
                _("Write what is said, or a summary: people who cannot hear read it."),
            ),
        }
        sentences = super().missing()
        sentences |= {name: sentence for name, (value, sentence) in wanted.items() if not value}
        if self.cover_id and not self.cover_alt:
            sentences["cover_alt"] = _("Say in words what the picture shows.")
        return sentences

    def advice(self):
        notes = [*self._advice_on_words(), *self._advice_on_sound(), *self._advice_on_parts()]
        if not self.cover_id:
            notes.append(("cover", _("There is no picture; the station's own is shown.")))
        if self.aired_at and abs(self.aired_at - timezone.now()) > FAR_AWAY:
            notes.append(
                ("aired_at", _("The day on the air is more than a month away from today."))
            )
        return notes

    def _advice_on_words(self):
        if not self.summary:
            yield "summary", _("There is no summary for the list.")
        if len(richtext.text(self.transcript).split()) < FEW_WORDS:
            yield "transcript", _("The text is very short; who cannot hear learns little.")

    def _advice_on_sound(self):
        bitrate = self.audio.bitrate if self.audio_id else None
        if bitrate and bitrate > FAT_BITRATE:
            yield (
                "audio",
                _(
                    "The recording takes much of a phone's data; 64 to 128 kbit/s are enough for speech."
                ),
            )
        if bitrate and bitrate < THIN_BITRATE:
            yield "audio", _("The recording has few bits per second and may sound poor.")

    def _advice_on_parts(self):
        offsets = (
            [part.offset_seconds for part in self.parts.all() if part.offset_seconds is not None]
            if self.pk
            else []
        )
        if offsets != sorted(offsets):
            yield "parts", _("The items do not stand in the order in which they begin.")
        if (
            self.audio_id
            and offsets
            and max(offsets) >= (self.audio.duration_seconds or max(offsets) + 1)
        ):
            yield "parts", _("An item begins after the end of the recording.")


class Part(EditionRow):
    """Mục trong chương trình: one item, reached at its place in the recording where that is known."""

    broadcast = models.ForeignKey(Broadcast, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    offset_seconds = models.PositiveIntegerField(_("begins at"), null=True, blank=True)
    title = NFCCharField(_("title"), max_length=250)

    class Meta:
        verbose_name = _("item of the programme")
        verbose_name_plural = _("items of the programme")
        ordering = ["position", "pk"]

    def __str__(self):
        if self.offset_seconds is None:
            return self.title
        return f"{self.offset_seconds // 60}:{self.offset_seconds % 60:02} {self.title}"
