"""Where each part of the site begins."""

from django.contrib import admin
from django.urls import include, path

from pmcareer import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("library/", include("insights.urls")),
    path("", include("evidence.urls")),
]
