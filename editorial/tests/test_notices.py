import pytest
from django.core import mail

from accounts.models import Membership
from common.tasks import send_letters
from editorial.models import Notice
from editorial.workflow import perform
from tests.factories import commune, edited, main_site, person, submitted

pytestmark = pytest.mark.django_db


class NoticeTests:
    def test_goes_to_those_who_acted_and_to_those_whose_turn_it_is(self):
        editor, chief = person("editor"), person("chief")
        edition = submitted()
        assert self.told(edition, "submit") == {editor, chief}
        edition = perform("return", edition, by=editor, note="Thiếu nguồn.")
        assert self.told(edition, "return") == {person("writer")}

    def test_stays_on_its_site(self):
        here, there = commune("Cao Sơn"), commune("Vũ Muộn")
        strangers = {person("editor", there), person("chief", there), person("editor", main_site())}
        own = {person("editor", here), person("chief", here)}
        told = self.told(submitted(here), "submit")
        assert told == own and not told & strangers

    def test_goes_to_nobody_whose_role_has_ended(self):
        former = person("editor", name="cu")
        Membership.objects.filter(user=former).update(to_on="2021-01-01")
        assert former not in self.told(submitted(), "submit")

    def test_is_not_sent_to_the_one_who_acted(self):
        assert person("writer") not in self.told(submitted(), "submit")

    def test_waits_while_the_broker_is_away_and_is_sent_in_the_next_round(
        self, deaf_broker, django_capture_on_commit_callbacks
    ):
        person("editor")
        with django_capture_on_commit_callbacks(execute=True):
            edition = submitted()
        assert edition.state == "submitted" and not mail.outbox
        send_letters()
        assert [letter.to for letter in mail.outbox] == [[person("editor").email]]
        assert edition.title in mail.outbox[0].subject

    def test_is_sent_once(self):
        person("editor")
        submitted()
        send_letters()
        send_letters()
        assert len(mail.outbox) == 1

    @staticmethod
    def told(edition, action):
        event = edition.events.filter(action=action).last()
        return {notice.to for notice in Notice.objects.filter(event=event)}


class SuperuserTests:
    def test_gets_no_notice_without_a_role(self):
        person(None, name="root", is_superuser=True)
        edited()
        assert not Notice.objects.filter(to__is_superuser=True).exists()
