from django.urls import path, register_converter

from editorial.public_views import compare_of, history_of
from pages import addresses, views
from pages.models import Page

register_converter(addresses.PageAddressConverter, "page_address")

app_name = "pages"
urlpatterns = [
    path("so-do/", views.site_map, name="list"),
    path("en/", views.english, name="english"),
    path("trang/<int:item_id>/lich-su/", history_of(Page), name="history"),
    path("trang/<int:item_id>/lich-su/so-sanh/", compare_of(Page), name="compare"),
    path("trang/<int:item_id>/in/", views.print_page, name="print"),
    path("<page_address:address>/", views.detail, name="detail"),
]
