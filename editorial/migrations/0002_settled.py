from django.db import migrations

from editorial import triggers


class Migration(migrations.Migration):
    dependencies = [("editorial", "0001_initial")]

    operations = [
        triggers.functions(),
        triggers.append_only("editorial_event"),
        triggers.append_only("editorial_contribution"),
        triggers.edition_settles("editorial_edition"),
        triggers.settles_with("editorial_attachment", "edition_id", "INSERT OR UPDATE OR DELETE"),
    ]
