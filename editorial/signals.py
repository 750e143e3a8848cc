"""`moved` is sent after commit, once per transition: sender=the edition's class, edition=, event=."""

from django.dispatch import Signal

moved = Signal()
