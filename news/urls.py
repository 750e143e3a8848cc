from django.urls import path

from editorial.public_views import compare_of, history_of
from news import feeds, views
from news.models import Article

app_name = "news"
urlpatterns = [
    path("", views.article_list, name="list"),
    path("rss/", feeds.Newest(), name="rss"),
    path("atom/", feeds.NewestAtom(), name="atom"),
    path("chuyen-muc/<slug:slug>/", views.article_list, name="category"),
    path("chuyen-muc/<slug:slug>/rss/", feeds.Newest(), name="category_rss"),
    path("chuyen-muc/<slug:slug>/atom/", feeds.NewestAtom(), name="category_atom"),
    path("<int:item_id>/lich-su/", history_of(Article), name="history"),
    path("<int:item_id>/lich-su/so-sanh/", compare_of(Article), name="compare"),
    path("<int:item_id>/in/", views.print_page, name="print"),
    path("<int:item_id>/<slug:slug>/", views.detail, name="detail"),
    path("<int:item_id>/", views.detail, name="short"),
]
