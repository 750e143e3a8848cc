"""The database itself keeps what is settled (editorial-law: "Published means settled").

Which tables are guarded follows from the models: every edition, its rows and choices, and everything append-only are
guarded by existing, so that no section can forget it. The triggers are put in place after each `migrate`; migrations
name none, and an old one never changes with this module.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections
from django.db.models import ForeignKey, ManyToManyField, Model

from editorial.models import AppendOnly, Attachment, Edition

# Columns that the workflow may still move on a settled row; everything else is text that the public has read.
MOVABLE = (
    "state",
    "published_at",
    "first_published_at",
    "superseded_at",
    "retracted_at",
    "urgent",
    "urgent_signed_by_id",
    "urgent_signed_at",
    "claimed_by_id",
    "claimed_at",
    "search_vector",
)

APPEND_ONLY_FUNCTION = """
CREATE OR REPLACE FUNCTION editorial_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$ LANGUAGE plpgsql;
"""

EDITION_FUNCTION = """
CREATE OR REPLACE FUNCTION editorial_edition_is_settled() RETURNS trigger AS $$
BEGIN
    IF OLD.state NOT IN ('published', 'superseded', 'retracted') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - '{%(movable)s}'::text[] <> to_jsonb(OLD) - '{%(movable)s}'::text[] THEN
        RAISE EXCEPTION 'edition %% is settled', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
""" % {"movable": ",".join(MOVABLE)}

CHILD_FUNCTION = """
CREATE OR REPLACE FUNCTION editorial_row_of_settled_edition() RETURNS trigger AS $$
DECLARE
    -- Both ends: a row may neither leave a settled edition nor be moved onto one.
    settled bigint := (
        SELECT id FROM editorial_edition
        WHERE id IN ((to_jsonb(OLD) ->> TG_ARGV[0])::bigint, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint)
            AND state IN ('published', 'superseded', 'retracted')
        LIMIT 1
    );
BEGIN
    IF settled IS NOT NULL THEN
        RAISE EXCEPTION 'edition % is settled', settled USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$ LANGUAGE plpgsql;
"""

# A row that hangs on a row of an edition: TG_ARGV names its column, the table of that row, and this one's key to the edition.
GRANDCHILD_FUNCTION = """
CREATE OR REPLACE FUNCTION editorial_row_below_settled_edition() RETURNS trigger AS $$
DECLARE
    settled bigint;
BEGIN
    EXECUTE format(
        'SELECT e.id FROM %I r JOIN editorial_edition e ON e.id = r.%I WHERE r.id IN ($1, $2) '
        'AND e.state IN (''published'', ''superseded'', ''retracted'') LIMIT 1', TG_ARGV[1], TG_ARGV[2]
    ) INTO settled USING (to_jsonb(OLD) ->> TG_ARGV[0])::bigint, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    IF settled IS NOT NULL THEN
        RAISE EXCEPTION 'edition % is settled', settled USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$ LANGUAGE plpgsql;
"""


FUNCTIONS = APPEND_ONLY_FUNCTION + EDITION_FUNCTION + CHILD_FUNCTION + GRANDCHILD_FUNCTION
ENDINGS = ("_settled", "_append_only")


class Guard(NamedTuple):
    """A trigger: its table, what it stands before, and the function it calls with its arguments."""

    table: str
    ending: str
    events: str
    call: str

    @property
    def name(self) -> str:
        return f"{self.table}{self.ending}"

    @property
    def sql(self) -> str:
        return (
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self.events} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.call};"
        )


def wanted() -> dict[str, Guard]:
    """Every guard that the models ask for, by the name of its trigger."""
    guards = [_edition(), _row_of(Attachment, "edition")]
    for model in apps.get_models():
        if issubclass(model, Edition) and model is not Edition:
            guards += _of_section(model)
        if issubclass(model, AppendOnly):
            guards.append(
                Guard(
                    model._meta.db_table,
                    "_append_only",
                    "UPDATE OR DELETE",
                    "editorial_append_only()",
                )
            )
    return {guard.name: guard for guard in guards}


def install(using: str = "default", **_kwargs: Any) -> None:
    """Put every guard in place and take away those that nobody asks for any more; called after each `migrate`."""
    connection = connections[using]
    guards = wanted()
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(FUNCTIONS)
        for name, table in _standing(cursor):
            if name not in guards:
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
        cursor.execute("".join(guard.sql for guard in guards.values() if guard.table in tables))


def standing(using: str = "default") -> set[str]:
    """Names of the guards that the database has."""
    with connections[using].cursor() as cursor:
        return {name for name, _table in _standing(cursor)}


def _standing(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE ANY(%s)",
        [[f"%{ending}" for ending in ENDINGS]],
    )
    return cursor.fetchall()


def _edition() -> Guard:
    return Guard(
        Edition._meta.db_table, "_settled", "UPDATE OR DELETE", "editorial_edition_is_settled()"
    )


def _of_section(model: type[Edition]) -> list[Guard]:
    """The section's own columns, the rows that hang on an edition, and what was chosen for it or for a row."""
    own = _settled(model._meta.db_table, _column(model, model._meta.pk.name), "UPDATE OR DELETE")
    guards = [own, *(_choices(model, name) for name in model.content_relations)]
    for name in model.content_rows:
        relation: Any = model._meta.get_field(name)
        row, key = relation.related_model, relation.field
        guards.append(_row_of(row, key.name))
        guards += [_below(row, key, field) for field in row._meta.many_to_many]
    return guards


def _row_of(model: type[Model], key: str) -> Guard:
    return _settled(model._meta.db_table, _column(model, key))


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return field.column


def _choices(model: type[Model], name: str) -> Guard:
    field: Any = model._meta.get_field(name)
    return _settled(field.m2m_db_table(), field.m2m_column_name())


def _below(row: type[Model], key: ForeignKey[Any, Any], field: ManyToManyField[Any, Any]) -> Guard:
    arguments = (field.m2m_column_name(), row._meta.db_table, key.column)
    call = f"editorial_row_below_settled_edition({', '.join(map(repr, arguments))})"
    return Guard(field.m2m_db_table(), "_settled", "INSERT OR UPDATE OR DELETE", call)


def _settled(table: str, column: str, events: str = "INSERT OR UPDATE OR DELETE") -> Guard:
    return Guard(table, "_settled", events, f"editorial_row_of_settled_edition('{column}')")
