"""The podcast of a station, as RSS 2.0 with the tags that podcast programs and directories ask for."""

from types import SimpleNamespace

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed

from broadcasts import public
from common.richtext import text
from editorial.templatetags.recordings import clock

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
EPISODE_COUNT = 300
LONGEST_SUMMARY = 3900


class PodcastRss(Rss201rev2Feed):
    """RSS with the `itunes:` tags; values of their own stand in `podcast` of the channel and of each item."""

    def __init__(self, *args, podcast, **options):
        options["language"] = podcast["language"]
        super().__init__(*args, podcast=podcast, **options)

    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:itunes": ITUNES}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        station = self.feed["podcast"]
        handler.startElement("image", {})
        for name, value in (
            ("url", station["cover"]),
            ("title", self.feed["title"]),
            ("link", self.feed["link"]),
        ):
            handler.addQuickElement(name, value)
        handler.endElement("image")
        handler.addQuickElement("itunes:image", attrs={"href": station["cover"]})
        handler.addQuickElement("itunes:category", attrs={"text": station["category"]})
        self._add_words(
            handler,
            {
                "author": station["author"],
                "summary": self.feed["description"],
                "type": "episodic",
                "explicit": "false",
            },
        )
        self._add_owner(handler, station)

    def _add_owner(self, handler, station):
        handler.startElement("itunes:owner", {})
        self._add_words(handler, {"name": station["author"], "email": station["email"]})
        handler.endElement("itunes:owner")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        self._add_words(handler, item["podcast"])

    def _add_words(self, handler, words):
        for name, value in words.items():
            if value:
                handler.addQuickElement(f"itunes:{name}", value)


class Podcast(Feed):
    feed_type = PodcastRss

    def get_object(self, request, slug):
        station = get_object_or_404(public.stations_on(request.site), slug=slug)
        return SimpleNamespace(station=station, absolute=request.build_absolute_uri)

    def title(self, wanted):
        return wanted.station.name

    def description(self, wanted):
        return wanted.station.description or f"{wanted.station.name} – {wanted.station.site}"

    def link(self, wanted):
        return reverse("broadcasts:list")

    def feed_extra_kwargs(self, wanted):
        station = wanted.station
        return {
            "podcast": {
                "cover": wanted.absolute(
                    reverse("broadcasts:cover", kwargs={"slug": station.slug})
                ),
                "author": station.author or station.name,
                "email": station.email or station.site.email,
                "category": station.category,
                "language": station.language,
            }
        }

    def items(self, wanted):
        broadcasts = list(public.for_feed(wanted.station, EPISODE_COUNT))
        for broadcast in broadcasts:
            broadcast.absolute = wanted.absolute
        return broadcasts

    def item_title(self, broadcast):
        return broadcast.title

    def item_description(self, broadcast):
        return (broadcast.summary or text(broadcast.transcript))[:LONGEST_SUMMARY]

    def item_link(self, broadcast):
        return reverse(
            "broadcasts:detail", kwargs={"item_id": broadcast.item_id, "slug": broadcast.slug}
        )

    # A correction keeps the identity, so that nobody's program downloads the episode as a new one.
    def item_guid(self, broadcast):
        return f"urn:portal:item:{broadcast.item_id}"

    item_guid_is_permalink = False

    def item_pubdate(self, broadcast):
        """The hour on the air; never one ahead, because programs hide episodes of the future."""
        return min(broadcast.aired_at or broadcast.first_published_at, broadcast.first_published_at)

    def item_enclosures(self, broadcast):
        audio = broadcast.audio
        path = reverse("files:original", kwargs={"sha": audio.sha256, "name": broadcast.audio_name})
        return [
            Enclosure(
                broadcast.absolute(path),
                str(audio.size),
                audio.content_type.replace("audio/mp4", "audio/x-m4a"),
            )
        ]

    def item_extra_kwargs(self, broadcast):
        return {
            "podcast": {
                "title": broadcast.title,
                "duration": clock(broadcast.audio.duration_seconds),
                "subtitle": broadcast.summary[:250],
                "summary": self.item_description(broadcast),
                "author": broadcast.presenters or broadcast.station.name,
                "episodeType": "full",
                "explicit": "false",
            }
        }
