from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Min

from accounts.models import Membership, Role, User
from editorial.models import Item
from editorial.states import EditionState
from member_sites.models import Site
from news.models import Article

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
numbers = count(1)


def moment(year, month=6, day=1, hour=9):
    return datetime(year, month, day, hour, tzinfo=VIETNAM)


@pytest.fixture
def district(db):
    return Site.objects.create(
        kind="huyện",
        name="Bạch Thông",
        slug="bach-thong",
        body_name="Ủy ban nhân dân huyện Bạch Thông",
        responsible_person="Hoàng Văn Nam",
        responsible_post="Phó Chủ tịch UBND huyện",
    )


@pytest.fixture
def commune(district):
    return Site.objects.create(
        kind="xã", name="Cao Sơn", slug="cao-son", code="02002", parent=district
    )


def published(site, at, *, item=None, number=1, hours=None, state=EditionState.PUBLISHED, **fields):
    """An article that was first public at a moment, `hours` after its event."""
    item = item or Item.objects.create(site=site, kind="news.article")
    first = item.editions.aggregate(first=Min("first_published_at"))["first"] or at
    return Article.objects.create(
        first_published_at=first,
        item=item,
        number=number,
        state=state,
        published_at=at,
        event_at=at - timedelta(hours=hours) if hours is not None else None,
        title=f"Tin số {next(numbers)}",
        **fields,
    )


def corrected(article, at):
    """A later edition of the same item."""
    Article.objects.filter(pk=article.pk).update(state=EditionState.SUPERSEDED, superseded_at=at)
    return published(article.item.site, at, item=article.item, number=article.number + 1)


def person(site, role, name):
    user = User.objects.create_user(name, password="mot-mat-khau-dai", is_staff=True)
    Membership.objects.create(user=user, site=site, role=role, from_on=moment(2020).date())
    return user


@pytest.fixture
def leader(district):
    return person(district, Role.LEADER, "lanhdao")


@pytest.fixture
def chief(district):
    return person(district, Role.CHIEF, "truongban")
