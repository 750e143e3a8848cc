"""Migration operations by which the database itself keeps what is settled (editorial-law: "Published means settled")."""

from django.db import migrations

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


def functions():
    return migrations.RunSQL(
        APPEND_ONLY_FUNCTION + EDITION_FUNCTION + CHILD_FUNCTION,
        "DROP FUNCTION editorial_append_only, editorial_edition_is_settled, editorial_row_of_settled_edition",
    )


def functions_again():
    """After the list of movable columns has grown."""
    return migrations.RunSQL(EDITION_FUNCTION, migrations.RunSQL.noop)


def functions_below_rows():
    return migrations.RunSQL(
        GRANDCHILD_FUNCTION, "DROP FUNCTION editorial_row_below_settled_edition"
    )


def append_only(table):
    return _trigger(table, "append_only", "UPDATE OR DELETE", "editorial_append_only()")


def edition_settles(table):
    return _trigger(table, "settled", "UPDATE OR DELETE", "editorial_edition_is_settled()")


def settles_with(table, column, events="UPDATE OR DELETE"):
    """Rows of `table` are final once the edition that `column` names is settled."""
    return _trigger(table, "settled", events, f"editorial_row_of_settled_edition('{column}')")


def settles_below(table, column, row_table, row_column):
    """Rows of `table`, whose `column` names a row of `row_table`, are final with the edition that `row_column` names."""
    return _trigger(
        table,
        "settled",
        "INSERT OR UPDATE OR DELETE",
        f"editorial_row_below_settled_edition('{column}', '{row_table}', '{row_column}')",
    )


def _trigger(table, name, events, function):
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_{name} BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}",
        f"DROP TRIGGER {table}_{name} ON {table}",
    )
