"""A link or files that show the work of a win."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from evidence.files.checking import MEGABYTE, too_large
from evidence.files.disk import NO_ROOM
from evidence.files.uploading import TOGETHER, found_no_room, left_out, was_stopped
from evidence.web.forms import PlainForm
from evidence.web.requests import Request
from insights import links
from insights.limits import NAME_LENGTH, URL_LENGTH
from insights.problems import Unfit

_WITHOUT_SCHEME = re.compile(r"\A[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)")
NOT_A_LINK = f"Give a link that begins with {links.IN_WORDS} and leads somewhere."
TWO_SITES = "This link may open another site than it seems to. Give it as it stands in the browser’s address bar."
TOO_MUCH = f"Together these files are more than {TOGETHER // MEGABYTE} MB. Add fewer at once."


class ArtifactForm(PlainForm):
    """A link with its title, files, or both at once.

    `files_sent` are those that came in whole, to be checked one by one when they are added; `file_errors` say why
    others did not come in.
    """

    url = forms.CharField(
        label="Link",
        required=False,
        max_length=URL_LENGTH,
        error_messages={"max_length": f"Keep it under {URL_LENGTH:,} characters."},
    )
    title = forms.CharField(
        label="What it is called",
        required=False,
        max_length=NAME_LENGTH,
        error_messages={"max_length": f"Keep it under {NAME_LENGTH} characters."},
    )

    def __init__(self, request: Request) -> None:
        super().__init__(request.POST)
        self.files_sent = request.FILES.getlist("files")
        self.file_errors = [too_large(name) for name in left_out(request)]
        if was_stopped(request):
            self.files_sent, self.file_errors = [], [NO_ROOM if found_no_room(request) else TOO_MUCH]

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].replace(" ", "%20")
        if _WITHOUT_SCHEME.match(url):
            url = f"https://{url}"
        try:
            return links.checked(url) if url else ""
        except links.TwoSites:
            raise forms.ValidationError(TWO_SITES) from None
        except Unfit:
            raise forms.ValidationError(NOT_A_LINK) from None

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        if not (self.cleaned_data.get("url", "?") or self.files_sent or self.file_errors):
            self.add_error("url", "Give a link, or choose a file.")
        return self.cleaned_data

    @property
    def fitting(self) -> tuple[str, str, Sequence[UploadedFile]]:
        """Link, title and files, as far as they fit: what is wrong is "", and holds nothing else back.

        A browser cannot keep chosen files in a page.
        """
        self.is_valid()
        return self.cleaned_data.get("url", ""), self.cleaned_data.get("title", ""), self.files_sent
