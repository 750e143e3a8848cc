from django.db import migrations

from editorial import protection


class Migration(migrations.Migration):
    dependencies = [("editorial", "0001_initial")]

    operations = [
        protection.functions(),
        protection.append_only("editorial_event"),
        protection.append_only("editorial_contribution"),
        protection.edition_settles("editorial_edition"),
        protection.settles_with("editorial_attachment", "edition_id", "INSERT OR UPDATE OR DELETE"),
    ]
