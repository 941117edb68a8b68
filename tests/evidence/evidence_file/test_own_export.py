"""What somebody has taken out comes in again: in every state of their account, and whatever has packed it since."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.evidence_file.from_rows import kept_by
from evidence.evidence_file.importing import look_at, take_in
from evidence.evidence_file.notes import notes, notes_for_people
from evidence.evidence_file.outline import said
from evidence.evidence_file.packing import plain, write_zip
from evidence.evidence_file.parcels import opened
from evidence.models import Artifact, Confirmation, SkillLink, User, Win
from insights.evidence_format import EvidenceError
from insights.values import CONFIRMATION_VERDICTS, REVIEWS
from tests.evidence.evidence_file.filing import bring, file, newcomer, rows
from tests.evidence.evidence_file.made_up import CHARACTERS
from tests.evidence.evidence_file.test_pages import download, preview_of
from tests.evidence.evidence_file.test_zip import NOTES, picture, zipped
from tests.factories import make_artifact, make_confirmation, make_user, make_win, store_bytes
from tests.insights.example import example

CALM = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
SOME = st.text(CHARACTERS, max_size=12)
SKILLS = ["agency", "clarity", "coaching"]


def taken_out(user: User) -> bytes:
    stream = io.BytesIO()
    write_zip(user, kept_by(user), stream)
    return stream.getvalue()


def brought(user: User, data: bytes, **how):
    with opened(io.BytesIO(data), user.today()) as parcel:
        return take_in(user, parcel, **how)


def files_in(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lose(artifact: Artifact) -> None:
    """The disk has lost the bytes of a file."""
    default_storage.delete(artifact.file.name)


# In every state of an account


def linked(win: Win, draw: st.DrawFn) -> None:
    for slot, skill in enumerate(draw(st.lists(st.sampled_from(SKILLS), unique=True)), start=1):
        link = SkillLink.objects.create(
            win=win,
            skill_id=skill,
            slot=slot,
            how=draw(SOME),
            review=draw(st.sampled_from(sorted(REVIEWS))),
            review_verified=draw(st.booleans()),
        )
        if draw(st.booleans()):
            link.take_off()


def shown(win: Win, draw: st.DrawFn) -> None:
    """Links and files, some of them removed, some of them lost."""
    for number, kind in enumerate(draw(st.lists(st.sampled_from(["link", "text", "picture"]), max_size=3))):
        if kind == "link":
            artifact = make_artifact(win, f"https://wiki.example/{number}", title=draw(SOME))
        else:
            # No two of the same bytes: where one of these is lost, the other brings it back.
            drawn = picture(size=(number + 1, win.pk % 50 + 1), GPS="52.5 N")
            name, data = ("Notes.txt", b"%d, %d" % (win.pk, number)) if kind == "text" else ("Wall.png", drawn)
            artifact = store_bytes(win, name, data)
        match draw(st.sampled_from(["kept", "kept", "removed", "lost"])):
            case "removed":
                artifact.remove()
            case "lost" if artifact.file:
                lose(artifact)


@st.composite
def accounts(draw: st.DrawFn) -> User:
    """Somebody who logs, links, shows, throws away, and has flown west just now."""
    User.objects.all().delete()
    user = make_user(department=draw(st.sampled_from(["", "sales"])))
    if has_example := draw(st.booleans()):
        bring(user, file(), trusted=draw(st.booleans()))
    for number in range(draw(st.integers(0, 4))):
        day = user.today() - timedelta(draw(st.integers(-1, 30)))
        fields = {name: draw(SOME) for name in ("context", "action", "result", "metric_name")}
        win = make_win(
            user,
            f"Win {number} {draw(SOME)}".strip(),
            date=day,
            key=draw(st.sampled_from(["", f"k{number}"])),
            metric_after=draw(st.none() | st.floats(-1e9, 1e9)),
            private=draw(st.booleans()),
            people=["ana"] if draw(st.booleans()) and has_example else [],
            **fields,
        )
        linked(win, draw)
        shown(win, draw)
        for by in draw(st.lists(st.sampled_from(["Ana Reyes", "Tom Akande"]), max_size=2)):
            verdict, verified = draw(st.sampled_from(sorted(CONFIRMATION_VERDICTS))), draw(st.booleans())
            make_confirmation(win, by, date=max(day, user.today()), verdict=verdict, verified=verified)
        if draw(st.integers(0, 3)) == 0:
            win.delete_softly()
    return user


@CALM
@given(st.data())
def test_every_export_comes_in_again_into_this_account_and_into_an_empty_one(db, data):
    user, empty = data.draw(accounts()), newcomer()
    whole, text = taken_out(user), plain(kept_by(user))
    before = rows()
    for again in (whole, text, packed_by_a_mac(whole)):
        assert brought(user, again).changes_nothing
        assert rows() == before
    brought(empty, packed_by_a_mac(whole))
    assert plain(kept_by(empty)) == text
    assert brought(empty, text).changes_nothing
    another = newcomer("another@example.org")
    brought(another, text)
    assert plain(kept_by(another)) == text


# Flown west


def test_what_was_done_today_in_the_east_comes_in_where_it_is_still_yesterday(alices_browser, alice, bob):
    win = make_win(alice, "Signed in Auckland", date=alice.today() + timedelta(1))
    make_confirmation(win, date=win.date)
    data = download(alices_browser)
    assert "All of it is here already" in alices_browser.get(preview_of(alices_browser, data)).text
    brought(bob, data)
    logged = bob.wins.get()
    assert logged.date == bob.today() + timedelta(1)
    assert logged.created_at <= timezone.now()


def test_the_day_after_tomorrow_lies_in_the_future_everywhere(alice):
    ahead = example(("wins.0.date", str(alice.today() + timedelta(2))), ("wins.0.confirmations", []))
    with pytest.raises(EvidenceError, match="lies in the future"):
        brought(alice, json.dumps(ahead).encode())


# A stored file was lost


@pytest.fixture
def lost(alice) -> bytes:
    """Alice's export with one file whose bytes are gone, and one that is there."""
    win = make_win(alice, "Talked to ten customers")
    lose(store_bytes(win, "Gone.txt", b"What they said"))
    store_bytes(win, "Notes.txt", NOTES)
    return taken_out(alice)


def test_a_lost_file_is_named_and_the_rest_is_taken(lost, bob):
    done = brought(bob, lost)
    assert notes(done) == [
        "One file did not come along, wins[0].artifacts[0].file: its name is kept, and all else is taken in."
    ]
    assert notes_for_people(done, bob.today()) == [
        "One file did not come along, “Gone.txt”: its name is kept, and all else is taken in."
    ]
    gone, here = bob.wins.get().artifacts.all()
    assert (gone.name, gone.file.name, gone.size, here.name) == ("Gone.txt", "", 0, "Notes.txt")
    assert default_storage.exists(here.file.name)


def test_the_page_says_which_file_did_not_come_along(lost, bobs_browser, bob):
    preview = preview_of(bobs_browser, lost)
    assert "One file did not come along, “Gone.txt”" in bobs_browser.get(preview).text
    bobs_browser.post(preview)
    assert "the file itself is not kept here" in bobs_browser.get(f"/wins/{bob.wins.get().pk}/").text


@pytest.mark.parametrize("how", ["gone from the disk", "never brought along"])
def test_a_lost_file_comes_back_with_an_older_export(alice, bob, how):
    artifact = store_bytes(make_win(alice), "Notes.txt", NOTES)
    whole, text = taken_out(alice), plain(kept_by(alice))
    owner = alice
    if how == "gone from the disk":
        lose(artifact)
    else:
        owner = bob
        assert said(brought(bob, text)).startswith("Taken in: 1 win")
    assert said(brought(owner, whole)) == "Taken in: 1 missing file. Here already: 1 entry."
    back = owner.wins.get().artifacts.get()
    assert default_storage.open(back.file.name).read() == NOTES
    assert brought(owner, whole).changes_nothing


@pytest.mark.parametrize("which", [0, 1])
def test_of_two_files_of_the_same_bytes_either_brings_the_other_back(alice, which):
    for title in ("Monday", "Tuesday"):
        store_bytes(make_win(alice, title), "Notes.txt", NOTES)
    lose(Artifact.objects.all()[which])
    assert said(brought(alice, taken_out(alice))) == "Taken in: 1 missing file. Here already: 2 entries."


def test_the_name_of_a_file_alone_goes_out_again(alice):
    make_win(alice).artifacts.create(name="Notes.txt", sha256="0" * 64)
    assert list(files_in(taken_out(alice))) == ["evidence.json", "signature.txt"]


# Packed again


def packed(files: dict[str, bytes]) -> bytes:
    return zipped(files).getvalue()


def packed_by_a_mac(data: bytes, folder: str = "pmcareer-evidence-2026-11-30") -> bytes:
    """As the Finder packs a folder: each of its files, and a second one of its own beside it."""
    packed_up = {f"{folder}/": b"", f"{folder}/.DS_Store": b"\0\0\0\1Bud1", f"{folder}/files/": b""}
    for name, content in files_in(data).items():
        packed_up[f"{folder}/{name}"] = content
        place, _, last = f"{folder}/{name}".rpartition("/")
        packed_up[f"__MACOSX/{place}/._{last}"] = b"\0\5\x16\7"
    return packed(packed_up)


PACKED = {
    "a Mac": packed_by_a_mac,
    "a Mac, without a folder": lambda data: packed(
        {**files_in(data), "__MACOSX/._evidence.json": b"\0", "._files": b"\0", ".DS_Store": b"\0"}
    ),
    "a Mac, the zip itself": lambda data: packed({"Evidence.zip": data, "__MACOSX/._Evidence.zip": b"\0"}),
    "Windows": lambda data: packed(
        {
            **{f"Evidence\\{name}".replace("/", "\\"): content for name, content in files_in(data).items()},
            "Evidence\\Thumbs.db": b"\0",
            "Evidence\\files\\Desktop.ini": b"\0",
        }
    ),
    "Linux": lambda data: packed(
        {**{f"a/b/{name}": content for name, content in files_in(data).items()}, "a/": b"", "a/b/.directory": b"\0"}
    ),
    "a disk on the network": lambda data: packed({**files_in(data), "@eaDir/evidence.json@SynoEAStream": b"\0"}),
}


@pytest.mark.parametrize("packed_by", PACKED)
def test_who_packs_it_again_changes_nothing_of_it(alice, packed_by):
    """With its files, and with the signature that lets the words of others count."""
    win = make_win(alice, told=True)
    store_bytes(win, "Notes.txt", NOTES)
    make_confirmation(win)
    data = PACKED[packed_by](taken_out(alice))
    alice.wins.all().delete()
    assert said(brought(alice, data)) == "Taken in: 1 win."
    assert Artifact.objects.get().file
    assert Confirmation.objects.get().verified


@pytest.mark.parametrize("name", ["pmcareer-evidence-2026-11-30.json", "Backup/mine.json"])
def test_the_json_alone_may_be_packed_under_any_name(alice, name):
    data = packed({name: json.dumps(example()).encode(), f"__MACOSX/{name}": b"\0"})
    assert said(brought(alice, data)).startswith("Taken in: 1 win")


EVIDENCE = json.dumps(example()).encode()


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a/evidence.json": EVIDENCE, "b/evidence.json": EVIDENCE}, "does not belong into the zip"),
        ({"a/evidence.json": EVIDENCE, "b/notes.txt": b""}, "'b/notes.txt': does not belong into the zip"),
        ({"evidence.json": EVIDENCE, ".../x": b""}, "does not belong into the zip"),
        ({"../evidence.json": EVIDENCE, "x.json": b"{}"}, "does not belong into the zip"),
        ({"__MACOSX/evidence.json": EVIDENCE}, "evidence.json: is missing in the zip"),
        ({"a.zip": packed({"b.zip": packed({"evidence.json": EVIDENCE})})}, "evidence.json: is missing in the zip"),
        ({"a.zip": b"no zip"}, "the zip is damaged, or not a zip"),
    ],
)
def test_what_is_neither_ours_nor_furniture_is_refused(alice, files, why):
    with pytest.raises(EvidenceError) as caught:
        brought(alice, packed(files))
    assert why in "; ".join(caught.value.problems)


def test_a_zip_within_a_zip_is_no_way_round_the_limit(alice, monkeypatch):
    monkeypatch.setattr("evidence.evidence_file.parcels.PARCEL_BYTES", 100_000)
    inner = packed({"evidence.json": EVIDENCE}) + bytes(200_000)
    with pytest.raises(EvidenceError, match="unpacks to more than"):
        brought(alice, packed({"a.zip": inner}))


def test_a_look_finds_the_same(lost, bob):
    with opened(io.BytesIO(lost), bob.today()) as parcel:
        found = look_at(bob, parcel)
        assert look_at(bob, parcel, known=found.files) == found
    assert (found.bytes.count, found.bytes.size) == (1, len(NOTES))
