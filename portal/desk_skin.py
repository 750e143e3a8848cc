"""How the desk looks (Unfold reads it from the settings)."""

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

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
    # Sections add theirs by `desk_styles`.
    "STYLES": [
        lambda request: static("css/desk-tokens.css"),
        lambda request: static("css/desk.css"),
    ],
    "SCRIPTS": [lambda request: static("js/desk.js")],
    "SIDEBAR": {
        "show_search": False,
        "navigation": "portal.desk_menu.navigation",
    },
}
