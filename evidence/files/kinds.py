"""The kinds of files that are taken, and how each is told by what it holds, whatever its name says."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser

from evidence.files.office import UNREADABLE_ZIP, is_office

_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD, _EXCEL, _SLIDES = "wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation"
_OPEN = "application/vnd.oasis.opendocument."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OF_A_MESSAGE = "__properties_version1.0".encode("utf-16-le")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_OF_PLAIN_LETTERS = (b"%PDF-", b"{\\rtf")
"""How files begin that may look like text and are none."""
_AFTER_A_PDF = 1024
_HEADERS_OF_A_MAIL = 64 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `holds` says whether bytes are of it; `image` is Pillow's name of a picture's form."""

    called: str
    content_type: str
    holds: Callable[[bytes], bool]
    image: str = ""


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(starts)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _is_pdf(data: bytes) -> bool:
    # Behind its end nothing but a few blanks: no second file rides on its back.
    end = data.rfind(b"%%EOF")
    return (
        data.startswith(b"%PDF-")
        and end > 0
        and len(data[end + 5 :].strip(b"\0 \t\r\n\f")) <= _AFTER_A_PDF
        and (b"PK\x05\x06" not in data[end:])
    )


def _is_text(data: bytes) -> bool:
    return not data.startswith(_OF_PLAIN_LETTERS) and not _CONTROLS.search(data)


def _office(kind: str) -> Callable[[bytes], bool]:
    return lambda data: is_office(data, kind)


def _opendocument(kind: str) -> Callable[[bytes], bool]:
    """A test for an open document, which names its kind in its first part."""

    def holds(data: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as part:
                said = part.read(100)
        except UNREADABLE_ZIP:
            return False
        return data.startswith(b"PK\x03\x04") and said.strip() == f"{_OPEN}{kind}".encode()

    return holds


def _is_mail(data: bytes) -> bool:
    if not _is_text(data):
        return False
    head = data.lstrip()[:_HEADERS_OF_A_MAIL]
    try:
        headers = {name.lower() for name in BytesHeaderParser(policy=policy.compat32).parsebytes(head)}
    except (ValueError, LookupError):
        return False
    return "from" in headers and not headers.isdisjoint({"date", "subject", "to", "message-id", "received"})


def _is_outlook(data: bytes) -> bool:
    return data.startswith(_OLE) and _OF_A_MESSAGE in data


_JPEG = Kind("JPEG picture", "image/jpeg", _begins(b"\xff\xd8\xff"), "JPEG")
_MARKDOWN = Kind("text", "text/markdown", _is_text)

KINDS = {
    "png": Kind("PNG picture", "image/png", _begins(b"\x89PNG\r\n\x1a\n"), "PNG"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": Kind("GIF picture", "image/gif", _begins(b"GIF87a", b"GIF89a"), "GIF"),
    "webp": Kind("WebP picture", "image/webp", _is_webp, "WEBP"),
    "pdf": Kind("PDF", "application/pdf", _is_pdf),
    "txt": Kind("text", "text/plain", _is_text),
    "md": _MARKDOWN,
    "markdown": _MARKDOWN,
    "csv": Kind("table of text", "text/csv", _is_text),
    "docx": Kind("Word document", f"{_OFFICE}{_WORD}", _office(_WORD)),
    "xlsx": Kind("Excel workbook", f"{_OFFICE}{_EXCEL}", _office(_EXCEL)),
    "pptx": Kind("PowerPoint presentation", f"{_OFFICE}{_SLIDES}", _office(_SLIDES)),
    "odt": Kind("text document", f"{_OPEN}text", _opendocument("text")),
    "ods": Kind("spreadsheet", f"{_OPEN}spreadsheet", _opendocument("spreadsheet")),
    "odp": Kind("presentation", f"{_OPEN}presentation", _opendocument("presentation")),
    "eml": Kind("e-mail", "message/rfc822", _is_mail),
    "msg": Kind("e-mail of Outlook", "application/vnd.ms-outlook", _is_outlook),
}
"""By the ending of the name."""

IN_WORDS = (
    "pictures (PNG, JPEG, GIF, WebP), PDF, text (TXT, MD, CSV), "
    "office documents (DOCX, XLSX, PPTX, ODT, ODS, ODP) and e-mail (EML, MSG)"
)
