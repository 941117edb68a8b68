"""A link or files that show the work of a win."""

import re
from datetime import date
from typing import Any

from django import forms
from django.db import transaction

from evidence.files.checking import MEGABYTE, check_upload, too_large
from evidence.files.disk import NO_ROOM
from evidence.files.storing import AlreadyThere, keep
from evidence.files.uploading import TOGETHER, found_no_room, left_out, was_stopped
from evidence.models import Artifact, Win
from evidence.web.forms import PlainForm
from evidence.web.requests import Request
from insights.evidence_format.kinds import Url
from insights.evidence_format.problems import Notes, Unfit

_WITHOUT_SCHEME = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)")
NOT_A_LINK = "Give a link that begins with https://, http:// or mailto: and leads somewhere."
TOO_MUCH = f"Together these files are more than {TOGETHER // MEGABYTE} MB. Add fewer at once."


class ArtifactForm(PlainForm):
    """A link with its title, files, or both at once; `files` are checked one by one when they are added.

    What fits is added, also where something beside it does not: a browser cannot keep chosen files in a page.
    """

    url = forms.CharField(
        label="Link", required=False, max_length=2000, error_messages={"max_length": "Keep it under 2,000 characters."}
    )
    title = forms.CharField(
        label="What it is called",
        required=False,
        max_length=200,
        error_messages={"max_length": "Keep it under 200 characters."},
    )

    def __init__(self, request: Request) -> None:
        super().__init__(request.POST)
        self.files_sent = request.FILES.getlist("files")
        self.file_errors = [too_large(name) for name in left_out(request)]
        if was_stopped(request):
            self.files_sent, self.file_errors = [], [NO_ROOM if found_no_room(request) else TOO_MUCH]
        self.notes: list[str] = []
        self.added: list[Artifact] = []

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].replace(" ", "%20")
        if _WITHOUT_SCHEME.match(url):
            url = f"https://{url}"
        try:
            return Url(2000).read(url, "", Notes(date.max)) if url else ""
        except Unfit:
            raise forms.ValidationError(NOT_A_LINK) from None

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        if not (self.cleaned_data.get("url", "?") or self.files_sent or self.file_errors):
            self.add_error("url", "Give a link, or choose a file.")
        return self.cleaned_data

    def add_to(self, win: Win) -> bool:
        """Adds what fits to `win` and says in `notes` what was added; whether all of it did fit."""
        self.full_clean()
        title = self.cleaned_data.get("title", "")
        if url := self.cleaned_data.get("url"):
            self._add_link(win, url, title)
        for file in self.files_sent:
            self._add_file(win, file, title if len(self.files_sent) == 1 and not url else "")
        if self.added:
            win.refresh_search()
        return not self.errors and not self.file_errors

    def _add_link(self, win: Win, url: str, title: str) -> None:
        with transaction.atomic():
            # Of two requests at once the second waits here, and finds the link of the first.
            win.owner.lock()
            here = win.artifacts.filter(url=url).first()
            artifact = here or win.artifacts.create(url=url, title=title)
        self._note(artifact, is_new=not here)

    def _add_file(self, win: Win, file: Any, title: str) -> None:
        try:
            checked = check_upload(file.name, file)
            self._note(keep(win, checked, title=title, once=True), is_new=True)
        except AlreadyThere:
            self.notes.append(f"{checked.name} is here already.")
        except forms.ValidationError as problem:
            self.file_errors += problem.messages

    def _note(self, artifact: Artifact, *, is_new: bool) -> None:
        if is_new:
            self.added.append(artifact)
        self.notes.append(f"{artifact.called} is {'added' if is_new else 'here already'}.")
