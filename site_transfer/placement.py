"""Rows of an archive that are no items: which tables they may enter, and whether each is met or made."""

from functools import reduce

from django.apps import apps
from django.utils.translation import gettext as _

from editorial.models import Edition, Share
from member_sites.models import Site, SiteAlias
from member_sites.transfer import transfer_of
from site_transfer import ownership
from site_transfer.bundle import Unreadable
from site_transfer.serialize import packed_fields


def place(unpacker, line):
    """The row that a line means: the one here with the same unique name, else a new one; None where it cannot stand here."""
    model = table(line["model"])
    row = unpacker.fill(model(), line["values"])
    if _lacks_what_it_names(row):
        return _leave_out(unpacker, row)
    own = _is_of_the_new_site(unpacker, row)
    if not own and model not in ownership.named_tables():
        raise Unreadable(
            _("The archive wants to write into another site (%(table)s).")
            % {"table": line["model"]}
        )
    met = None if own else _met(row, _unique(model))
    if met is not None:
        return met
    if isinstance(row, SiteAlias) and not _leads_here(row):
        return _leave_out(unpacker, row)
    theirs = None if own else _site_of(row)
    if theirs is not None:
        return _leave_out(unpacker, row, f": {row} ({theirs})")
    if isinstance(row, Share) and row.site_id != unpacker.site.pk:
        # Whether an item of the new site is shown elsewhere is decided there.
        row.accepted_by = row.accepted_at = None
    return _make(unpacker, row, line, own)


def is_taken(slug):
    """Whether an address leads to a site, or did so once."""
    return Site.objects.filter(slug=slug).exists() or SiteAlias.objects.filter(slug=slug).exists()


def table(label):
    """Accounts, permissions, sessions and the like are no part of a site, whatever an archive says."""
    model = apps.get_model(label)
    if model not in ownership.named_tables() and model not in ownership.tables():
        raise Unreadable(
            _("The archive wants to write into a table that is no part of a site: %(table)s")
            % {"table": label}
        )
    return model


def _make(unpacker, row, line, own):
    _free_unique(row, unpacker.site)
    row.save()
    unpacker.note_made(row)
    if not own:
        unpacker.new_rows.append(f"{row._meta.verbose_name}: {row}")
    for name, names in line["chosen"].items():
        getattr(row, name).set(unpacker.meet(row._meta.get_field(name).related_model, names))
    for part in line.get("details", ()):
        _make_detail(unpacker, row, part)
    return row


def _make_detail(unpacker, row, part):
    model, key = apps.get_model(part["model"]), part["key"]
    if (model, key) not in ownership.details_of(type(row)):
        raise Unreadable(
            _("The archive wants to write into a table that is no part of a site: %(table)s")
            % {
                "table": part["model"],
            }
        )
    unpacker.fill(model(**{key: row}), part["values"], (key,)).save()


def _is_of_the_new_site(unpacker, row):
    """By the keys that lead from its table to its site; such a row is never the one that another site has.

    A log or a report that names an edition of another site would speak about what is not in the archive.
    """
    model = type(row)
    ways = {path.partition("__")[0] for path in ownership.paths(model)}
    editions = [key for key in ownership.keys(model) if issubclass(key.related_model, Edition)]
    return any(
        key.name in ways and unpacker.has_made(row, key) for key in ownership.keys(model)
    ) and all(getattr(row, key.attname) is None or unpacker.has_made(row, key) for key in editions)


def _site_of(row):
    """The site to which a row would belong; None for one of the whole portal."""
    way = ownership.paths(type(row))[:1]
    return (
        reduce(lambda one, name: one and getattr(one, name), way[0].split("__"), row)
        if way
        else None
    )


def _leave_out(unpacker, row, which=""):
    unpacker.left_out.append(f"{row._meta.verbose_name}{which}")


def _lacks_what_it_names(row):
    return any(
        not key.null and getattr(row, key.attname) is None for key in ownership.keys(type(row))
    )


def _leads_here(alias):
    """A host is not taken over with a site, and an address that leads to another one already is left to it."""
    return not (alias.domain or is_taken(alias.slug))


def _unique(model):
    return [
        field
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key and not field.is_relation
    ]


def _met(row, unique):
    rows = type(row)._default_manager
    if not unique:
        return rows.filter(
            **{field.attname: getattr(row, field.attname) for field in packed_fields(type(row))}
        ).first()
    return next(
        filter(
            None,
            (rows.filter(**{one.attname: getattr(row, one.attname)}).first() for one in unique),
        ),
        None,
    )


def _free_unique(row, site):
    """A name that is taken gets the site's slug; what only chance should know, such as a tracking code, is drawn anew."""
    drawn = transfer_of(type(row)).drawn_by_chance
    for field in _unique(type(row)):
        value = getattr(row, field.attname)
        if (
            value is not None
            and type(row)._default_manager.filter(**{field.attname: value}).exists()
        ):
            if field.name in drawn:
                _draw_anew(row, drawn)
            else:
                setattr(row, field.attname, f"{value}-{site.slug}"[: field.max_length])


def _draw_anew(row, drawn):
    for name in drawn:
        setattr(row, name, "")
