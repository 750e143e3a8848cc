"""What citizens read; also the whole of a member site, which has no desk of its own."""

from django.urls import include, path

from editorial.sections import with_public_pages
from portal import views

PLATFORM = [
    path("", views.home, name="home"),
    path("tep/", include("editorial.file_urls", namespace="files")),
    path("hien-thi/", views.display, name="display"),
    path("bieu-trung/", views.logo, name="logo"),
]
urlpatterns = [
    *PLATFORM,
    # The longest prefix first, so that a section may stand below another one.
    *(
        path(section.prefix, include(section.urls))
        for section in sorted(with_public_pages(), key=lambda section: -len(section.prefix))
    ),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
