"""Words that somebody would make more of than they are, by way of files: each counts once, on its win, for its text."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.signing import Signer

from evidence.evidence_file import signing
from evidence.evidence_file.from_rows import evidence_of, kept_by
from evidence.evidence_file.importing import take_in
from evidence.evidence_file.notes import notes
from evidence.evidence_file.packing import write_zip
from evidence.evidence_file.parcels import opened
from evidence.models import Confirmation, Win
from insights.evidence_format import dumps, read, to_record
from insights.grades import grade
from tests.evidence.evidence_file.filing import bring
from tests.factories import make_confirmation, make_win

pytestmark = pytest.mark.django_db


@pytest.fixture
def win(alice) -> Win:
    """A told win that Ana has confirmed."""
    win = make_win(alice, "The newsletter", told=True)
    make_confirmation(win)
    return win


def taken_out(user) -> io.BytesIO:
    stream = io.BytesIO()
    write_zip(user, kept_by(user), stream)
    return stream


def brought_in(user, stream: io.BytesIO, **how):
    with opened(stream, user.today()) as parcel:
        return take_in(user, parcel, **how)


def rewritten(win: Win, title: str) -> None:
    win.title = title
    win.save()


def confirmed(user) -> list[str]:
    return sorted(user.wins.kept().with_grade(user).filter(grade="confirmed").values_list("title", flat=True))


def test_one_word_does_not_confirm_six_invented_wins(alice, win):
    files = []
    for number in range(6):
        rewritten(win, f"Invented {number}")
        files.append(taken_out(alice))
        for signed in files:
            brought_in(alice, signed)
    assert alice.wins.count() == 6
    assert confirmed(alice) == []


def test_ones_own_export_taken_in_again_does_not_make_a_word_count_twice(alice, win):
    signed = taken_out(alice)
    rewritten(win, "Told anew")
    done = brought_in(alice, signed)
    assert sorted(alice.wins.values_list("title", flat=True)) == ["The newsletter", "Told anew"]
    assert confirmed(alice) == []
    assert len(done.claims) == 1
    rewritten(win, "The newsletter")
    assert confirmed(alice) == ["The newsletter"]
    assert alice.wins.filter(title="The newsletter").count() == 2


@pytest.mark.parametrize("verdict", ["withdrawn", "declined"])
@pytest.mark.parametrize("trusted", [False, True])
def test_a_word_that_was_taken_back_does_not_come_back_when_its_win_has_gone(alice, win, verdict, trusted):
    signed = taken_out(alice)
    make_confirmation(win, verdict=verdict)
    win.delete()
    done = brought_in(alice, signed, trusted=trusted)
    assert confirmed(alice) == []
    assert not Confirmation.objects.get().verified
    said = "One confirmation, wins[0].confirmations[0], was taken back since: kept, shown as unverified, not counted."
    assert said in notes(done)
    assert not done.claims
    brought_in(alice, signed, trusted=trusted)
    assert confirmed(alice) == []


def test_a_word_given_after_it_was_taken_back_counts(alice, win):
    make_confirmation(win, verdict="withdrawn", date=alice.today())
    win.delete()
    row = alice.taken_back.get()
    row.until = row.until.replace(year=row.until.year - 1)
    row.save()
    win = make_win(alice, "The newsletter", told=True)
    make_confirmation(win)
    signed = taken_out(alice)
    win.delete()
    brought_in(alice, signed)
    assert confirmed(alice) == ["The newsletter"]


def test_words_on_rewritten_wins_travel_with_their_text(alice, bob, win):
    rewritten(win, "Told anew")
    (entry,) = evidence_of(alice).wins
    (word,) = entry.confirmations
    assert (word.of, word.text.title) == (win.confirmations.get().of, "The newsletter")
    text = dumps(evidence_of(alice))
    assert bring(bob, read(text, alice.today()), trusted=True)
    assert dumps(evidence_of(bob)) == text
    assert bob.wins.get().confirmations.get().given_for.title == "The newsletter"
    assert confirmed(bob) == []
    rewritten(bob.wins.get(), "The newsletter")
    assert confirmed(bob) == ["The newsletter"]


def test_a_signature_from_before_texts_were_named_vouches_for_no_confirmation(alice, win):
    text = dumps(evidence_of(alice)).encode()
    said = {"account": alice.pk, "sha256": signing.hashlib.sha256(text).hexdigest()}
    old = Signer(salt="evidence file").sign_object({**said, "vouched": ["wins[0].confirmations[0]"]}, compress=True)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("evidence.json", text)
        archive.writestr("signature.txt", old)
    win.delete()
    done = brought_in(alice, stream)
    assert confirmed(alice) == []
    assert "before it kept which text a confirmation was given for" in " ".join(notes(done))


def test_a_claim_is_lifted_for_the_text_that_the_signed_file_names(alice, win):
    rewritten(win, "Told anew")
    signed, evidence = taken_out(alice), evidence_of(alice)
    win.delete()
    (entry,) = evidence.wins
    forged = replace(entry, confirmations=(replace(entry.confirmations[0], of="", text=None),))
    bring(alice, replace(evidence, wins=(forged,)))
    brought_in(alice, signed)
    word = Confirmation.objects.get()
    assert word.verified
    assert word.given_for.title == "The newsletter"
    assert confirmed(alice) == []


def test_whoever_runs_the_server_can_give_a_word_for_what_the_win_says_now(alice, win):
    rewritten(win, "Told anew")
    (entry,) = evidence_of(alice).wins
    plain = replace(entry, confirmations=(replace(entry.confirmations[0], of="", text=None),))
    bring(alice, replace(evidence_of(alice), wins=(plain,)), trusted=True)
    assert alice.wins.count() == 1
    assert confirmed(alice) == ["Told anew"]


# In the file itself


def test_in_a_file_a_word_without_its_text_counts_and_with_another_it_does_not(alice, win, tmp_path):
    data = json.loads(dumps(evidence_of(alice)))
    word = data["wins"][0]["confirmations"][0]
    assert len(word["of"]) == 64
    path = tmp_path / "evidence.json"

    def says() -> str:
        path.write_text(json.dumps(data), encoding="utf-8")
        (one,) = to_record(read(path.read_bytes(), alice.today())).wins
        return grade(one, alice.today())

    assert says() == "confirmed"
    data["wins"][0]["title"] = "the NEWSLETTER!"
    assert says() == "confirmed"
    data["wins"][0]["title"] = "Invented"
    assert says() == "told"
    call_command("readiness", "--file", str(path), stdout=io.StringIO())
    del word["of"]
    assert says() == "confirmed"


def test_a_text_that_is_not_the_one_that_is_named_is_refused(alice, win):
    rewritten(win, "Told anew")
    data = json.loads(dumps(evidence_of(alice)))
    data["wins"][0]["confirmations"][0]["text"]["title"] = "Invented"
    with pytest.raises(ValueError, match=r"wins\[0\].confirmations\[0\].text: is not the text that its of names"):
        read(json.dumps(data), alice.today())
