from django.urls import path

from editorial.public_views import compare_of, history_of
from schedules import feeds, views
from schedules.models import WeekSchedule

app_name = "schedules"
urlpatterns = [
    path("", views.week_page, name="list"),
    path("co-quan/<slug:slug>.ics", feeds.of_body, name="body_calendar"),
    path("lanh-dao/<slug:slug>.ics", feeds.of_leader, name="leader_calendar"),
    path("<int:item_id>/lich-su/", history_of(WeekSchedule), name="history"),
    path("<int:item_id>/lich-su/so-sanh/", compare_of(WeekSchedule), name="compare"),
    path("<int:item_id>/in/", views.print_page, name="print"),
    path("<int:item_id>/lich.pdf", views.pdf_file, name="pdf"),
    path("<int:item_id>/<slug:slug>/", views.detail, name="detail"),
    path("<int:item_id>/", views.detail, name="short"),
]
