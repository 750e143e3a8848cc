"""Who may be entered as the officer of a field: somebody who answers questions at the unit's site in those days."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Membership
from qa.models import FieldOfficer
from qa.tests.factories import field, unit
from tests.factories import person

pytestmark = pytest.mark.django_db


def day(number):
    """So many days from today."""
    return timezone.localdate() + timedelta(days=number)


def answering(first, last=None):
    """Somebody who answers questions from `first` to `last`, in days from today."""
    user = person("responder")
    days = {"from_on": day(first), "to_on": None if last is None else day(last)}
    Membership.objects.filter(user=user).update(**days)
    return user


def refused(user, first, last=None):
    """What is said at the user's field of an assignment from `first` to `last`, in days from today."""
    days = {
        "from_on": None if first is None else day(first),
        "to_on": None if last is None else day(last),
    }
    row = FieldOfficer(field=field(), unit=unit(), user=user, **days)
    try:
        row.clean()
    except ValidationError as error:
        return list(error.message_dict)
    return []


class AssignmentTests:
    def test_from_a_day_ahead_asks_for_the_role_of_that_day(self):
        assert refused(answering(-30, last=9), 10) == ["user"]
        assert refused(answering(-30, last=10), 10) == []
        assert refused(answering(10), 10) == []
        assert refused(answering(11), 10) == ["user"]

    def test_from_a_day_that_has_passed_asks_for_the_role_of_today(self):
        assert refused(answering(0), -10) == []
        assert refused(answering(-30, last=0), -10) == []
        assert refused(answering(-30, last=-1), -10) == ["user"]

    def test_without_its_first_day_asks_for_the_role_of_today(self):
        assert refused(answering(0), None) == []
        assert refused(answering(1), None) == ["user"]

    def test_that_ends_today_may_be_of_somebody_who_left(self):
        left = answering(-30, last=-1)
        assert refused(left, -20, last=0) == []
        assert refused(left, -20, last=1) == refused(left, -20) == ["user"]

    def test_of_a_closed_account_is_refused(self):
        user = answering(-30)
        user.is_active = False
        assert refused(user, 0) == ["user"]
