from django.urls import path

from banners import views
from banners.models import Banner
from editorial.public_views import compare_of, history_of

app_name = "banners"
urlpatterns = [
    path("", views.banner_list, name="list"),
    path("<int:item_id>/lich-su/", history_of(Banner), name="history"),
    path("<int:item_id>/lich-su/so-sanh/", compare_of(Banner), name="compare"),
    path("<int:item_id>/in/", views.print_page, name="print"),
    path("<int:item_id>/den/", views.follow, name="follow"),
    path("<int:item_id>/<slug:slug>/", views.detail, name="detail"),
    path("<int:item_id>/", views.detail, name="short"),
]
