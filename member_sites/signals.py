"""`opened` is sent within the transaction in which a member site comes into being by a door of the desk or a command: site=."""

from django.dispatch import Signal

opened = Signal()
