from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership, Role, User
from accounts.rights import (
    LADDER,
    Rights,
    has_role,
    has_role_somewhere,
    memberships,
    roles,
    sites_held,
    sites_with,
)
from member_sites.models import Site
from tests.factories import browser, commune, main_site, person

pytestmark = pytest.mark.django_db


def fresh(user):
    """The user as the next request would load it."""
    return User.objects.get(pk=user.pk)


class NameTests:
    @pytest.mark.parametrize(
        ("full_name", "shown"), [("Hoàng Thị Mai", "Hoàng Thị Mai"), ("", "mai")]
    )
    def test_is_the_full_one_or_else_the_one_of_the_account(self, full_name, shown):
        user = User(username="mai", full_name=full_name)
        assert user.display_name == str(user) == shown


class LadderTests:
    @pytest.mark.parametrize("role", LADDER)
    def test_a_role_holds_itself_and_those_below(self, role):
        user, site = person(role), main_site()
        held = [step for step in LADDER if has_role(user, site, step)]
        assert held == LADDER[: LADDER.index(role) + 1]

    @pytest.mark.parametrize("role", [Role.RESPONDER, Role.LEADER])
    def test_the_roles_beside_it_hold_nothing_of_it(self, role):
        user = person(role)
        assert roles(user, main_site()) == {role}
        assert not any(has_role(user, main_site(), step) for step in LADDER)


class ReachTests:
    @pytest.mark.parametrize(
        "role, reaches", [("writer", False), ("editor", True), ("chief", True), ("leader", False)]
    )
    def test_of_the_main_site_on_its_members(self, role, reaches):
        assert has_role(person(role), commune("Cao Sơn"), role) is reaches

    def test_of_a_member_ends_at_its_border(self):
        user = person("chief", commune("Cao Sơn"))
        assert set(sites_with(user, "contributor")) == {commune("Cao Sơn")}
        assert not roles(user, main_site()) and not roles(user, commune("Vũ Muộn"))

    def test_lists_the_same_sites_that_it_answers_for(self):
        commune("Cao Sơn"), commune("Vũ Muộn")
        for role in LADDER:
            user = person(role)
            assert set(sites_with(user, role)) == {
                site for site in Site.objects.all() if has_role(user, site, role)
            }

    def test_of_the_district_s_help_is_not_held_at_the_member(self):
        chief, here = person("chief"), commune("Cao Sơn")
        assert sites_held(chief, "editor") == {main_site().pk}
        assert sites_held(person("chief", here), "editor") == {here.pk}
        assert sites_held(person("writer", here), "editor") == set()


class PeriodTests:
    @pytest.mark.parametrize(
        "day, holds",
        [
            (date(2023, 12, 31), False),
            (date(2024, 1, 1), True),
            (date(2024, 12, 31), True),
            (date(2025, 1, 1), False),
        ],
    )
    def test_counts_from_its_first_to_its_last_day(self, day, holds):
        user = person(None)
        Membership.objects.create(
            user=user,
            site=main_site(),
            role="editor",
            from_on=date(2024, 1, 1),
            to_on=date(2024, 12, 31),
        )
        assert has_role(user, main_site(), "editor", on=day) is holds
        assert has_role_somewhere(user, "writer", on=day) is holds
        assert bool(sites_with(user, "editor", on=day)) is holds
        assert bool(sites_held(user, "editor", on=day)) is holds

    def test_is_of_today_where_no_day_is_named(self):
        user = person("editor")
        user.memberships.update(to_on=date(2024, 12, 31))
        assert not has_role(user, main_site(), "editor")
        assert not has_role_somewhere(user, "editor")
        assert not sites_with(user, "editor") and not sites_held(user, "editor")
        assert has_role(user, main_site(), "editor", on=date(2024, 12, 31))

    def test_is_asked_for_once_a_day_of_each_person(self, django_assert_num_queries):
        user, other = person("editor"), person("writer")
        with django_assert_num_queries(2):
            assert memberships(user) and memberships(user) is memberships(user)
            assert memberships(other) != memberships(user)

    def test_never_ends_before_it_begins(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(
                user=person(None),
                site=main_site(),
                role="editor",
                from_on=date(2024, 2, 1),
                to_on=date(2024, 1, 1),
            )


ACTIONS = ("view", "add", "change", "delete")


class DeclaredTests:
    """Role × action of a table that says who may what."""

    TABLE = Rights(
        view="editor",
        add="chief",
        change="chief",
        also_view=frozenset({Role.RESPONDER}),
        also_change=frozenset({Role.LEADER}),
    )
    ALLOWED = {
        "contributor": set(),
        "writer": set(),
        "editor": {"view"},
        "chief": {"view", "add", "change"},
        "responder": {"view"},
        "leader": {"view", "change"},
    }

    @staticmethod
    def allowed(rights, user):
        return {action for action in ACTIONS if rights.allows(user, action)}

    @pytest.mark.parametrize("role", ALLOWED)
    def test_rights_are_those_of_the_role_and_of_those_named_beside_it(self, role):
        assert self.allowed(self.TABLE, person(role, commune())) == self.ALLOWED[role]

    @pytest.mark.parametrize("role", ALLOWED)
    def test_a_table_of_the_main_site_is_closed_to_those_of_its_members(self, role):
        table = replace(self.TABLE, main_only=True)
        assert self.allowed(table, person(role)) == self.ALLOWED[role]
        assert self.allowed(table, person(role, commune())) == set()

    def test_a_table_of_the_system_is_the_administrator_s_and_no_other_is(self):
        root = person(None, name="root", is_superuser=True)
        assert self.allowed(self.TABLE, root) == set()
        assert self.allowed(replace(self.TABLE, system=True), root) == set(ACTIONS)
        assert self.allowed(replace(self.TABLE, system=True), person("writer")) == set()

    def test_of_a_closed_account_are_none_even_of_the_system(self):
        root = person(None, name="root", is_superuser=True, is_active=False)
        assert not root.has_perm("accounts.change_user") and not root.has_module_perms("accounts")

    def test_open_the_desk_of_an_app_to_whoever_may_see_one_of_its_tables(self):
        assert person("chief").has_module_perms("visits")
        assert not person("chief", commune()).has_module_perms("visits")
        assert person("writer").has_perm("news.view_article")
        assert not person("responder").has_perm("news.view_article")


class DefaultDenyTests:
    def test_an_account_without_membership_has_no_permission(self):
        user = person(None)
        assert not has_role_somewhere(user, Role.CONTRIBUTOR)
        assert not user.has_perm("news.view_article") and not user.has_module_perms("news")

    def test_a_superuser_keeps_accounts_but_no_content(self):
        root = person(None, name="root", is_superuser=True)
        assert root.has_perm("accounts.change_user") and root.has_perm("member_sites.change_site")
        content = [
            "news.view_article",
            "news.add_article",
            "editorial.change_edition",
            "reports.view_reporttext",
        ]
        assert not any(root.has_perm(name) for name in content)

    def test_an_unknown_model_is_closed_even_to_a_superuser(self):
        assert not person(None, name="root", is_superuser=True).has_perm("kho.view_bau")

    def test_an_account_that_is_closed_loses_its_roles(self):
        user = person("chief")
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert not roles(fresh(user), main_site()) and not fresh(user).has_perm("news.view_article")

    @pytest.mark.parametrize("role", [*LADDER, Role.LEADER])
    def test_nobody_gives_themselves_a_role(self, role):
        user = person(role)
        paths = [
            "accounts/user/",
            "accounts/membership/",
            "accounts/membership/add/",
            f"accounts/user/{user.pk}/change/",
        ]
        assert {browser(user).get(f"/quan-tri/{path}").status_code for path in paths} == {403}

    def test_what_was_held_is_not_deleted(self):
        root, user = person(None, name="root", is_superuser=True), person("writer")
        membership = user.memberships.get()
        for path in [
            f"accounts/membership/{membership.pk}/delete/",
            f"accounts/user/{user.pk}/delete/",
        ]:
            assert browser(root).post(f"/quan-tri/{path}", {"post": "yes"}).status_code == 403
