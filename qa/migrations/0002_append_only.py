from django.db import migrations

from editorial import triggers


class Migration(migrations.Migration):
    dependencies = [("qa", "0001_initial"), ("editorial", "0002_settled")]

    operations = [
        triggers.settles_with("qa_answer", "edition_ptr_id"),
        triggers.append_only("qa_questionevent"),
    ]
