from django.urls import path

from broadcasts import views
from broadcasts.feeds import Podcast
from broadcasts.models import Broadcast
from editorial.public_views import compare_of, history_of

app_name = "broadcasts"
urlpatterns = [
    path("", views.broadcast_list, name="list"),
    path("dai/<slug:slug>/podcast.xml", Podcast(), name="podcast"),
    path("dai/<slug:slug>/bia.jpg", views.cover, name="cover"),
    path("<int:item_id>/lich-su/", history_of(Broadcast), name="history"),
    path("<int:item_id>/lich-su/so-sanh/", compare_of(Broadcast), name="compare"),
    path("<int:item_id>/in/", views.print_page, name="print"),
    path("<int:item_id>/<slug:slug>/", views.detail, name="detail"),
    path("<int:item_id>/", views.detail, name="short"),
]
