"""Where each part of the site begins."""

from django.urls import include, path

from evidence.admin import site
from pmcareer import health

handler400 = "pmcareer.mistakes.not_understood"
handler500 = "pmcareer.hindered.server_error"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", site.urls),
    path("accounts/", include("allauth.urls")),
    path("library/", include("insights.urls")),
    path("", include("evidence.urls")),
]
