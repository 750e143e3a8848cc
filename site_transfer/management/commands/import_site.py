from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from site_transfer.bundle import Unreadable
from site_transfer.import_bundle import read


class Command(BaseCommand):
    help = "Make a site from a file that export_site wrote. All of it or nothing; people come as closed accounts."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--slug", help="another address than in the file")
        parser.add_argument("--name", help="another name than in the file")
        parser.add_argument(
            "--passphrase", default="", help="of an archive with personal data of citizens"
        )

    def handle(self, *args, file, slug, name, passphrase, verbosity, **options):
        left_out = []
        try:
            with open(file, "rb") as stream, tqdm(unit="item", disable=verbosity == 0) as bar:
                site = read(
                    stream,
                    slug=slug,
                    name=name,
                    passphrase=passphrase,
                    progress=lambda done, total: _show(bar, done, total),
                    told=lambda unpacker: left_out.extend(unpacker.left_out),
                )
        except (OSError, Unreadable) as error:
            raise CommandError(str(error)) from error
        for named in left_out:
            self.stderr.write(f"Left out, because what it names is not here: {named}")
        if verbosity:
            self.stdout.write(
                f"{site.full_name}: {site.items.count()} items at {site.prefix or '/'}"
            )


def _show(bar, done, total):
    bar.total = total
    bar.update(done - bar.n)
