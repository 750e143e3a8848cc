"""What tables of higher floors have in common; no table stands here itself."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone


class LetterQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(sent_at=None)


class WaitingLetter(models.Model):
    """Thư chờ gửi: says to whom and what only when it is sent, so that it never knows more than the database does then."""

    # What is read together with a letter.
    read_with: tuple[str, ...] = ()

    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["id"], name="%(class)s_to_send", condition=models.Q(sent_at=None))
        ]

    def receiver(self) -> str:
        """The address to send it to; empty where there is nobody any more."""
        raise NotImplementedError

    def subject(self) -> str:
        """One line; it is read on locked screens."""
        raise NotImplementedError

    def body(self) -> str:
        raise NotImplementedError
