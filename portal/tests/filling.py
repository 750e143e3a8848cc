"""A commune's two people fill everything that their site lacks, each by the forms and buttons of the desk."""

from datetime import timedelta

from django.apps import apps
from django.urls import resolve, reverse
from django.utils import timezone

from components.measurement import component_states
from components.places import checklist
from documents.models.catalogue import DocumentType, IssuingBody
from documents.tests.factories import pdf
from news.models import Category
from schedules.models import Body
from schedules.weeks import this_monday
from tests.factories import browser

MOST_STEPS = 60
WORDS = "Nội dung được Ủy ban nhân dân xã công bố để nhân dân biết, theo dõi và giám sát. " * 8


class Commune:
    """A site with the one who writes and the other one who reviews and publishes."""

    def __init__(self, site, writer, chief):
        self.site, self.writer, self.chief = site, browser(writer), browser(chief)
        self.steps = 0

    def lacking(self):
        """Lines of the checklist that lead somewhere."""
        lines = checklist(component_states([self.site])[self.site])
        return [line for line in lines if not line.state.is_full and line.address]

    def fill(self):
        while lines := self.lacking():
            self.steps += 1
            assert self.steps < MOST_STEPS, [str(line.component) for line in lines]
            self.write(lines[0])

    def write(self, line):
        """One text through the whole desk, from the address on the checklist on."""
        page = self.writer.get(line.address, follow=True)
        path = page.redirect_chain[-1][0] if page.redirect_chain else line.address.partition("?")[0]
        if path.endswith("/xet-duyet/"):
            path = self.act(self.writer, resolve(path).kwargs["pk"], "correct")["Location"]
        kind = line.state.source.kind
        answer = self.writer.post(path, FORMS[kind](self, line) | {"_submit": "1"})
        assert answer.status_code == 302, (kind, _wrong(answer.context["form"]))
        edition = (
            apps.get_model(kind)
            .objects.on_site(self.site)
            .order_by("-updated_at")
            .awaiting_review()
            .first()
        )
        assert edition, (
            kind,
            [str(told) for told in self.writer.get("/quan-tri/").context["messages"]],
        )
        if not self.site.one_step_review:
            self.act(self.chief, edition.pk, "pass")
        self.act(self.chief, edition.pk, "publish")

    def act(self, client, pk, action):
        return client.post(
            reverse("admin:edition_act", args=[pk]),
            {"action": action, "note": "Cập nhật theo danh mục."},
        )


def _wrong(form):
    return form.errors, [rows.sentences() for rows in form.rows]


def _page(commune, line):
    english = line.component.key == "tieng-anh"
    sent = {
        "site": commune.site.pk,
        "title": line.component.short_name,
        "body": f"<p>{WORDS}</p>",
        "layout": "text",
        "language": "en" if english else "vi",
        "component": line.state.source.value,
        "position": 0,
        "version": 1,
        "cover_alt": "Bản đồ của xã",
        "reason": "Cập nhật theo danh mục.",
    }
    return sent | {
        f"{rows}-{name}": 0
        for rows in ("leaders", "contacts", "units")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }


def _article(commune, line):
    shelf = Category.objects.filter(slug=line.state.source.value or "kinh-te").get()
    return {
        "site": commune.site.pk,
        "genre": "tin",
        "medium": "text",
        "category": shelf.pk,
        "summary": "Tóm tắt.",
        "title": f"Tin bổ sung số {commune.steps}",
        "body": f"<p>{WORDS}</p>",
        "source": "UBND xã",
        "author_name": "Văn phòng",
        "event_at": f"{timezone.localtime() - timedelta(hours=3):%Y-%m-%dT%H:%M}",
    }


def _document(commune, line):
    kind = DocumentType.objects.get(code=line.state.source.value or "QĐ")
    return {
        "site": commune.site.pk,
        "issue_number": str(900 + commune.steps),
        "symbol": f"{kind.code}-UBND",
        "type": kind.pk,
        "issuer": IssuingBody.objects.first().pk,
        "issued_on": f"{timezone.localdate():%Y-%m-%d}",
        "summary": "Về việc thử",
        "signer_name": "Người Ký (demo)",
        "signer_post": "Chủ tịch",
        "posting_class": "own",
        "urgency": "",
        "files-TOTAL_FORMS": 1,
        "files-INITIAL_FORMS": 0,
        "files-0-role": "main",
        "files-0-title": "Văn bản",
        "files-0-is_public": "on",
        "files-0-upload": pdf(width=200 + commune.steps),
        "relations-TOTAL_FORMS": 0,
        "relations-INITIAL_FORMS": 0,
    }


def _consultation(commune, line):
    today = timezone.localdate()
    return {
        "site": commune.site.pk,
        "title": "Dự thảo quy ước thôn",
        "summary": "Lấy ý kiến.",
        "asked_by": "UBND xã",
        "opens_on": f"{today:%Y-%m-%d}",
        "closes_on": f"{today + timedelta(days=30):%Y-%m-%d}",
        "body": f"<p>{WORDS}</p>",
        "attachment_files": pdf(width=500),
    }


def _week(commune, line):
    body = Body.objects.get_or_create(site=commune.site, name="Lãnh đạo UBND xã")[0]
    return {
        "site": commune.site.pk,
        "body": body.pk,
        "monday": this_monday().isoformat(),
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-0-day": "T2",
        "lines-0-begins": "8h",
        "lines-0-content": "Giao ban",
        "lines-0-place_text": "Phòng họp",
    }


FORMS = {
    "pages.page": _page,
    "news.article": _article,
    "documents.document": _document,
    "consultations.consultation": _consultation,
    "schedules.weekschedule": _week,
}
