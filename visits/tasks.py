from celery import shared_task
from redis import RedisError

from visits import counter
from visits.models import VisitDay


@shared_task
def flush():
    """Carry the counts from Redis to the database. What fails is tried again a minute later."""
    try:
        lock = counter.flushing()
        if lock.acquire(blocking=False):
            _flush(lock)
    except RedisError:
        return


def _flush(lock):
    try:
        VisitDay.objects.add(counter.taken())
        counter.stored()
    finally:
        lock.release()
