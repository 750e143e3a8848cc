"""What repeats, written down by hand: sections and platform together."""

from celery.schedules import crontab

from portal.beat import SectionScheduler, schedule
from portal.celery import app

BEAT = {
    "flush-visits": ("visits.tasks.flush", 60),
    "flush-banners": ("banners.tasks.flush", 60),
    "send-letters": ("common.tasks.send_letters", 60),
    "read-files": ("editorial.tasks.read_files", 60),
    "resume-imports": ("documents.tasks.resume_imports", 60),
    "settle-reports": ("feedback.tasks.settle_reports", 60),
    "settle-answers": ("qa.tasks.settle_answers", 60),
    "recount-deadlines": ("qa.tasks.recount_deadlines", 600),
    "remind-of-questions": ("qa.tasks.remind", crontab(hour=7, minute=30)),
    "erase-personal-data": ("citizens.tasks.erase_old", crontab(hour=2, minute=10)),
    "resume-site-life": ("site_transfer.tasks.resume", 60),
    "check-files": ("editorial.tasks.check_files", crontab(hour=1, minute=30)),
}


class BeatTests:
    def test_repeats_the_work_of_the_platform_and_of_every_section(self):
        assert {name: (row["task"], row["schedule"]) for name, row in schedule().items()} == BEAT

    def test_names_only_tasks_that_the_worker_knows(self):
        app.loader.import_default_modules()
        assert {row["task"] for row in schedule().values()} <= set(app.tasks)

    def test_starts_with_all_of_it(self, tmp_path):
        scheduler = app.conf.beat_scheduler
        assert scheduler == f"{SectionScheduler.__module__}.{SectionScheduler.__name__}"
        begun = SectionScheduler(app, schedule_filename=str(tmp_path / "beat"), lazy=True)
        begun.setup_schedule()
        assert set(BEAT) <= set(begun.schedule)
        begun.close()
