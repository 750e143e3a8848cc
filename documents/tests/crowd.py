"""Tens of thousands of public documents by a few statements: copies of one made by the real doors, varied where lists look."""

from django.db import connection

from documents.models import Document, DocumentRelation, RelationKind
from documents.models.catalogue import DocumentType, IssuingBody, Topic
from editorial.models import Edition, Item

COPY = """
    INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(1, {count}) AS n, {table} AS one WHERE one.{key} = {pk}
"""
FIRST = 1_000_000


def multiply(document, count):
    """`count` copies of a public document, of several types, bodies, fields and years; statistics are fresh afterwards."""
    day = "(date '2004-01-01' + (n * 7919 % 8000))"
    number = "(n * 31 % 2000 + 1)"
    with connection.cursor() as cursor:
        # Copies of a settled edition are what its triggers do not look at: they are inserted, not changed.
        copy(cursor, Item, document.item_id, count, {"id": f"{FIRST} + n"})
        copy(
            cursor,
            Edition,
            document.pk,
            count,
            {
                "id": f"{FIRST} + n",
                "item_id": f"{FIRST} + n",
                "published_at": f"{day} + interval '30 hours'",
                "first_published_at": f"{day} + interval '30 hours'",
                "search_text": "'quyet dinh so ' || n",
            },
        )
        copy(
            cursor,
            Document,
            document.pk,
            count,
            {
                "edition_ptr_id": f"{FIRST} + n",
                "issued_on": day,
                "issued_year": f"extract(year from {day})",
                "number_value": number,
                "issue_number": f"{number}::text",
                "reference": f"{number} || '/QĐ-UBND'",
                "reference_key": f"' ' || {number} || ' qd ubnd '",
                "type_id": one_of(DocumentType),
                "issuer_id": one_of(IssuingBody),
                "topic_id": one_of(Topic),
            },
        )
        cursor.execute("ANALYZE")


def relate(relation, count):
    """Relations among a crowd of `count`: each hundredth document amends, replaces or suspends another."""
    kinds = ", ".join(
        f"'{kind}'" for kind in (RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.SUSPENDS)
    )
    with connection.cursor() as cursor:
        # The copies are settled already; the trigger is back with the end of the test's transaction.
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE documents_documentrelation DISABLE TRIGGER USER"
        )
        copy(
            cursor,
            DocumentRelation,
            relation.pk,
            count // 100,
            {
                "id": f"{FIRST} + n",
                "document_id": f"{FIRST} + n * 100",
                "target_id": f"{FIRST} + n * 100 - 50",
                "kind": f"(ARRAY[{kinds}])[1 + n % 3]",
            },
        )
        cursor.execute("ANALYZE")


def one_of(model):
    """The keys of a table by turns, written out: asked of the table they would be asked for each copy."""
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    return f"(ARRAY[{', '.join(map(str, keys))}])[1 + n % {len(keys)}]"


def copy(cursor, model, pk, count, changed):
    columns = [field.column for field in model._meta.local_concrete_fields if not field.generated]
    values = ", ".join(str(changed.get(column, f"one.{column}")) for column in columns)
    key = model._meta.pk.column
    cursor.execute(
        COPY.format(
            table=model._meta.db_table,
            columns=", ".join(columns),
            values=values,
            count=count,
            key=key,
            pk=pk,
        )
    )
