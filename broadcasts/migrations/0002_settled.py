from django.db import migrations

from editorial import triggers


class Migration(migrations.Migration):
    dependencies = [("broadcasts", "0001_initial"), ("editorial", "0002_settled")]

    operations = [
        triggers.settles_with("broadcasts_broadcast", "edition_ptr_id"),
        triggers.settles_with("broadcasts_part", "broadcast_id", "INSERT OR UPDATE OR DELETE"),
    ]
