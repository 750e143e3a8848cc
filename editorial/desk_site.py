"""The desk: Django's admin with the queue, and with the screens that sections put at its root."""

from django.templatetags.static import static
from django.urls import path
from unfold.sites import UnfoldAdminSite

from editorial import boards, sharing_views, views
from editorial.sections import DeskView, sections

PLATFORM = (
    DeskView("hang-cho/", views.queue, "review_queue"),
    DeskView("chia-se/", sharing_views.offered, "share_list"),
    DeskView("chia-se/<int:pk>/", sharing_views.decide, "share_decide"),
    DeskView("ngoai-le/", boards.exceptions, "exception_board"),
    DeskView("kho-tep/", boards.files, "file_board"),
)


class DeskSite(UnfoldAdminSite):
    """Every screen is opened by `admin_view` here, so that none can be forgotten without log-in."""

    def extra_urls(self):
        of_sections = [screen for section in sections() for screen in section.desk_views]
        return [
            path(screen.route, self.admin_view(screen.view), name=screen.name)
            for screen in (*PLATFORM, *of_sections)
        ]

    def each_context(self, request):
        context = super().each_context(request)
        styles = [static(name) for section in sections() for name in section.desk_styles]
        return context | {"styles": context["styles"] + styles}
