from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("qa", "OfficeRule").objects.create()


class Migration(migrations.Migration):
    dependencies = [("qa", "0002_append_only")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
