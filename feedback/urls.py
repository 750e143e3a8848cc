"""What readers tell of the portal itself: errors in its items, and how they like it."""

from django.urls import path

from feedback.error_reports import views as error_reports
from feedback.ratings import views as ratings

app_name = "feedback"
urlpatterns = [
    path("bao-loi/<int:item_id>/", error_reports.report, name="report"),
    path("bao-loi/<int:item_id>/da-gui/", error_reports.reported, name="reported"),
    path("danh-gia/", ratings.rate, name="rate"),
    path("danh-gia/da-gui/", ratings.rated, name="rated"),
]
