from django.urls import path

from documents import feeds, views
from documents.models import Document
from editorial.public_views import compare_of, history_of

app_name = "documents"
urlpatterns = [
    path("", views.register, name="list"),
    path("rss/", feeds.Newest(), name="rss"),
    path("atom/", feeds.NewestAtom(), name="atom"),
    path("xuat/van-ban.csv", views.export_csv, name="csv"),
    path("xuat/van-ban.xlsx", views.export_xlsx, name="xlsx"),
    path("<int:item_id>/lich-su/", history_of(Document), name="history"),
    path("<int:item_id>/lich-su/so-sanh/", compare_of(Document), name="compare"),
    path("<int:item_id>/in/", views.print_page, name="print"),
    path("<int:item_id>/<slug:slug>/", views.detail, name="detail"),
    path("<int:item_id>/", views.detail, name="short"),
]
