"""Work that repeats: the platform's of the settings, and what sections declare."""

from celery.beat import PersistentScheduler
from django.conf import settings

from editorial.sections import sections


def schedule():
    """Everything that repeats, as Celery wants it told."""
    return settings.CELERY_BEAT_SCHEDULE | {
        name: {"task": repeated.task.name, "schedule": repeated.schedule}
        for section in sections()
        for name, repeated in section.beat.items()
    }


class SectionScheduler(PersistentScheduler):
    """Beat's own scheduler; only it asks for the schedule, when it starts with all sections found."""

    def setup_schedule(self):
        self.app.conf.beat_schedule = schedule()
        super().setup_schedule()
