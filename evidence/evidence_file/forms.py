"""The forms for bringing an evidence file in: which file, and what to do about the profile."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from evidence.evidence_file.importing import Import, look_at
from evidence.evidence_file.parcels import MEGABYTE, PARCEL_BYTES, opened
from evidence.files.storing import no_room, room_left
from evidence.models import User
from evidence.web.forms import PlainForm
from insights.evidence_format import EvidenceError

TOO_LARGE = f"The file is larger than {PARCEL_BYTES // MEGABYTE} MB."

NO_ZIP = "A sample account takes no zip. Bring the evidence.json that is in it."


class ImportForm(PlainForm):
    """A file to look at. `problems` says where it is wrong, one sentence a place; `look` what it adds if not."""

    look: Import

    file = forms.FileField(
        label="Evidence file",
        help_text=f"A .json file, or a .zip that holds the files too; {PARCEL_BYTES // MEGABYTE} MB at most.",
        widget=forms.FileInput(
            attrs={"accept": ".json,.zip,application/json,application/zip", "data-most-bytes": PARCEL_BYTES}
        ),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
        max_length=None,
    )

    def __init__(self, *args: Any, user: User, refusal: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if refusal:
            self.fields["file"].error_messages["required"] = refusal
        self.user = user
        self.problems: tuple[str, ...] = ()
        self.unlisted = 0

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if self.user.is_sample:
            _refuse_much(self.user, file)
        try:
            with opened(file, self.user.today()) as parcel:
                self.look = look_at(self.user, parcel)
        except EvidenceError as error:
            self.problems, self.unlisted = error.problems, error.count - len(error.problems)
            raise forms.ValidationError("Nothing was taken in. What is wrong is listed above.") from error
        return file


def _refuse_much(user: User, file: UploadedFile) -> None:
    """A sample account, which anybody can make, takes text alone, and no more than there is room for."""
    if file.read(2) == b"PK":
        raise forms.ValidationError(NO_ZIP)
    if (file.size or 0) > room_left(user):
        raise forms.ValidationError(no_room(user))


class TakeInForm(PlainForm):
    """The yes to a file that has been looked at."""

    replace_profile = forms.BooleanField(required=False, label="Put the file’s profile and workplace in place of mine")
