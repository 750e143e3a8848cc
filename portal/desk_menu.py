"""The desk's menu in the office's words, grouped by work (Unfold reads it from the settings)."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


def _entry(title, icon, view, permission=None):
    entry = {"title": title, "icon": icon, "link": reverse_lazy(view)}
    return entry | ({"permission": permission} if permission else {})


def _table(title, icon, model, action="change"):
    """Entry of a model's list, for those who may `action` its rows."""
    app, _dot, name = model.partition(".")
    return _entry(title, icon, f"admin:{app}_{name}_changelist", _can(f"{app}.{action}_{name}"))


def _can(name):
    return lambda request: request.user.has_perm(name)


def _sees_board(request):
    return import_string("components.readers.sees_board")(request.user)


def _oversees_questions(request):
    return request.user.has_perm("qa.change_question") or request.user.has_perm(
        "reports.view_reporttext"
    )


UNFOLD = {
    "SITE_TITLE": _("Editorial desk"),
    "SITE_HEADER": _("Editorial desk"),
    "SITE_SUBHEADER": _("Portal of the district"),
    "SITE_SYMBOL": "newsmode",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/favicon.svg")}
    ],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "primary": {
            "50": "#fdf3f3",
            "100": "#fbe4e4",
            "200": "#f7cdce",
            "300": "#f0abad",
            "400": "#e4787b",
            "500": "#c93236",
            "600": "#a4161a",
            "700": "#8a1216",
            "800": "#721417",
            "900": "#5f1619",
            "950": "#330709",
        },
    },
    "DASHBOARD_CALLBACK": "portal.dashboard.fill",
    "STYLES": [
        lambda request: static("css/desk.css"),
        lambda request: static("components/board.css"),
    ],
    "SCRIPTS": [lambda request: static("js/desk.js")],
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "title": _("Queue"),
                "items": [
                    _entry(_("My work"), "checklist", "admin:index"),
                    _entry(
                        _("Review queue"),
                        "rate_review",
                        "admin:review_queue",
                        _can("editorial.view_edition"),
                    ),
                    _entry(
                        _("Exceptions"),
                        "emergency_home",
                        "admin:exception_board",
                        _can("editorial.view_edition"),
                    ),
                ],
            },
            {
                "title": _("Content"),
                "items": [
                    _entry(
                        _("News and articles"),
                        "newspaper",
                        "admin:news_article_changelist",
                        _can("news.view_article"),
                    ),
                    _table(_("Static pages"), "article", "pages.page", "view"),
                    _table(_("Menu"), "menu", "pages.menuentry", "view"),
                    _table(_("Directive documents"), "gavel", "documents.document", "view"),
                    _table(_("Drafts for comment"), "forum", "consultations.consultation", "view"),
                    _table(_("Comments on drafts"), "chat", "consultations.comment", "view"),
                    _entry(
                        _("Import of a register"),
                        "upload_file",
                        "admin:register_imports",
                        _can("documents.add_importrun"),
                    ),
                    _table(_("Radio programmes"), "radio", "broadcasts.broadcast", "view"),
                    _table(_("Work schedules"), "calendar_month", "schedules.weekschedule", "view"),
                    _entry(
                        _("Shared items"), "share", "admin:share_list", _can("editorial.view_share")
                    ),
                    _entry(
                        _("Banners"),
                        "campaign",
                        "admin:banners_banner_changelist",
                        _can("banners.view_banner"),
                    ),
                    _entry(
                        _("Figures of the banners"),
                        "ads_click",
                        "admin:banner_figures",
                        _can("banners.view_banner"),
                    ),
                ],
            },
            {
                "title": _("Tables of news, radio and schedules"),
                "collapsible": True,
                "items": [
                    _table(_("Categories"), "category", "news.category", "view"),
                    _table(_("Tags"), "sell", "news.tag", "view"),
                    _table(_("Stations"), "cell_tower", "broadcasts.station", "view"),
                    _table(_("Bodies with a schedule"), "groups", "schedules.body", "view"),
                    _table(_("Leaders"), "badge", "schedules.leader", "view"),
                    _table(_("Places"), "meeting_room", "schedules.place", "view"),
                    _entry(
                        _("Themes of banners"),
                        "event_repeat",
                        "admin:banners_theme_changelist",
                        _can("banners.view_theme"),
                    ),
                    _entry(
                        _("Lunar years"),
                        "brightness_3",
                        "admin:banners_lunaryear_changelist",
                        _can("banners.view_lunaryear"),
                    ),
                ],
            },
            {
                "title": _("Tables of documents"),
                "collapsible": True,
                "items": [
                    _table(_("Types of documents"), "description", "documents.documenttype"),
                    _table(_("Issuing bodies"), "account_tree", "documents.issuingbody"),
                    _table(_("Fields of documents"), "topic", "documents.field"),
                    _table(_("Signers"), "signature", "documents.signer"),
                    _table(_("Limits for posting"), "timer", "documents.postinglimit"),
                ],
            },
            {
                "title": _("Questions and answers"),
                "items": [
                    _entry(
                        _("Questions"),
                        "contact_support",
                        "admin:qa_question_changelist",
                        _can("qa.view_question"),
                    ),
                    _entry(
                        _("Answers"), "forum", "admin:qa_answer_changelist", _can("qa.view_answer")
                    ),
                    _table(_("Reports of errors"), "report", "feedback.errorreport", "view"),
                    _entry(
                        _("Overview"), "monitor_heart", "admin:question_board", _oversees_questions
                    ),
                    _entry(
                        _("Rating of the portal"),
                        "star_rate",
                        "admin:rating_board",
                        _oversees_questions,
                    ),
                    _entry(
                        _("Fields"), "topic", "admin:qa_field_changelist", _can("qa.view_field")
                    ),
                    _entry(
                        _("Answering units"),
                        "apartment",
                        "admin:qa_unit_changelist",
                        _can("qa.view_unit"),
                    ),
                    _entry(
                        _("Officers of fields"),
                        "assignment_ind",
                        "admin:qa_fieldofficer_changelist",
                        _can("qa.view_fieldofficer"),
                    ),
                    _entry(
                        _("Rules for questions"),
                        "rule",
                        "admin:qa_officerule_changelist",
                        _can("qa.view_officerule"),
                    ),
                ],
            },
            {
                "title": _("Member sites"),
                "items": [
                    _entry(_("Who has what"), "fact_check", "admin:component_board", _sees_board),
                    _entry(
                        _("Sets of components"),
                        "rule",
                        "admin:components_componentset_changelist",
                        _can("components.view_componentset"),
                    ),
                    _entry(
                        _("Life of the sites"),
                        "move_down",
                        "admin:site_transfer",
                        _can("site_transfer.view_export"),
                    ),
                    _entry(
                        _("Sites"),
                        "account_balance",
                        "admin:member_sites_site_changelist",
                        _can("member_sites.view_site"),
                    ),
                ],
            },
            {
                "title": _("Reports"),
                "items": [
                    _entry(
                        _("Annual report"),
                        "bar_chart",
                        "admin:reports_reporttext_changelist",
                        _can("reports.view_reporttext"),
                    ),
                ],
            },
            {
                "title": _("System"),
                "items": [
                    _entry(
                        _("Users"),
                        "person",
                        "admin:accounts_user_changelist",
                        _can("accounts.view_user"),
                    ),
                    _entry(
                        _("Memberships"),
                        "badge",
                        "admin:accounts_membership_changelist",
                        _can("accounts.view_membership"),
                    ),
                    _entry(
                        _("File store"),
                        "inventory_2",
                        "admin:file_board",
                        _can("editorial.view_storedfile"),
                    ),
                    _entry(
                        _("Working calendar"),
                        "event_busy",
                        "admin:editorial_calendarday_changelist",
                        _can("editorial.view_calendarday"),
                    ),
                    _table(
                        _("Retention of personal data"),
                        "auto_delete",
                        "consultations.retentionrule",
                        "view",
                    ),
                    _entry(
                        _("Visit counts"),
                        "monitoring",
                        "admin:visits_visitday_changelist",
                        _can("visits.view_visitday"),
                    ),
                    _entry(
                        _("Visit baseline"),
                        "start",
                        "admin:visits_baseline_changelist",
                        _can("visits.view_baseline"),
                    ),
                ],
            },
        ],
    },
}
