from django.db import migrations

from editorial import protection


class Migration(migrations.Migration):
    dependencies = [("schedules", "0001_initial"), ("editorial", "0002_settled")]

    operations = [
        protection.settles_with("schedules_weekschedule", "edition_ptr_id"),
        protection.settles_with("schedules_scheduleline", "schedule_id", "INSERT OR UPDATE OR DELETE"),
        protection.functions_below_rows(),
        protection.settles_below(
            "schedules_scheduleline_leaders", "scheduleline_id", "schedules_scheduleline", "schedule_id"
        ),
    ]
