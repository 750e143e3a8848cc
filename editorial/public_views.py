"""Public views that every section has: reading one item, its history, the difference of two editions."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial import public


def reading(model):
    """Decorates a view of one item: it is given the edition that answers for it; one that was taken down shows its notice."""

    def decorate(view):
        @require_safe
        @wraps(view)
        def wrapped(request, item_id, **kwargs):
            edition = public.with_a_page(model, request.site, item_id)
            if edition is None:
                raise Http404
            if edition.retracted_at and not edition.retraction.stays_readable:
                return render(
                    request, "editorial/retracted.html", public.notice_of(edition), status=410
                )
            return view(request, edition, **kwargs)

        return wrapped

    return decorate


def history_of(model):
    @reading(model)
    def history(request, edition):
        editions = public.history(model, request.site, edition.item_id)
        return render(request, "editorial/history.html", {"edition": edition, "editions": editions})

    return history


def compare_of(model):
    @reading(model)
    def compare(request, edition):
        editions = {
            str(one.number): one for one in public.history(model, request.site, edition.item_id)
        }
        numbers = sorted(editions, key=int)
        old = editions.get(request.GET.get("tu", numbers[max(0, len(numbers) - 2)]))
        new = editions.get(request.GET.get("den", numbers[-1]))
        if old is None or new is None:
            raise Http404
        old, new = sorted((old, new), key=lambda one: one.number)
        context = {"edition": edition, "editions": editions.values(), "old": old, "new": new}
        return render(
            request, "editorial/compare.html", context | {"changes": public.changes(old, new)}
        )

    return compare
