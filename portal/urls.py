from django.contrib import admin
from django.urls import path

from editorial import uploads
from portal import health, urls_public, views

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("quan-tri/tai-len/", uploads.upload, name="ck_editor_5_upload_file"),
    path("quan-tri/", admin.site.urls),
    *urls_public.urlpatterns,
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
