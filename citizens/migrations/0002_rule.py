from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("citizens", "OfficeRule").objects.create()


class Migration(migrations.Migration):
    dependencies = [("citizens", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
