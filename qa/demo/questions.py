"""Two years of questions with honest lateness, and some open now in each state. Nobody here stands for a real person."""

from datetime import datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Membership, Role, User
from citizens.retention import DAYS_OF_A_MONTH
from citizens.satisfaction import RATINGS
from common.workdays import Calendar
from editorial.demo import editions, people
from editorial.histories import History, LogLine, write
from editorial.models import Item
from editorial.models.calendars import CalendarDay
from editorial.states import EditionState
from qa import intake, workflow
from qa.demo.topics import FIELDS, PLACES, TOPICS
from qa.models import Answer, Contact, Letter, Question, QuestionEvent, digest_of, new_code
from qa.models.routing import FieldOfficer, Topic, Unit
from qa.states import Act, AnswerKind, QuestionState

YEARS = {2022: 140, 2023: 180}
RECENT = 40
LIMIT = 15
ON_TIME, FORWARDED, REJECTED = 0.86, 0.05, 0.02
RATED, MEMBER_SHARE, FREQUENT = 0.4, 0.3, 0.12
AUTHORITIES = ["Bảo hiểm xã hội huyện", "Công an huyện", "Điện lực huyện", "Sở Giao thông vận tải"]
NOT_IN_SCOPE = (
    "Nội dung thuộc thẩm quyền của cơ quan nêu trên; câu hỏi đã được chuyển đến để trả lời."
)
NO_QUESTION = (
    "Nội dung gửi đến không nêu câu hỏi cụ thể; đề nghị ông/bà gửi lại, ghi rõ sự việc và địa điểm."
)


def furnish(sites):
    """Fields, units, and the officers who answer; [(Topic, Unit, officer)]."""
    main = next(site for site in sites if site.is_main)
    canbo, second = User.objects.get(username="canbo"), _second_officer(main)
    routes = []
    for place, (name, office, is_canbo) in enumerate(FIELDS):
        field = Topic.objects.create(name=name, position=place)
        unit = Unit.objects.get_or_create(site=main, name=office, defaults={"position": place})[0]
        officer, other = (canbo, second) if is_canbo else (second, canbo)
        FieldOfficer.objects.create(field=field, unit=unit, user=officer, from_on=people.SINCE)
        routes.append((field, unit, officer))
        if place == 0:
            FieldOfficer.objects.create(
                field=field, unit=unit, user=other, is_substitute=True, from_on=people.SINCE
            )
    return routes


def _second_officer(main):
    """Does not log in; shows that a responder sees the questions of their own fields only."""
    named = {
        "full_name": "Cán bộ trả lời thứ hai (demo)",
        "password": make_password(None),
        "is_staff": True,
    }
    officer = User.objects.get_or_create(username="canbo-hai", defaults=named)[0]
    Membership.objects.get_or_create(
        user=officer, site=main, role=Role.RESPONDER, defaults={"from_on": people.SINCE}
    )
    return officer


class Asked:
    """Makes ended questions; everything random comes from one seeded source."""

    def __init__(self, seed, sites, accounts, routes, calendar: Calendar):
        self.rng, self.accounts, self.routes, self.calendar = (
            Random(seed),
            accounts,
            routes,
            calendar,
        )
        self.main = next(site for site in sites if site.is_main)
        self.members = [site for site in sites if not site.is_main]
        self.questions, self.histories, self.events = [], [], []

    def between(self, first, last, count):
        span = (last - first).days
        days = sorted(first + timedelta(days=self.rng.randint(0, span)) for _number in range(count))
        for day in days:
            self._one(day)

    def _one(self, day):
        site = self.rng.choice(self.members) if self.rng.random() < MEMBER_SHARE else self.main
        field, unit, officer = self.rng.choice(self.routes)
        title, text, answer = self.rng.choice(TOPICS[field.name])
        place = self.rng.choice(PLACES)
        sent_at = _at(day, self.rng.randint(7, 21), self.rng.randint(0, 59))
        code = new_code()
        question = Question(
            site=site,
            field=field,
            unit=unit,
            officer=officer,
            subject=title.format(place=place),
            text=text.format(place=place),
            public_text=text.format(place=place),
            signature=f"{self._initials()}, {self._residence(site)}",
            code=code,
            code_digest=digest_of(code),
            sent_at=sent_at,
            starts_on=day,
            limit_days=LIMIT,
            due_on=self.calendar.add(day, LIMIT),
            forward_by=self.calendar.add(day, 2),
        )
        self._end(question, answer)
        self.questions.append(question)

    def _end(self, question, answer):
        chance = self.rng.random()
        moderated = _at(self.calendar.add(question.starts_on, 1), 8, self.rng.randint(0, 59))
        self._log(question, Act.RECEIVED, question.sent_at)
        if chance < FORWARDED + REJECTED:
            self._turn_away(question, moderated, forwarded=chance < FORWARDED)
            return
        self._log(question, Act.MODERATED, moderated, self.accounts["bientap"])
        given = {"unit": question.unit.name, "before": "", "officer": question.officer.display_name}
        self._log(question, Act.ASSIGNED, moderated, self.accounts["bientap"], data=given)
        self._answer(question, answer)

    def _turn_away(self, question, at, *, forwarded):
        question.unit = question.officer = None
        question.closed_at = at
        question.state = QuestionState.FORWARDED if forwarded else QuestionState.REJECTED
        question.forwarded_to = self.rng.choice(AUTHORITIES) if forwarded else ""
        question.decision = NOT_IN_SCOPE if forwarded else NO_QUESTION
        data = {"authority": question.forwarded_to} if forwarded else {}
        act = Act.FORWARDED if forwarded else Act.REJECTED
        self._log(question, act, at, self.accounts["bientap"], question.decision, data)

    def _answer(self, question, text):
        late = self.rng.random() > ON_TIME
        days = self.rng.randint(LIMIT + 1, LIMIT + 12) if late else self.rng.randint(3, LIMIT)
        published = _at(
            self.calendar.add(question.starts_on, days),
            self.rng.randint(9, 16),
            self.rng.randint(0, 59),
        )
        question.state, question.answer_kind = QuestionState.ANSWERED, AnswerKind.PUBLIC
        question.answered_at = question.closed_at = published
        if self.rng.random() < RATED:
            question.rating = self.rng.choices(
                [value for value, _label in RATINGS], [40, 35, 14, 7, 4]
            )[0]
            question.rated_at = published + timedelta(days=1)
        self._log(question, Act.ANSWERED, published)
        self.histories.append(self._history(question, text, published))
        question.item = self.histories[-1].item

    def _history(self, question, text, published):
        moments = {
            "published": published,
            "passed": published - timedelta(hours=1),
            "submitted": published - timedelta(hours=3),
            "created": published - timedelta(hours=20),
        }
        answer = Answer(
            title=question.subject,
            question_text=question.public_text,
            body=text,
            field=question.field,
            unit=question.unit,
            author=question.officer,
            is_frequent=self.rng.random() < FREQUENT,
            created_at=moments["created"],
            submitted_at=moments["submitted"],
            published_at=published,
            passed_at=None if question.site.one_step_review else moments["passed"],
        )
        log = [LogLine("create", question.officer, moments["created"])]
        log += editions.review_log(question.site, self.accounts, question.officer, moments)
        return History(
            Item(site=question.site, kind="qa.answer"), answer, EditionState.PUBLISHED, log
        )

    def _log(self, question, act, at, by=None, note="", data=None):
        self.events.append(
            QuestionEvent(question=question, act=act, at=at, by=by, note=note, data=data or {})
        )

    def _initials(self):
        return "".join(f"{letter}." for letter in self.rng.sample("ABCĐHLMNPQTV", 3))

    def _residence(self, site):
        return (self.rng.choice(self.members) if site.is_main else site).full_name

    def write(self, at):
        """What is past the period of retention is written as the task would have left it."""
        write(self.histories, lambda count: None)
        for question in self.questions:
            gone = question.closed_at + timedelta(days=DAYS_OF_A_MONTH * 24)
            if gone < at:
                question.anonymised_at = gone
                self._log(question, Act.ANONYMISED, gone)
            # Their items have keys only now.
            question.item_id = question.item.pk if question.item else None
        Question.objects.bulk_create(self.questions)
        for event in self.events:
            event.question_id = event.question.pk
        QuestionEvent.objects.bulk_create(self.events)
        Contact.objects.bulk_create(
            _contact(question) for question in self.questions if not question.anonymised_at
        )


def size(at):
    return sum(YEARS.values()) + RECENT


def seed(demo):
    sites, accounts, at = demo.sites, demo.people, demo.at
    routes, calendar = furnish(sites), CalendarDay.objects.calendar()
    asked, today = Asked(2022, sites, accounts, routes, calendar), timezone.localdate(at)
    for year, count in YEARS.items():
        asked.between(datetime(year, 1, 3).date(), datetime(year, 11, 30).date(), count)
    asked.between(today - timedelta(days=200), today - timedelta(days=45), RECENT)
    asked.write(at)
    _open_ones(asked.main, accounts, routes, calendar, at)
    demo.progress(size(at))


def _open_ones(main, accounts, routes, calendar, at):
    """By the real doors: to be moderated, with `canbo`, late, waiting for the citizen, extended, without officer."""
    editor, chief = accounts["bientap"], accounts["truongban"]
    for number, (days, acts) in enumerate(OPEN):
        field, _unit, officer = routes[number % len(routes)]
        title, text, answer = TOPICS[field.name][number % len(TOPICS[field.name])]
        place = PLACES[number % len(PLACES)]
        sent = min(at, _at(timezone.localdate(at) - timedelta(days=days), 8, 10 + number))
        question = intake.receive(
            main,
            field=field,
            text=f"Tôi là Công dân {number + 1} (demo). {text.format(place=place)}",
            residence="Xã Cao Sơn",
            person=_person(number + 1),
            at=sent,
        )
        if "moderate" in acts:
            workflow.perform(
                "moderate",
                question,
                by=editor,
                at=sent,
                subject=title.format(place=place),
                public_text=text.format(place=place),
            )
        for act, given in [step for step in STEPS if step[0] in acts]:
            workflow.perform(
                act,
                question,
                by=chief if act in OF_THE_CHIEF else editor,
                at=at - timedelta(hours=5),
                **given,
            )
        if "draft" in acts:
            draft = workflow.perform("write", question, by=officer)
            draft.body = answer
            draft.save()
    Letter.objects.update(sent_at=at)


STEPS = [
    ("wait", {"note": "Đề nghị ông/bà cho biết số tờ bản đồ, số thửa của thửa đất."}),
    ("extend", {"days": 5, "note": "Cần xác minh thực địa cùng UBND xã."}),
    ("return", {"note": "Câu hỏi thuộc lĩnh vực của phòng khác."}),
    (
        "answer_privately",
        {
            "text": "Hồ sơ của ông/bà đã được duyệt; mời ông/bà đến nhận kết quả.",
            "note": "Liên quan hồ sơ cá nhân.",
        },
    ),
    ("send_privately", {}),
    ("forward", {"authority": "Bảo hiểm xã hội huyện", "note": NOT_IN_SCOPE}),
]
OF_THE_CHIEF = {"extend", "send_privately"}
# (days ago, what was done since)
OPEN = [
    (0, ()),
    (1, ()),
    (5, ("moderate",)),
    (9, ("moderate", "draft")),
    (30, ("moderate",)),
    (19, ("moderate", "extend")),
    (12, ("moderate", "wait")),
    (3, ("moderate", "return")),
    (15, ("moderate", "answer_privately", "send_privately")),
    (2, ("forward",)),
    (6, ("moderate", "answer_privately")),
    (33, ("moderate", "draft")),
    (18, ("moderate",)),
    (20, ("moderate",)),
]


def _person(number):
    return {
        "name": f"Công dân {number} (demo)",
        "residence": "Xã Cao Sơn",
        "email": f"cong-dan-{number}@example.vn",
        "phone": "",
        "shows_name": False,
    }


def _contact(question):
    return Contact(
        question=question,
        consent_version=intake.CONSENT_VERSION,
        consented_at=question.sent_at,
        **_person(question.pk),
    )


def _at(day, hour, minute):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
