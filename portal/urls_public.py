"""What citizens read; also the whole of a member site, which has no desk of its own."""

from django.urls import include, path

from portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tin-tuc/", include("news.urls")),
    path("", include("pages.urls")),
    path("tuyen-truyen/", include("banners.urls")),
    path("phat-thanh/", include("broadcasts.urls")),
    path("van-ban/lay-y-kien/", include("consultations.urls")),
    path("van-ban/", include("documents.urls")),
    path("lich-lam-viec/", include("schedules.urls")),
    path("hoi-dap/", include("qa.urls")),
    path("", include("feedback.urls")),
    path("tep/", include("editorial.file_urls", namespace="files")),
    path("hien-thi/", views.display, name="display"),
    path("bieu-trung/", views.logo, name="logo"),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
