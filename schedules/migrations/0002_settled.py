from django.db import migrations

from editorial import triggers


class Migration(migrations.Migration):
    dependencies = [("schedules", "0001_initial"), ("editorial", "0002_settled")]

    operations = [
        triggers.settles_with("schedules_weekschedule", "edition_ptr_id"),
        triggers.settles_with("schedules_scheduleline", "schedule_id", "INSERT OR UPDATE OR DELETE"),
        triggers.functions_below_rows(),
        triggers.settles_below(
            "schedules_scheduleline_leaders", "scheduleline_id", "schedules_scheduleline", "schedule_id"
        ),
    ]
