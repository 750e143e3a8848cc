from datetime import date

from django.db import migrations

# First days of Tết by the calendar of Việt Nam (UTC+7), which in 2030 is a day before the Chinese one.
TET = {
    2022: date(2022, 2, 1), 2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2025: date(2025, 1, 29),
    2026: date(2026, 2, 17), 2027: date(2027, 2, 6), 2028: date(2028, 1, 26), 2029: date(2029, 2, 13),
    2030: date(2030, 2, 2),
}


def lunar_years(apps, schema_editor):
    years = apps.get_model("banners", "LunarYear").objects
    years.bulk_create([years.model(year=year, tet_on=on) for year, on in TET.items()], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("banners", "0001_initial")]

    operations = [migrations.RunPython(lunar_years, migrations.RunPython.noop)]
