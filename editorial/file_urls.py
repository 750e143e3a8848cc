from django.urls import path

from editorial import file_views

app_name = "files"
urlpatterns = [
    path("<str:sha>/<int:width>.webp", file_views.rendition, name="rendition"),
    path("<str:sha>/<str:name>", file_views.original, name="original"),
]
