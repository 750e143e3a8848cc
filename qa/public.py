"""What the public pages ask of questions and answers."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F, Min, Q
from django.utils import timezone

from common.collation import sort_key
from common.text import fold
from qa.models import Answer, Question

SIMILAR_COUNT = 3
# Words of every Vietnamese question, folded: they tell nothing about what it is about.
COMMON = frozenset(
    {
        "toi",
        "xin",
        "hoi",
        "cho",
        "co",
        "cua",
        "va",
        "la",
        "thi",
        "ma",
        "o",
        "tai",
        "ve",
        "nhu",
        "the",
        "nao",
        "khong",
        "duoc",
        "bao",
        "gio",
        "can",
        "phai",
        "de",
        "voi",
        "cac",
        "nhung",
        "mot",
        "nay",
        "gi",
        "ai",
        "khi",
        "den",
        "tu",
        "trong",
        "muon",
        "biet",
        "gia",
        "dinh",
        "ong",
        "ba",
        "anh",
        "chi",
    }
)
MOST_WORDS = 30


def public_answers(site):
    return Answer.objects.on_site(site).published().for_lists()


def newest(site, count=3):
    """The newest answers, for the home page."""
    return list(public_answers(site).newest_first()[:count])


def listed(site, *, q="", topic=None, unit=None, member_site=None, year=None):
    """Answers that a reader's filters leave."""
    answers = public_answers(member_site or site)
    answers = answers.about(topic) if topic else answers
    answers = answers.of_unit(unit) if unit else answers
    answers = answers.of_year(year) if year else answers
    return answers.with_words(fold(q)) if q else answers


def years(site):
    """Years for which there are answers, newest first."""
    return _down_to(
        Answer.objects.on_site(site)
        .published()
        .aggregate(first=Min("item__question__starts_on"))["first"]
    )


def years_asked(site):
    """Years in which questions came, newest first."""
    return _down_to(Question.objects.filter(site=site).aggregate(first=Min("starts_on"))["first"])


def _down_to(first):
    this_year = timezone.localdate().year
    return range(this_year, (first.year if first else this_year) - 1, -1)


def similar(site, text, count=SIMILAR_COUNT):
    """Answers, here and on the main site, that share the most telling words with a text; marks do not matter."""
    letters = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    words = [
        word for word in dict.fromkeys(letters.split()) if word not in COMMON and len(word) > 1
    ][:MOST_WORDS]
    if not words:
        return []
    query = SearchQuery(" | ".join(words), search_type="raw", config="simple")
    places = [site.pk, site.parent_id] if site.parent_id else [site.pk]
    near = Answer.objects.published().filter(item__site__in=places, search_vector=query).for_lists()
    return list(
        near.annotate(rank=SearchRank(F("search_vector"), query)).order_by("-rank", "-pk")[:count]
    )


def related(answer, count=4):
    near = public_answers(answer.item.site).about(answer.field_id)
    return near.exclude(item=answer.item_id).newest_first()[:count]


def frequent_by_field(site):
    """[(field, its frequently asked questions)] in the order of the fields; the main site's hold for its members."""
    places = [site.pk, site.parent_id] if site.parent_id else [site.pk]
    answers = (
        Answer.objects.published()
        .frequent()
        .filter(item__site__in=places)
        .for_lists()
        .newest_first()
    )
    groups = {}
    for answer in answers:
        groups.setdefault(answer.field, []).append(answer)
    return sorted(groups.items(), key=lambda group: (group[0].position, sort_key(group[0].name)))


def state_of(site):
    """How many came and were answered in the last twelve months, for those who wonder whether asking helps."""
    since = timezone.localdate().replace(day=1)
    since = since.replace(year=since.year - 1)
    recent = Question.objects.filter(site=site, starts_on__gte=since)
    return recent.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        on_time=Count(
            "pk", filter=Q(answered_at__isnull=False, answered_at__date__lte=F("due_on"))
        ),
    )
