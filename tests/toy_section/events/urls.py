from django.urls import path

from editorial.public_views import compare_of, history_of
from events import feeds, views
from events.models import PublicEvent

app_name = "events"
urlpatterns = [
    path("", views.event_list, name="list"),
    path("rss/", feeds.Newest(), name="rss"),
    path("<int:item_id>/lich-su/", history_of(PublicEvent), name="history"),
    path("<int:item_id>/lich-su/so-sanh/", compare_of(PublicEvent), name="compare"),
    path("<int:item_id>/in/", views.print_page, name="print"),
    path("<int:item_id>/<slug:slug>/", views.detail, name="detail"),
    path("<int:item_id>/", views.detail, name="short"),
]
