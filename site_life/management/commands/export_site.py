from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from member_sites.models import Site
from site_life.writing import write


class Command(BaseCommand):
    help = "Write a whole site - texts, history, files - into one ZIP file."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the site's address, e.g. cao-son")
        parser.add_argument("file", help="the ZIP file to write; must not exist")

    def handle(self, *args, slug, file, verbosity, **options):
        site = Site.objects.filter(slug=slug).first()
        if site is None:
            raise CommandError(f"There is no site at {slug}.")
        with _new(file) as stream, tqdm(unit="item", disable=verbosity == 0) as bar:
            manifest = write(site, stream, lambda done, total: _show(bar, done, total))
        for named in manifest["outside"]:
            self.stderr.write(f"Kept by another site and left out: {named}")


def _new(file):
    try:
        return open(file, "xb")
    except OSError as error:
        raise CommandError(f"Cannot write {file}: {error.strerror}") from error


def _show(bar, done, total):
    bar.total = total
    bar.update(done - bar.n)
