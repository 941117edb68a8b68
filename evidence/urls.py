"""The whole product on one page: every route about a person's evidence."""

from django.urls import path, register_converter

from evidence.account import views as account
from evidence.evidence_file import views as evidence_file
from evidence.packets import views as packets
from evidence.readiness import views as readiness
from evidence.shared import views as shared
from evidence.this_week import views as this_week
from evidence.wins.views import artifacts, hints, skills, wins
from evidence.wins.views import versions as win_versions


class TokenConverter:
    """A token with a slash behind it, which some programs leave out: a redirect to it would tell the token on."""

    regex = ".+"

    def to_python(self, value: str) -> str:
        return value.removesuffix("/")

    def to_url(self, value: str) -> str:
        return f"{value}/"


register_converter(TokenConverter, "token")

urlpatterns = [
    path("", this_week.this_week, name="this-week"),
    path("capture/", this_week.capture, name="capture"),
    # Wins
    path("wins/", wins.log, name="wins"),
    path("wins/trash/", wins.trash, name="wins-trash"),
    path("wins/unlinked/", skills.unlinked, name="wins-unlinked"),
    path("wins/<int:pk>/", wins.win, name="win"),
    path("wins/<int:pk>/undo/", win_versions.undo, name="win-undo"),
    path("wins/<int:pk>/versions/", win_versions.versions, name="win-versions"),
    path("wins/<int:pk>/date-today/", wins.date_today, name="win-date-today"),
    path("wins/<int:pk>/delete/", wins.delete, name="win-delete"),
    path("wins/<int:pk>/restore/", wins.restore, name="win-restore"),
    path("wins/<int:pk>/skills/", skills.skills, name="win-skills"),
    path("wins/<int:pk>/hints/", hints.on_a_win, name="win-hints"),
    path("wins/<int:pk>/artifacts/", artifacts.add, name="win-artifact-add"),
    path("wins/<int:pk>/artifacts/<int:artifact>/remove/", artifacts.remove, name="win-artifact-remove"),
    path("wins/<int:pk>/artifacts/<int:artifact>/restore/", artifacts.restore, name="win-artifact-restore"),
    path("wins/<int:pk>/files/<int:artifact>/", artifacts.file, name="win-file"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("readiness/history/", readiness.history, name="readiness-history"),
    path("readiness/compare/", readiness.compare, name="readiness-compare"),
    path("readiness/skills/<slug:slug>/", readiness.skill, name="readiness-skill"),
    # Packets
    path("packets/", packets.packets, name="packets"),
    path("packets/new/", packets.new, name="packet-new"),
    path("packets/<int:pk>/", packets.packet, name="packet"),
    path("packets/<int:pk>/undo/", packets.undo, name="packet-undo"),
    path("packets/<int:pk>/versions/", packets.versions, name="packet-versions"),
    path("packets/<int:pk>/preview/", packets.preview, name="packet-preview"),
    path("packets/<int:pk>/snapshots/<int:number>/", packets.snapshot, name="packet-snapshot"),
    path("packets/<int:pk>/share/", packets.share, name="packet-share"),
    path("packets/<int:pk>/links/<int:link>/revoke/", packets.revoke, name="packet-link-revoke"),
    path("packets/<int:pk>/links/<int:link>/replace/", packets.replace, name="packet-link-replace"),
    path("packets/<int:pk>/delete/", packets.delete, name="packet-delete"),
    path("packets/<int:pk>/restore/", packets.restore, name="packet-restore"),
    # What a manager opens
    path("s/<token:token>", shared.enter, name="shared-packet"),
    path("shared/<uuid:public_id>/", shared.packet, name="shared-page"),
    path("shared/<uuid:public_id>/files/<int:number>/", shared.file, name="shared-file"),
    # The account
    path("welcome/", account.welcome, name="welcome"),
    path("unsent/<uuid:token>/", account.unsent, name="unsent"),
    path("sample/", account.sample, name="sample"),
    path("privacy/", account.privacy, name="privacy"),
    path("settings/", account.profile, name="settings"),
    path("settings/hints/", hints.in_settings, name="settings-hints"),
    path("settings/data/", evidence_file.bring_in, name="evidence-import"),
    path("settings/data/evidence/", evidence_file.take_out, name="evidence-export"),
    path("settings/data/<uuid:token>/", evidence_file.preview, name="evidence-import-preview"),
    path("settings/data/forget/", evidence_file.give_up, name="evidence-import-forget"),
    path("settings/delete/", account.delete, name="settings-delete"),
]
