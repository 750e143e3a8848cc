from django.urls import path

from editorial.public_views import compare_of, history_of
from qa import asking_views, feeds, views
from qa.models import Answer

app_name = "qa"
urlpatterns = [
    path("", views.answer_list, name="list"),
    path("rss/", feeds.Newest(), name="rss"),
    path("thuong-gap/", views.frequent, name="frequent"),
    path("thong-ke/", views.figures, name="figures"),
    path("hoi/", asking_views.ask, name="ask"),
    path("tuong-tu/", asking_views.similar, name="similar"),
    path("tra-cuu/", asking_views.look_up, name="look_up"),
    path("tra-cuu/<str:code>/", asking_views.track, name="track"),
    path("tra-cuu/<str:code>/bo-sung/", asking_views.add, name="add"),
    path("tra-cuu/<str:code>/rut/", asking_views.withdraw, name="withdraw"),
    path("tra-cuu/<str:code>/danh-gia/", asking_views.rate, name="rate"),
    path("<int:item_id>/lich-su/", history_of(Answer), name="history"),
    path("<int:item_id>/lich-su/so-sanh/", compare_of(Answer), name="compare"),
    path("<int:item_id>/in/", views.print_page, name="print"),
    path("<int:item_id>/<slug:slug>/", views.detail, name="detail"),
    path("<int:item_id>/", views.detail, name="short"),
]
