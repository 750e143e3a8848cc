"""How long what citizens send is kept."""

from datetime import timedelta

from django.utils import timezone

from citizens.models import OfficeRule

# Rounded up: nobody's data are erased before the day that was promised for keeping them.
DAYS_OF_A_MONTH = 31


def erased_before(at=None):
    """What ended before this moment no longer holds personal data."""
    return (at or timezone.now()) - timedelta(
        days=DAYS_OF_A_MONTH * OfficeRule.now().retention_months
    )
