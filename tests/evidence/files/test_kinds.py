"""What a file is, told by its bytes: every kind that is taken, and every lie that is not."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.files import check_upload
from evidence.files.names import clean_name
from tests.evidence.files.made_files import MAIL, OF_EVERY_KIND, PDF, office, picture, zipped

OFFICE = "application/vnd.openxmlformats-officedocument."
BIN = '<Default Extension="bin" ContentType="application/octet-stream"/>'
MACROS = '<Override PartName="/word/innocent.dat" ContentType="application/vnd.ms-office.vbaProject"/>'
LEADS = (
    '<Relationship Id="r1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    'Target="innocent.bin"/>'
)
BOMB = b'<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Types>&b;</Types>'


def refused(name: str, data: bytes) -> str:
    """Why a file is not taken."""
    with pytest.raises(ValidationError) as problem:
        check_upload(name, data)
    return problem.value.messages[0]


@pytest.mark.parametrize("ending", OF_EVERY_KIND)
def test_every_kind_is_taken_under_its_own_ending(ending):
    checked = check_upload(f"Plan.{ending.upper()}", OF_EVERY_KIND[ending])
    assert checked.name == f"Plan.{ending.upper()}"
    assert "/" in checked.content_type
    assert "html" not in checked.content_type


@pytest.mark.parametrize(("ending", "name"), [("jpg", "a.jpeg"), ("txt", "a.md"), ("txt", "a.csv"), ("eml", "a.txt")])
def test_some_kinds_have_several_endings(ending, name):
    assert check_upload(name, OF_EVERY_KIND[ending]).data


@pytest.mark.parametrize("ending", OF_EVERY_KIND)
@pytest.mark.parametrize("called", OF_EVERY_KIND)
def test_no_kind_is_taken_under_the_ending_of_another(ending, called):
    if ending == called or (ending, called) == ("eml", "txt"):  # an e-mail is text
        return
    said = refused(f"lie.{called}", OF_EVERY_KIND[ending])
    assert said.startswith("lie.")


@pytest.mark.parametrize(
    "name",
    ["a.svg", "a.html", "a.exe", "a.zip", "a.doc", "a.docm", "a.heic", "a.js", "pdf", "a.pdf.exe", "a.tar.gz", "a."],
)
def test_other_kinds_are_not_taken_whatever_they_hold(name):
    assert "of a kind that is not taken. Taken are pictures (PNG" in refused(name, PDF)


def test_an_empty_file_is_not_taken():
    assert refused("a.txt", b"") == "a.txt is empty."


def test_a_file_past_the_limit_is_not_taken(monkeypatch):
    monkeypatch.setattr("evidence.files.checking.FILE_BYTES", 100)
    assert check_upload("a.txt", b"x" * 100).data
    assert "a.txt is larger than" in refused("a.txt", b"x" * 101)


def test_a_picture_that_grows_past_the_limit_when_drawn_is_not_taken(monkeypatch):
    data = picture("PNG", (300, 300), optimize=True)
    monkeypatch.setattr("evidence.files.checking.FILE_BYTES", len(data))
    monkeypatch.setattr("evidence.files.checking.redrawn", lambda data, *_, **__: data + b" ")
    assert "is larger than" in refused("a.png", data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("zip behind.pdf", PDF + zipped({"evil.js": b"x"})),
        ("much behind.pdf", PDF + b"x" * 2000),
        ("pdf later.pdf", b"<html>" + PDF),
        ("cut.pdf", PDF.removesuffix(b"%%EOF\n")),
        ("zip later.docx", b"GIF89a" + office("word")),
        ("macros.docx", office("word", **{"word__vbaProject.bin": b"x"})),
        ("no parts.docx", zipped({"[Content_Types].xml": b"", "other/x.xml": b""})),
        ("a jar.docx", zipped({"META-INF/MANIFEST.MF": b"", "word/x.class": b""})),
        ("cut.docx", office("word")[:-30]),
        ("a workbook.docx", office("word", kind=f"{OFFICE}spreadsheetml.sheet.main+xml")),
        ("a template.docx", office("word", kind=f"{OFFICE}wordprocessingml.template.main+xml")),
        ("with macros.docx", office("word", kind="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("macros by type.docx", office("word", types=MACROS, **{"word__innocent.dat": b"x"})),
        ("macros led to.docx", office("word", types=BIN, beside=LEADS, **{"word__innocent.bin": b"x"})),
        ("no type.docx", office("word", word__stray=b"x")),
        ("no relations.docx", zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"})),
        ("nonsense.docx", zipped({"[Content_Types].xml": b"<Types", "_rels/.rels": b"\xff", "word/x.xml": b""})),
        ("a bomb.docx", zipped({"[Content_Types].xml": BOMB, "_rels/.rels": b"<r/>", "word/x.xml": b""})),
        ("long.docx", zipped({"[Content_Types].xml": b" " * 2_000_000, "_rels/.rels": b"<r/>"})),
        ("loud.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text-master"})),
        ("no kind.odt", zipped({"content.xml": b""})),
        ("null.txt", b"a\0b"),
        ("wide.csv", "a;b".encode("utf-16")),
        ("bell.md", b"a\x07b"),
        ("rich.txt", b"{\\rtf1 hello}"),
        ("no headers.eml", b"Hello\r\n\r\nFrom: me"),
        ("old.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900)),
    ],
)
def test_what_is_two_things_at_once_or_half_of_one_is_not_taken(name, data):
    said = refused(name, data)
    assert said.startswith(name)
    assert "inside" in said or "plain text" in said


def test_text_says_in_which_letters_it_is_written():
    assert check_upload("a.txt", "déjà".encode()).content_type == "text/plain; charset=utf-8"
    assert check_upload("a.csv", "déjà".encode("latin-1")).content_type == "text/csv; charset=iso-8859-1"


@pytest.mark.parametrize(
    "data",
    [
        office("word", main="document2.xml"),
        office("word", types=BIN, **{"word__vba notes.bin": b"x"}),
        office("word", types=BIN, **{"word__embeddings__oleObject1.bin": b"x"}),
        office("word", **{"custom__vbaProject.xml": b"<x/>"}),
    ],
)
def test_a_document_is_one_by_its_parts_and_their_types_whatever_they_are_called(data):
    assert check_upload("a.docx", data).data == data


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\alice\\plan.pdf", "plan.pdf"),
        ("in\x00vo\nice\t 7.pdf", "invo ice 7.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\ufeff.png", "zerowidth.png"),
        ("  .hidden.txt. ", "hidden.txt"),
        ('a<b>"c":d|e?f*.txt', "a_b__c__d_e_f_.txt"),
        ("Re\u0301sume\u0301.pdf", "R\xe9sum\xe9.pdf"),
        ("half\ud83d.png", "half.png"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("क्\u200dष.pdf", "क्\u200dष.pdf"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f 🇩🇪.png", "👨\u200d👩\u200d👧 ❤\ufe0f 🇩🇪.png"),
        *((f"{flag}.png", f"{flag}.png") for flag in ["\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e007f"]),
        ("a\u200db\u200c.p\u200dng", "ab.png"),
        ("\U0001f3f4a\U000e0067\U000e007f.png", "\U0001f3f4a.png"),
        ("\u200d\u2060\u3164", ""),
        ("👨\u200d👩\u200d👧" * 40 + ".png", "👨\u200d👩\u200d👧" * 29 + ".png"),
        ("...", ""),
        ("plan/", ""),
        ("x" * 400 + ".docx", "x" * 145 + ".docx"),
        ("x" * 400, "x" * 150),
    ],
)
def test_names_lose_what_hides_or_disguises(given_name, kept):
    assert clean_name(given_name) == kept


def test_a_name_that_hides_its_ending_is_judged_by_the_real_one():
    assert "kind that is not taken" in refused("photo\u202egnp.exe", picture())
    assert check_upload("photo.png\u202e", picture()).name == "photo.png"


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    ending=st.sampled_from(sorted(OF_EVERY_KIND)),
    stem=st.text(max_size=20),
    at=st.floats(0, 1),
    change=st.binary(max_size=12),
    cut=st.integers(0, 40),
)
def test_a_damaged_file_is_taken_or_refused_and_never_a_fault(ending, stem, at, change, cut):
    data = OF_EVERY_KIND[ending]
    place = int(at * len(data))
    data = data[:place] + change + data[place + cut :]
    try:
        checked = check_upload(f"{stem}.{ending}", data, as_it_came=cut % 2 == 0)
    except ValidationError:
        return
    assert checked.data


def test_a_mail_with_hostile_headers_is_only_text():
    assert check_upload("a.eml", MAIL.replace(b"Subject: ", b"Subject: =?utf-8?q?" + b"=00" * 5000)).data
