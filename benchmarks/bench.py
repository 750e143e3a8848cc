"""What the portal and its sections measure of themselves, each value beside what it should reach."""

import sys
from importlib import import_module
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.cache import cache  # noqa: E402
from django.test import Client  # noqa: E402

from common.measuring import median_seconds, not_measured, ratio  # noqa: E402
from common.text import fold  # noqa: E402
from editorial.sections import sections, with_public_pages  # noqa: E402


def cached_pages():
    """The home page and the first page of each section."""
    for prefix in dict.fromkeys(["", *(section.prefix for section in with_public_pages())]):
        yield cached_page(f"/{prefix}")


def cached_page(path):
    client, title = Client(), f"{path} rendered / from the cache"
    if client.get(path).status_code != 200:
        return not_measured(title, "it does not answer 200 (is the demo data loaded?)")
    cold = median_seconds(lambda: client.get(path), cache.clear)
    client.get(path)
    return ratio(title, cold, median_seconds(lambda: client.get(path)), at_least=2)


def folding():
    text = "Đường về xã Cao Sơn mùa hoa mơ nở trắng " * 25
    seconds = map(median_seconds, (lambda: fold(text), text.lower))
    yield ratio("fold() of 1,000 characters / str.lower()", *seconds, at_most=100)


def measured():
    yield from cached_pages()
    for section in sections():
        for module in section.benches:
            yield from import_module(module).measure()
    yield from folding()


def line(one):
    if one.value is None:
        return f"{one.title:<56} not measured: {one.detail}"
    value, mark = f"{one.value:.1f} {one.unit}", "" if one.is_reached else "  MISSED"
    return f"{one.title:<56} {value:>11} {one.goal:>11}   {one.detail}{mark}"


if __name__ == "__main__":
    print(f"{'what':<56} {'measured':>11} {'goal':>11}")
    for one in measured():
        print(line(one), flush=True)
