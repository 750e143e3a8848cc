from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from editorial import fixity
from editorial.models.files import StoredFile


class Command(BaseCommand):
    help = "Đối chiếu mọi tệp trong kho với mã SHA-256 của nó. Kết thúc với mã 1 nếu có tệp không khớp."

    def handle(self, *args, verbosity, **options):
        files = StoredFile.objects.order_by("pk")
        counted = files.count()
        rows = tqdm(
            files.iterator(chunk_size=500),
            total=counted,
            desc="Đối chiếu",
            unit="tệp",
            disable=verbosity == 0,
        )
        wrong = fixity.check(rows)
        for file in wrong:
            self.stdout.write(
                f"{file.get_condition_display()}: {file.original_name} ({file.sha256})"
            )
        if wrong:
            raise CommandError(f"{len(wrong)} trong {counted} tệp không khớp.", returncode=1)
        if verbosity:
            self.stdout.write(f"Cả {counted} tệp đều khớp.")
