"""Office documents of XML parts (DOCX, XLSX, PPTX), told by the parts that they have and the types that these bear.

A document names its main part in `_rels/.rels`, and the type of every part in `[Content_Types].xml`. What a part is
called means nothing: any name will do.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from xml.parsers import expat

UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,
)
_TYPES, _ROOT = "[content_types].xml", "_rels/.rels"
_LONGEST = 1024 * 1024
"""No list of parts is longer than this, in bytes of XML."""
_WITH_MACROS = ("macroenabled", "vbaproject", "vbadata")
"""What the types of documents, parts and relations with macros have in them, in small letters."""

type Element = tuple[str, dict[str, str]]
"""The name of an XML element, without its namespace, and its attributes."""


class _Unfit(Exception):
    """A document is not made as one is."""


def is_office(data: bytes, kind: str) -> bool:
    """Whether bytes are an office document of a kind, such as "wordprocessingml.document", without macros."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _is_plain(archive, f"application/vnd.openxmlformats-officedocument.{kind}.main+xml")
    except (*UNREADABLE_ZIP, expat.ExpatError, _Unfit):
        return False


def _is_plain(archive: zipfile.ZipFile, main_type: str) -> bool:
    names = {name.lower(): name for name in archive.namelist()}  # case makes no other part
    by_ending, by_name = _types(_elements(archive, names[_TYPES]))
    parts = [name for name in names if name != _TYPES and not name.endswith(("/", ".rels"))]
    of_parts = {name: by_name.get(name) or by_ending.get(name.rpartition(".")[2], "") for name in parts}
    main = next((to for kind, to in _relations(archive, names[_ROOT]) if kind.endswith("/officedocument")), "")
    if of_parts.get(main) != main_type or "" in of_parts.values():
        return False
    folder, name = posixpath.split(main)
    beside = names.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    relations = [kind for kind, _ in _relations(archive, beside)] if beside else []
    said = {*of_parts.values(), *by_ending.values(), *by_name.values(), *relations}
    return not any(word in one for one in said for word in _WITH_MACROS)


def _types(elements: list[Element]) -> tuple[dict[str, str], dict[str, str]]:
    """The types of parts in small letters, by the endings and by the names of parts."""
    by_ending, by_name = {}, {}
    for element, has in elements:
        said = has.get("ContentType", "").lower()
        if element == "Default":
            by_ending[has.get("Extension", "").lower()] = said
        if element == "Override":
            by_name[has.get("PartName", "").lower().removeprefix("/")] = said
    return by_ending, by_name


def _relations(archive: zipfile.ZipFile, name: str) -> list[tuple[str, str]]:
    """What a part leads to, in small letters: the kind of relation, and the part as seen from the root."""
    return [
        (has.get("Type", "").lower(), posixpath.normpath(has.get("Target", "").lower().removeprefix("/")))
        for element, has in _elements(archive, name)
        if element == "Relationship"
    ]


def _elements(archive: zipfile.ZipFile, name: str) -> list[Element]:
    with archive.open(name) as part:
        data = part.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise _Unfit
    found: list[Element] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, has: found.append((tag.rpartition(" ")[2], has))
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(data, True)
    return found


def _refuse(*_: object) -> None:
    """No such document declares a type: what it could hold is for attacks."""
    raise _Unfit
