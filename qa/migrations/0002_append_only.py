from django.db import migrations

from editorial import protection


class Migration(migrations.Migration):
    dependencies = [("qa", "0001_initial"), ("editorial", "0002_settled")]

    operations = [
        protection.settles_with("qa_answer", "edition_ptr_id"),
        protection.append_only("qa_questionevent"),
    ]
