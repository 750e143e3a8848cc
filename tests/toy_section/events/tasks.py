from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from events.models import PublicEvent


@shared_task
def count_coming():
    """How many events lie ahead on all sites, kept for a moment."""
    count = PublicEvent.objects.published().coming(timezone.now()).count()
    cache.set("events:coming", count, 600)
    return count
