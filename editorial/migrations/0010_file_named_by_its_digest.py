from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editorial", "0009_share")]

    operations = [
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="file_is_named_by_its_digest"
            ),
        ),
    ]
