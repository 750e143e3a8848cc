"""Weeks and days as an office names them. A week is known by its Monday."""

import re
from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WEEK = timedelta(days=7)
ISO_WEEK = re.compile(r"^(\d{4})-W(\d{2})$")
WEEKDAYS = ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ nhật")


class Session(models.TextChoices):
    MORNING = "sang", _("Morning")
    AFTERNOON = "chieu", _("Afternoon")
    EVENING = "toi", _("Evening")

    @classmethod
    def at(cls, moment):
        """The part of the day in which a time lies."""
        if moment.hour < 12:
            return cls.MORNING
        return cls.AFTERNOON if moment.hour < 18 else cls.EVENING


def monday_of(day):
    return day - timedelta(days=day.weekday())


def this_monday(at=None):
    return monday_of(timezone.localdate(at))


def days_of(monday):
    return [monday + timedelta(days=number) for number in range(7)]


def name_of(monday):
    """As it stands in an address: "2026-W47"."""
    year, number, _day = monday.isocalendar()
    return f"{year}-W{number:02d}"


def named(text):
    """The Monday of "2026-W47"; None for what is no week."""
    found = ISO_WEEK.match(text or "")
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None


def span(monday):
    """ "từ 16/11 đến 22/11/2026"; the first day has its year where that is another."""
    sunday = monday + timedelta(days=6)
    first = f"{monday:%d/%m}" if monday.year == sunday.year else f"{monday:%d/%m/%Y}"
    return f"từ {first} đến {sunday:%d/%m/%Y}"


def number_of(monday):
    return monday.isocalendar()[1]


def weekday(day):
    return WEEKDAYS[day.weekday()]


def day_label(day):
    """ "Thứ 2, 16/11"."""
    return f"{weekday(day)}, {day:%d/%m}"
