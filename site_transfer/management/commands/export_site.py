import logging

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from member_sites.models import Site
from site_transfer.export_bundle import write
from site_transfer.models import new_passphrase

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Write a whole site - texts, history, files - into one ZIP file."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the site's address, e.g. cao-son")
        parser.add_argument("file", help="the ZIP file to write; must not exist")
        parser.add_argument(
            "--with-contacts",
            action="store_true",
            help="also what citizens wrote and how they are reached, sealed by a passphrase that is printed once",
        )

    def handle(self, *args, slug, file, verbosity, with_contacts, **options):
        site = Site.objects.filter(slug=slug).first()
        if site is None:
            raise CommandError(f"There is no site at {slug}.")
        passphrase = new_passphrase() if with_contacts else ""
        with _new(file) as stream, tqdm(unit="item", disable=verbosity == 0) as bar:
            manifest = write(
                site, stream, lambda done, total: _show(bar, done, total), passphrase=passphrase
            )
        for named in manifest["outside"]:
            self.stderr.write(f"Kept by another site, restored where that one is too: {named}")
        if passphrase:
            log.warning("Personal data of citizens were exported by command: %s", slug)
            self.stdout.write(passphrase)


def _new(file):
    try:
        return open(file, "xb")
    except OSError as error:
        raise CommandError(f"Cannot write {file}: {error.strerror}") from error


def _show(bar, done, total):
    bar.total = total
    bar.update(done - bar.n)
