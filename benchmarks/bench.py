"""Ratios measured in one run on this machine; absolute times say little elsewhere."""

import statistics
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.cache import cache  # noqa: E402
from django.test import Client  # noqa: E402

from common.text import fold  # noqa: E402
from news.models import Article  # noqa: E402

ROUNDS = 15


def median_seconds(work, prepare=lambda: None):
    times = []
    for _ in range(ROUNDS):
        prepare()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def compare(title, slow, fast):
    print(f"{title:<52} {slow * 1000:8.2f} ms {fast * 1000:8.2f} ms   ×{slow / fast:.1f}")


def cached_page(path):
    client = Client()
    if client.get(path).status_code != 200:
        return print(f"{path}: not measured, it does not answer 200 (is the demo data loaded?)")
    cold = median_seconds(lambda: client.get(path), cache.clear)
    client.get(path)
    compare(f"{path} rendered / from the cache", cold, median_seconds(lambda: client.get(path)))


def deep_archive():
    published = Article.objects.published().newest_first()
    count = published.count()
    if count < 100:
        return print("archive: not measured, fewer than 100 published articles")
    last = published[count - 40]
    older = published.filter(first_published_at__lt=last.first_published_at)
    by_offset = median_seconds(lambda: list(published[count - 20 : count]))
    by_key = median_seconds(lambda: list(older[:20]))
    compare(f"page {count // 20} of the archive by offset / by key", by_offset, by_key)


def folding():
    text = "Đường về xã Cao Sơn mùa hoa mơ nở trắng " * 25
    compare("fold() of 1,000 characters / str.lower()", *map(median_seconds, (lambda: fold(text), text.lower)))


if __name__ == "__main__":
    print(f"{'what':<52} {'first':>11} {'second':>11}   ratio")
    for page in ("/", "/tin-tuc/"):
        cached_page(page)
    deep_archive()
    folding()
