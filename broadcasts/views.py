from urllib.parse import urlencode

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from broadcasts import covers, public
from broadcasts.models import Broadcast
from common.pagination import KeysetPage
from common.periods import Period
from editorial.public import attachments_of, notice_of
from editorial.public_views import reading

PAGE_SIZE = 20
COVER_SECONDS = 3600


@require_safe
def broadcast_list(request):
    stations = public.stations_with_archive(request.site)
    station, period = public.station_picked(stations, request.GET), Period.picked(request.GET)
    broadcasts = period.of(public.public_broadcasts(request.site).of_station(station), "aired_at")
    page = KeysetPage(
        broadcasts, order=("-aired_at", "-pk"), cursor=request.GET.get("trang"), size=PAGE_SIZE
    )
    kept = "&".join(
        filter(None, [urlencode({"dai": station.slug}) if station else "", period.query])
    )
    context = {
        "stations": stations,
        "station": station,
        "page": page,
        "period": period,
        "kept_query": kept,
    }
    return render(request, "broadcasts/list.html", context | {"years": public.years(stations)})


@reading(Broadcast)
def detail(request, broadcast, slug=""):
    if slug != broadcast.slug:
        return redirect(
            "broadcasts:detail", item_id=broadcast.item_id, slug=broadcast.slug, permanent=True
        )
    context = notice_of(broadcast) | {"broadcast": broadcast, "others": public.others(broadcast)}
    context |= {"parts": broadcast.parts.all(), "attachments": attachments_of(broadcast)}
    return render(request, "broadcasts/detail.html", context)


@reading(Broadcast)
def print_page(request, broadcast):
    context = notice_of(broadcast) | {"broadcast": broadcast, "parts": broadcast.parts.all()}
    return render(
        request, "broadcasts/print.html", context | {"attachments": attachments_of(broadcast)}
    )


@require_safe
def cover(request, slug):
    """The station's picture: its own, or one drawn with its name."""
    station = get_object_or_404(public.stations_on(request.site), slug=slug)
    picture = station.cover.open() if station.cover else covers.drawn(station).open("rb")
    response = FileResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = f"public, max-age={COVER_SECONDS}"
    return response
