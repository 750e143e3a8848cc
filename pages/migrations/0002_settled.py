from django.db import migrations

from editorial import triggers

ROWS = ["pages_leader", "pages_contact", "pages_unit"]


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial"), ("editorial", "0002_settled")]

    operations = [
        triggers.settles_with("pages_page", "edition_ptr_id"),
        *(triggers.settles_with(table, "page_id", "INSERT OR UPDATE OR DELETE") for table in ROWS),
    ]
