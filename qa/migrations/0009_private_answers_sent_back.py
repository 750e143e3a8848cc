from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def mark_returned(apps, schema_editor):
    """Those whose last event so far is their return wait for their writer; a new version came with an event of its own."""
    events = apps.get_model("qa", "QuestionEvent").objects.filter(
        question=OuterRef("question"), act__in=["private_written", "private_returned", "transferred", "returned", "assigned"]
    ).order_by("-pk")
    unsent = apps.get_model("qa", "PrivateAnswer").objects.filter(sent_at=None)
    last = unsent.annotate(last_act=Subquery(events.values("act")[:1]), last_at=Subquery(events.values("at")[:1]))
    for answer in last.exclude(last_act="private_written").exclude(last_act=None):
        unsent.filter(pk=answer.pk).update(returned_at=answer.last_at)


class Migration(migrations.Migration):

    dependencies = [
        ('qa', '0008_days_to_forward'),
    ]

    operations = [
        migrations.AddField(
            model_name='privateanswer',
            name='returned_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(mark_returned, migrations.RunPython.noop),
    ]
