"""Whole histories written in bulk: what `workflow.perform` would have left behind, step by step and person by person."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models.sql import InsertQuery

from common import richtext
from common.text import slugify
from editorial.files import Attachment
from editorial.models import Contribution, Edition, Event, Item, Retraction
from editorial.states import State
from news.models import Article

KIND = "news.article"
BATCH = 500


@dataclass
class Step:
    """One line of the log, with what the act also left."""

    action: str
    by: object
    at: object
    before: str
    after: str
    note: str = ""
    data: dict = field(default_factory=dict)


@dataclass
class History:
    """One edition with its log; `item` is shared by the editions of one item."""

    item: Item
    article: Article
    state: str
    steps: list
    tags: list = field(default_factory=list)
    files: list = field(default_factory=list)
    retraction: dict | None = None

    @property
    def contributors(self):
        """{user: moment} of those who created, changed or submitted it."""
        work = [step for step in self.steps if step.action in {"create", "correct", "change", "submit"}]
        return {step.by: step.at for step in reversed(work)}


def write(histories, progress):
    """Insert everything; `progress(items)` is told after each batch."""
    for start in range(0, len(histories), BATCH):
        batch = histories[start:start + BATCH]
        _write(batch)
        progress(sum(row.article.number == 1 for row in batch))


def _write(batch):
    Item.objects.bulk_create({id(row.item): row.item for row in batch if row.item.pk is None}.values())
    _insert_articles(batch)
    through = Article.tags.through
    through.objects.bulk_create(
        through(article_id=row.article.pk, tag_id=tag.pk) for row in batch for tag in row.tags
    )
    Attachment.objects.bulk_create(
        Attachment(edition_id=row.article.pk, file=file, role="inline") for row in batch for file in row.files
    )
    _log(batch)
    _settle(batch)


def _insert_articles(batch):
    """Django cannot bulk_create a child of another model, so parents and children go in one after the other.

    They arrive as discarded: the database takes neither tags nor files for a settled edition, and no two
    open editions of an item. `_settle` then gives each its true state.
    """
    articles = [_complete(row) for row in batch]
    names = [column.attname for column in Edition._meta.concrete_fields if not (column.generated or column.primary_key)]
    parents = [Edition(**{name: getattr(article, name) for name in names}) for article in articles]
    for article, parent in zip(articles, Edition.objects.bulk_create(parents)):
        article.pk = article.id = article.edition_ptr_id = parent.pk
    query = InsertQuery(Article)
    query.insert_values(Article._meta.local_concrete_fields, articles)
    query.get_compiler("default").execute_sql()


def _complete(row):
    article = row.article
    article.item, article.state = row.item, State.DISCARDED
    article.slug = slugify(article.title)
    article.body = richtext.clean(article.body)
    article.search_text = article.folded_text()
    article.updated_at = row.steps[-1].at
    return article


def _settle(batch):
    for state in {row.state for row in batch}:
        keys = [row.article.pk for row in batch if row.state == state]
        Edition.objects.filter(pk__in=keys).update(state=state)


def _log(batch):
    Event.objects.bulk_create(
        Event(
            item=row.item, edition_id=row.article.pk, action=step.action, from_state=step.before, to_state=step.after,
            by=step.by, at=step.at, note=step.note, data=step.data,
        )
        for row in batch for step in row.steps
    )
    Contribution.objects.bulk_create(
        Contribution(edition_id=row.article.pk, user=user, at=at) for row in batch for user, at in row.contributors.items()
    )
    Retraction.objects.bulk_create(
        Retraction(edition_id=row.article.pk, **row.retraction) for row in batch if row.retraction
    )


def review_steps(site, people, writer, moments, *, note=""):
    """submit … publish at the given moments by three different people (two where review has one step)."""
    steps = [Step("submit", writer, moments["submitted"], State.DRAFT, State.SUBMITTED, note)]
    before = State.SUBMITTED
    if not site.one_step_review:
        steps.append(Step("pass", people["bientap"], moments["passed"], State.SUBMITTED, State.EDITED))
        before = State.EDITED
    chief = people["caoson-truong"] if site.slug == "cao-son" else people["truongban"]
    return [*steps, Step("publish", chief, moments["published"], before, State.PUBLISHED)]


def returned_steps(people, writer, moments, reason):
    """A first submission that came back with a reason."""
    gap = moments["submitted"] - moments["created"]
    return [
        Step("submit", writer, moments["created"] + gap * 0.3, State.DRAFT, State.SUBMITTED),
        Step("return", people["bientap"], moments["created"] + gap * 0.6, State.SUBMITTED, State.DRAFT, reason),
    ]


def moments_before(rng, published):
    """The way to publication, told backwards: a few hours from the first line to the public page."""
    passed = published - timedelta(minutes=rng.randint(10, 120))
    submitted = passed - timedelta(minutes=rng.randint(20, 240))
    created = submitted - timedelta(minutes=rng.randint(40, 200))
    return {"published": published, "passed": passed, "submitted": submitted, "created": created}
