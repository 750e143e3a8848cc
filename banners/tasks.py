from celery import shared_task

from banners.counter import tally
from banners.models import BannerDay


@shared_task
def flush():
    """Carry the counts from Redis to the database."""
    tally.flush(BannerDay.objects.add)
