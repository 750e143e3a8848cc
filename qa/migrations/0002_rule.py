from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("qa", "OfficeRule").objects.create()


class Migration(migrations.Migration):
    dependencies = [("qa", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
