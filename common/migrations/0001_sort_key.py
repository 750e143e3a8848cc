from django.db import migrations

from common.collation import function_sql


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.RunSQL(
            function_sql(), "DROP FUNCTION IF EXISTS vietnamese_sort_key(text)", elidable=False
        )
    ]
