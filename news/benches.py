"""The archive of the news far back: by key it costs what its first page costs, by offset ever more."""

from common.measuring import median_seconds, not_measured, ratio
from news.models import Article


def measure():
    published = Article.objects.published().newest_first()
    count = published.count()
    if count < 100:
        yield not_measured("archive", "fewer than 100 published articles")
        return
    last = published[count - 40]
    older = published.filter(first_published_at__lt=last.first_published_at)
    by_offset = median_seconds(lambda: list(published[count - 20 : count]))
    by_key = median_seconds(lambda: list(older[:20]))
    title = f"page {count // 20} of the archive by offset / by key"
    yield ratio(title, by_offset, by_key, at_least=1)
