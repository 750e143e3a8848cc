"""Which tables belong to a site: found in the model registry by their paths to it, so that none is forgotten."""

from functools import cache

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import ForeignKey, Q

from editorial.models import Contribution, Edition, Event, Item, Retraction
from editorial.models.files import Attachment, StoredFile
from member_sites.models import Site
from member_sites.transfer import transfer_of

# They travel with their item, or are named by something that lasts.
WITH_ITEMS = (Item, Edition, Event, Contribution, Attachment, Retraction)
NAMED = (Site, get_user_model(), StoredFile, Item, Edition)


def keys(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


@cache
def paths(model):
    """Lookups from a table to the site of its rows: by keys that no row lacks, else by the shortest other way."""
    if issubclass(model, Site):
        return []
    return (
        sorted(_paths(model))
        or sorted(_paths(model, empty_too=True), key=lambda path: path.count("__"))[:1]
    )


def _paths(model, empty_too=False, seen=frozenset()):
    """A model to which several ways lead may name the one that says whose a row is (`Transfer.site_path`)."""
    if transfer_of(model).site_path:
        yield transfer_of(model).site_path
        return
    for field in keys(model):
        target = field.related_model
        if field.null and not empty_too or target in seen:
            continue
        if issubclass(target, Site):
            yield field.name
        elif target is not model:
            yield from (
                f"{field.name}__{rest}" for rest in _paths(target, empty_too, seen | {model})
            )


@cache
def tables():
    """Tables whose rows are a site's own and do not travel with its items; those that others name come by themselves."""
    return [
        model
        for model in apps.get_models()
        if paths(model) and not model._meta.proxy and not _is_known(model)
    ]


def _is_known(model):
    return (
        issubclass(model, WITH_ITEMS)
        or model in row_models()
        or transfer_of(model).counted
        or transfer_of(model).stays_behind
    )


@cache
def row_models():
    """Rows that hang on an edition and travel with it."""
    kinds = [model for model in apps.get_models() if issubclass(model, Edition)]
    return {
        model._meta.get_field(name).related_model for model in kinds for name in model.content_rows
    }


@cache
def named_tables():
    """Tables that texts name, such as categories: a row of the whole portal may be met or made by an import."""
    found, waiting = (
        set(),
        [*row_models(), *(model for model in apps.get_models() if issubclass(model, Edition))],
    )
    while waiting:
        model = waiting.pop()
        for field in [*keys(model), *model._meta.many_to_many]:
            target = field.related_model
            if not issubclass(target, (*NAMED, *tables_after_items())) and target not in found:
                found.add(target)
                waiting.append(target)
    return found


@cache
def tables_after_items():
    """They name items, so they are read when those are there."""
    return tuple(model for model in tables() if _names_items(model))


def _names_items(model, seen=frozenset()):
    targets = {field.related_model for field in keys(model)} - seen - {model}
    return any(
        issubclass(target, (Item, Edition))
        or not issubclass(target, NAMED)
        and _names_items(target, seen | {model})
        for target in targets
    )


@cache
def details_of(model):
    """[(table, name of its key)] of rows that are part of a row of the whole portal, such as the days of a theme."""
    if model not in named_tables():
        return []
    parts = [
        (one, key)
        for one in apps.get_models()
        for key in keys(one)
        if key.related_model is model and not key.null
    ]
    return [
        (one, key.name)
        for one, key in parts
        if not (paths(one) or one in row_models() or one in named_tables())
    ]


def rows_of(model, site):
    """The site's rows of a table, with what they name at hand."""
    mine = Q()
    for path in paths(model):
        mine |= Q(**{path: site})
    return (
        model._default_manager.filter(mine)
        .select_related(*[field.name for field in keys(model)])
        .order_by("pk")
        .distinct()
    )
