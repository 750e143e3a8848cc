"""What readers tell of the portal itself."""

from django.urls import path

from qa.error_reports import views as error_reports

app_name = "feedback"
urlpatterns = [
    path("bao-loi/<int:item_id>/", error_reports.report, name="report"),
    path("bao-loi/<int:item_id>/da-gui/", error_reports.reported, name="reported"),
]
