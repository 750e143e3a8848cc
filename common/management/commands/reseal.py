from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from common.resealing import reseal, sealed_models


class Command(BaseCommand):
    help = (
        "Seal what citizens sent anew with the first of SEALING_KEYS. May be cut off and begun "
        "again; once it ends well, the other keys are no longer needed (docs/keys.md)."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        resealed = lost = 0
        for model, names in sealed_models().items():
            label, here = model._meta.label, 0
            with tqdm(
                desc=label,
                total=model._base_manager.count(),
                unit="row",
                disable=verbosity == 0,
            ) as bar:
                for batch in reseal(model, names):
                    bar.update(batch.rows)
                    here, lost = here + batch.resealed, lost + batch.lost
            self.stdout.write(f"{label}: {here} rows sealed anew")
            resealed += here
        if lost:
            raise CommandError(
                f"{lost} rows are opened by none of SEALING_KEYS. Add the key that sealed them and "
                "run this again; without it what they hold is lost."
            )
        self.stdout.write(f"{resealed} rows sealed anew; the first key alone opens everything now.")
