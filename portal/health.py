"""`/healthz`: 200 only if database, Redis and storage answer. Its figures warn, they do not make it ill."""

import redis
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.models.files import StoredFile
from portal import overdue


@never_cache
@require_safe
def healthz(request):
    answers = {
        "database": _database_answers(),
        "redis": _redis_answers(),
        "storage": _storage_answers(),
    }
    healthy = all(answers.values())
    figures = {
        "files_not_matching": overdue.figure(StoredFile.objects.not_matching().count),
        "overdue": overdue.figures(),
    }
    return JsonResponse(
        {"status": "ok" if healthy else "fail", **answers, **figures},
        status=200 if healthy else 503,
    )


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except Error:
        return False


def _redis_answers():
    # Asked directly: the cache forgives a dead Redis.
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1
        ) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _storage_answers():
    try:
        default_storage.delete(default_storage.save("healthz/probe", ContentFile(b"ok")))
        return True
    except OSError:
        return False
