import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from member_sites.models import Site
from reports.figures import report
from reports.formats import FORMATS, file_name
from reports.years import BadYear


class Command(BaseCommand):
    help = "The report of a year, counted from the database now."

    def add_arguments(self, parser):
        parser.add_argument("year", help="the year, for example 2023")
        parser.add_argument("--format", choices=sorted(FORMATS), default="json")
        parser.add_argument("--output", metavar="FILE", help="a file, or - for standard output")

    def handle(self, year, *args, format, output, **options):
        try:
            content = FORMATS[format].render(report(year))
        except BadYear as error:
            raise CommandError(str(error)) from error
        except Site.DoesNotExist as error:
            raise CommandError(_("There is no main site yet: load the units first.")) from error
        self.deliver(content, output or ("-" if format == "json" else file_name(int(year), format)))

    def deliver(self, content, output):
        if output == "-":
            sys.stdout.buffer.write(content)
            return
        try:
            Path(output).write_bytes(content)
        except OSError as error:
            raise CommandError(
                _("The file %(file)s cannot be written.") % {"file": output}
            ) from error
        self.stderr.write(_("Written: %(file)s") % {"file": output})
