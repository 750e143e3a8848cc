"""What tables of higher floors have in common; no table stands here itself."""

from django.db import models
from django.utils import timezone


class LetterQuerySet(models.QuerySet):
    def waiting(self):
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

    def receiver(self):
        """The address to send it to; empty where there is nobody any more."""
        raise NotImplementedError

    def subject(self):
        """One line; it is read on locked screens."""
        raise NotImplementedError

    def body(self):
        raise NotImplementedError
