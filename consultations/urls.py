from django.urls import path

from consultations import views
from consultations.models import Consultation
from editorial.public_views import compare_of, history_of

app_name = "consultations"
urlpatterns = [
    path("", views.consultation_list, name="list"),
    path("<int:item_id>/lich-su/", history_of(Consultation), name="history"),
    path("<int:item_id>/lich-su/so-sanh/", compare_of(Consultation), name="compare"),
    path("<int:item_id>/in/", views.print_page, name="print"),
    path("<int:item_id>/gui/", views.send, name="send"),
    path("<int:item_id>/da-gui/", views.sent, name="sent"),
    path("<int:item_id>/<slug:slug>/", views.detail, name="detail"),
    path("<int:item_id>/", views.detail, name="short"),
]
