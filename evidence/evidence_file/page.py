"""What the pages of data in and out are drawn from: the way in and out, the preview of a file, a file refused."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from evidence.evidence_file.forms import ImportForm, TakeInForm
from evidence.evidence_file.importing import Import
from evidence.evidence_file.outline import Outline, outline
from insights.evidence_format import EvidenceError


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Data in and out: the form that brings a file in says what is wrong with it."""

    form: ImportForm


@dataclass(frozen=True, slots=True)
class ImportPreviewPage:
    """What a waiting file would add. `token` is the name by which it is found again."""

    form: TakeInForm
    token: UUID
    outline: Outline


@dataclass(frozen=True, slots=True)
class ImportRefusedPage:
    """Why a file is not taken that was fine before: the first problems, one sentence each, and how many more."""

    problems: tuple[str, ...]
    unlisted: int


def preview_page(form: TakeInForm, token: UUID, found: Import, today: date) -> ImportPreviewPage:
    """The preview of a waiting file, dates in words as seen on `today`."""
    return ImportPreviewPage(form, token, outline(found, today))


def refused_page(error: EvidenceError) -> ImportRefusedPage:
    """The page of a file in which something is wrong."""
    return ImportRefusedPage(tuple(error.problems), error.count - len(error.problems))
