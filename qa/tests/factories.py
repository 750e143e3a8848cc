"""Questions made by the real doors: asking.receive and handling.perform."""

from datetime import date

from accounts.models import Membership
from editorial.workflow import perform as move
from qa import intake, workflow
from qa import receivers as from_worker
from qa.models import Question
from qa.models.routing import FieldOfficer, Topic, Unit
from tests.factories import again, main_site, person

# Planted: nothing public may ever hold one of these.
NAME, PHONE, EMAIL, STREET = (
    "Nông Thị Mẫu Đơn",
    "0912 345 678",
    "maudon@example.org",
    "số 7 ngõ Giếng Ngọc",
)
TEXT = (
    f"Tôi là {NAME}, ở {STREET}, điện thoại {PHONE}. Thủ tục cấp lại sổ đỏ bị mất cần giấy tờ gì?"
)
PUBLIC_TEXT = "Thủ tục cấp lại sổ đỏ bị mất cần giấy tờ gì?"
SUBJECT = "Cấp lại sổ đỏ bị mất"


def field(name="Đất đai", **fields):
    return Topic.objects.get_or_create(name=name, defaults=fields)[0]


def unit(site=None, name="Phòng Tài nguyên và Môi trường"):
    return Unit.objects.get_or_create(site=site or main_site(), name=name)[0]


def responder(site=None, name="", about=None, of=None, **fields):
    """Somebody who answers questions about a field in a unit."""
    site = site or main_site()
    user = person("responder", site, name)
    known = {"field": about or field(), "unit": of or unit(site), "user": user}
    FieldOfficer.objects.get_or_create(**known, defaults={"from_on": date(2020, 1, 1)} | fields)
    return user


def received(
    site=None,
    *,
    text=TEXT,
    about=None,
    at=None,
    files=(),
    holds=(),
    residence="Xã Cao Sơn",
    **contact,
):
    named = {
        "name": NAME,
        "residence": "Xã Cao Sơn",
        "email": EMAIL,
        "phone": PHONE,
        "shows_name": False,
    } | contact
    return intake.receive(
        site or main_site(),
        field=about or field(),
        text=text,
        person=named,
        residence=residence,
        at=at,
        files=files,
        holds=holds,
    )


def moderated(site=None, by=None, **asked):
    """Assigned at once where the field has an officer."""
    site = site or main_site()
    question = received(site, **asked)
    return workflow.perform(
        "moderate",
        question,
        by=by or person("editor", site),
        subject=SUBJECT,
        public_text=PUBLIC_TEXT,
    )


def assigned(site=None, officer=None, **asked):
    officer = officer or responder(site)
    question = moderated(site, **asked)
    if question.officer_id != officer.pk:
        workflow.perform(
            "assign",
            question,
            by=person("editor", site or main_site()),
            unit=unit(site),
            officer=officer,
        )
    return now(question)


def drafted(site=None, officer=None, body="<p>Ông, bà nộp đơn tại bộ phận một cửa.</p>", **asked):
    officer = officer or responder(site)
    answer = workflow.perform("write", assigned(site, officer, **asked), by=officer)
    answer.body = body
    answer.save()
    return answer


def answered(site=None, officer=None, **asked):
    """A question whose answer is public; returns the answer."""
    site, officer = site or main_site(), officer or responder(site)
    answer = move("submit", drafted(site, officer, **asked), by=officer)
    answer = answer if site.one_step_review else move("pass", answer, by=person("editor", site))
    move("publish", answer, by=person("chief", site))
    from_here = again(answer)
    settle_now()
    return from_here


def settle_now():
    """What the signal does after a commit, which tests do not have."""
    from_worker.settle()


def now(question):
    return Question.objects.select_related("site", "unit", "officer", "field").get(pk=question.pk)


def seen(question):
    """What a page of the desk that is opened now is drawn by."""
    return question.events.changes().last().pk


def also(user, role, site):
    Membership.objects.get_or_create(
        user=user, site=site, role=role, defaults={"from_on": date(2020, 1, 1)}
    )
    return user
