"""The zip: files travel along, the signature vouches, and what is meant to hurt is refused in words."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from evidence.evidence_file import attached, parcels
from evidence.evidence_file.from_rows import kept_by
from evidence.evidence_file.importing import take_in
from evidence.evidence_file.packing import plain, write_zip
from evidence.evidence_file.parcels import opened
from evidence.models import Artifact, CarriedArea, Confirmation, SkillLink
from insights.evidence_format import EvidenceError
from tests.evidence.evidence_file.made_up import TODAY
from tests.factories import make_artifact, make_confirmation, make_win, store_bytes
from tests.insights.example import example

NOTES = b"What we found, line by line"


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream


def evidence_with(name: str, data: bytes, *changes) -> io.BytesIO:
    """A zip of the example whose win has one file."""
    sha256 = hashlib.sha256(data).hexdigest()
    text = json.dumps(example(("wins.0.artifacts", [{"file": name, "sha256": sha256}]), *changes))
    return zipped({"evidence.json": text.encode(), f"files/{sha256}": data})


def taken_out(user) -> io.BytesIO:
    stream = io.BytesIO()
    write_zip(user, kept_by(user), stream)
    return stream


def bring(user, stream, **how):
    with opened(stream, TODAY) as parcel:
        return take_in(user, parcel, **how)


def refusal(user, stream) -> str:
    with pytest.raises(EvidenceError) as caught:
        bring(user, stream)
    assert not user.wins.exists()
    assert not default_storage.exists("artifacts") or not default_storage.listdir(f"artifacts/{user.pk}")[1]
    return "; ".join(caught.value.problems)


def picture(size=(4, 4), **hidden) -> bytes:
    info, stream = PngInfo(), io.BytesIO()
    for name, text in hidden.items():
        info.add_text(name, text)
    Image.new("RGB", size, "navy").save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


# Files


def test_a_file_travels_with_its_win(alice, bob):
    win = make_win(alice, date=TODAY)
    store_bytes(win, "Notes.txt", NOTES)
    make_artifact(win)
    bring(bob, taken_out(alice))
    brought = Artifact.objects.of(bob).exclude(name="").get()
    assert (brought.name, brought.size, brought.content_type) == ("Notes.txt", len(NOTES), "text/plain; charset=utf-8")
    with default_storage.open(brought.file.name) as stored:
        assert stored.read() == NOTES
    assert brought.file.name.startswith(f"artifacts/{bob.pk}/")


def test_out_in_out_gives_the_same_bytes_with_pictures_too(alice, bob):
    win = make_win(alice, date=TODAY)
    store_bytes(win, "Wall.png", picture())
    store_bytes(win, "Notes.txt", NOTES)
    bring(bob, taken_out(alice))
    assert plain(kept_by(bob)) == plain(kept_by(alice))
    assert sorted(kept_by(bob).stored) == sorted(kept_by(alice).stored)


def test_a_picture_that_hides_something_is_drawn_anew_and_known_again(alice):
    stream = evidence_with("Wall.png", picture(GPS="52.5 N"))
    bring(alice, stream)
    artifact = Artifact.objects.get()
    with default_storage.open(artifact.file.name) as stored:
        data = stored.read()
    assert b"52.5" not in data
    assert hashlib.sha256(data).hexdigest() == artifact.sha256
    assert bring(alice, stream).changes_nothing


def test_a_second_time_no_file_is_stored(alice):
    stream = evidence_with("Notes.txt", NOTES)
    bring(alice, stream)
    bring(alice, stream)
    assert len(default_storage.listdir(f"artifacts/{alice.pk}")[1]) == 1


def test_a_file_is_missing_only_where_its_win_is_new(alice):
    stream = evidence_with("Notes.txt", NOTES)
    bring(alice, stream)
    with zipfile.ZipFile(stream) as archive:
        text = archive.read("evidence.json")
    assert bring(alice, io.BytesIO(text)).changes_nothing


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("setup.exe", b"MZ", "of a kind that is not taken"),
        ("Wall.png", b"<script>", "PNG picture"),
        ("Notes.txt", b"", "is empty"),
        ("Long.txt", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_a_file_that_is_not_taken_stops_the_whole_import(alice, name, data, why):
    said = refusal(alice, evidence_with(name, data))
    assert said.startswith("wins[0].artifacts[0].file: ")
    assert why in said


def test_files_past_the_persons_room_stop_the_whole_import(alice, monkeypatch):
    monkeypatch.setattr(attached, "room_left", lambda _user: 10)
    assert "there is room for 0.0 MB" in refusal(alice, evidence_with("Notes.txt", NOTES))


def test_bytes_that_are_not_what_they_are_called_stop_the_whole_import(alice):
    stream = evidence_with("Notes.txt", NOTES)
    with zipfile.ZipFile(stream) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in files if name.startswith("files/"))
    assert f"{name}: has another SHA-256" in refusal(alice, zipped(files | {name: b"Something else"}))


def test_a_fault_while_writing_leaves_no_file_behind(alice, monkeypatch):
    monkeypatch.setattr(CarriedArea, "save", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring(alice, evidence_with("Notes.txt", NOTES))
    assert not Artifact.objects.exists()
    assert default_storage.listdir(f"artifacts/{alice.pk}")[1] == []


def test_the_same_record_gives_the_same_zip(alice):
    store_bytes(make_win(alice, date=TODAY), "Notes.txt", NOTES)
    assert taken_out(alice).getvalue() == taken_out(alice).getvalue()


@pytest.mark.django_db(transaction=True)
def test_no_picture_is_drawn_while_the_record_is_locked(alice, monkeypatch):
    drawn, check_upload = [], attached.check_upload

    def check(*what, **how):
        drawn.append(connection.in_atomic_block)
        return check_upload(*what, **how)

    monkeypatch.setattr(attached, "check_upload", check)
    bring(alice, evidence_with("Wall.png", picture(GPS="52.5 N")))
    assert drawn == [False]


def test_pictures_that_have_to_be_drawn_may_hold_so_many_pixels_together(alice, monkeypatch):
    monkeypatch.setattr(attached, "MEGAPIXELS_TOGETHER", 15e-6)
    assert "megapixels together" in refusal(alice, evidence_with("Wall.png", picture(GPS="52.5 N")))
    # One that is nothing but its picture is only read, not drawn.
    bring(alice, evidence_with("Wall.png", picture()))
    assert Artifact.objects.get().name == "Wall.png"


def test_one_picture_under_two_names_is_two_files(alice):
    data = picture(GPS="52.5 N")
    sha256 = hashlib.sha256(data).hexdigest()
    files = [{"file": name, "sha256": sha256} for name in ("Wall.png", "Wall\u200b.png", "Plan.png")]
    text = json.dumps(example(("wins.0.artifacts", files)))
    bring(alice, zipped({"evidence.json": text.encode(), f"files/{sha256}": data}))
    kept = [Path(default_storage.path(artifact.file.name)).read_bytes() for artifact in Artifact.objects.all()]
    assert len(kept) == 3
    assert {hashlib.sha256(data).hexdigest() for data in kept} == set(Artifact.objects.values_list("sha256", flat=True))


# The signature


@pytest.fixture
def signed(alice):
    """A zip of Alice's in which one confirmation is vouched for, one is not, and a review is."""
    win = make_win(alice, told=True, date=TODAY)
    SkillLink.objects.create(win=win, skill_id="agency", slot=1, review="agree", review_verified=True)
    make_confirmation(win, date=TODAY)
    make_confirmation(win, "Tom Akande", date=TODAY, verified=False)
    return taken_out(alice)


def test_the_words_of_a_win_that_is_gone_for_good_count_again_by_the_signature(alice, signed):
    alice.wins.all().delete()
    bring(alice, signed)
    win = alice.wins.get()
    assert dict(win.confirmations.values_list("by", "verified")) == {"Ana Reyes": True, "Tom Akande": False}
    assert win.links.get().review_verified


def test_in_another_account_the_signature_vouches_for_nothing(bob, signed):
    done = bring(bob, signed)
    assert len(done.claims) == 3
    assert not Confirmation.objects.filter(win__owner=bob, verified=True).exists()


def test_one_changed_byte_and_the_signature_vouches_for_nothing(alice, signed):
    alice.wins.all().delete()
    with zipfile.ZipFile(signed) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["evidence.json"] = files["evidence.json"].replace(b"Tom Akande", b"Tom Akanda")
    bring(alice, zipped(files))
    assert not alice.wins.get().confirmations.filter(verified=True).exists()


@pytest.mark.parametrize("signature", [b"", b"nonsense", b"a:b:c", "ü".encode(), b".eJwDAAAAAAE:x"])
def test_a_forged_signature_vouches_for_nothing(alice, signed, signature):
    alice.wins.all().delete()
    with zipfile.ZipFile(signed) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    bring(alice, zipped(files | {"signature.txt": signature}))
    assert not alice.wins.get().confirmations.filter(verified=True).exists()


# What is meant to hurt

EVIDENCE = {"evidence.json": json.dumps(example()).encode()}


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "evidence.json: is missing in the zip"),
        (EVIDENCE | {"../../etc/passwd": b"x"}, "does not belong into the zip"),
        (EVIDENCE | {"files/../x": b"x"}, "does not belong into the zip"),
        (EVIDENCE | {f"files/{'A' * 64}": b"x"}, "does not belong into the zip"),
        (EVIDENCE | {f"files/{n:064x}": b"" for n in range(5_001)}, "the zip holds 5002 files, 5000 at most"),
        ({"evidence.json": b" " * (33 * 1024 * 1024)}, "evidence.json is larger than 32 MB"),
        (EVIDENCE | {"signature.txt": b" " * (5 * 1024 * 1024)}, "signature.txt is larger than 4 MB"),
    ],
)
def test_a_zip_of_another_shape_is_refused(alice, files, why):
    assert why in refusal(alice, zipped(files))


def test_a_bomb_is_refused_before_it_is_unpacked(alice, monkeypatch):
    monkeypatch.setattr(parcels, "PARCEL_BYTES", 1_000_000)
    bomb = zipped(EVIDENCE | {f"files/{n:064x}": bytes(300_000) for n in range(4)})
    assert len(bomb.getvalue()) < 20_000
    assert "unpacks to more than" in refusal(alice, bomb)


def test_a_name_that_stands_twice_is_refused(alice):
    stream = zipped(EVIDENCE)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("evidence.json", b"{}")
    assert "stands in the zip more than once" in refusal(alice, stream)


def test_a_zip_with_millions_of_names_is_not_even_listed(alice):
    data = bytearray(zipped(EVIDENCE).getvalue())
    data[-22 + 12 : -22 + 16] = (3 * 1024 * 1024).to_bytes(4, "little")
    assert "the zip holds too many files" in refusal(alice, io.BytesIO(bytes(data)))


def test_an_encrypted_entry_is_refused(alice):
    data = bytearray(zipped(EVIDENCE).getvalue())
    directory = data.rfind(b"PK\1\2")
    data[directory + 8] |= 1
    assert "evidence.json: is encrypted" in refusal(alice, io.BytesIO(bytes(data)))


def test_no_damage_to_a_zip_is_a_fault_of_the_server():
    whole, refused = evidence_with("Notes.txt", NOTES).getvalue(), 0
    for at in range(len(whole)):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            try:
                with opened(io.BytesIO(damaged), TODAY) as parcel, attached.settled(parcel):
                    pass
            except EvidenceError:
                refused += 1
    # Some damage hurts nobody, as in an entry's time.
    assert refused > 1.5 * len(whole)
