"""Whose word a file is: the profile stays mine, and what others said counts only where somebody vouches for it."""

from datetime import date

from evidence.evidence_file.notes import notes
from evidence.models import Confirmation, SkillLink, User
from tests.evidence.evidence_file.filing import bring, file, newcomer

# The profile


def test_an_empty_profile_is_filled(db):
    somebody = newcomer()
    bring(somebody, file())
    somebody = User.objects.get(pk=somebody.pk)
    assert (somebody.level_id, somebody.target_id, somebody.department) == ("senior-pm", "director", "product")


def test_a_filled_profile_stays_and_the_preview_says_so(alice):
    done = bring(alice, file(("profile.department", "sales")))
    alice.refresh_from_db()
    assert alice.department == "product"
    assert "profile.department: yours stays, “product”, not “sales”." in notes(done)


def test_the_files_profile_takes_the_place_of_mine_where_i_say_so(alice):
    bring(alice, file(("profile.department", "sales")), profiles="replace")
    alice.refresh_from_db()
    assert (alice.department, alice.target_date) == ("sales", date(2027, 3, 31))


def test_a_target_that_does_not_lie_above_my_level_is_left_out(alice):
    alice.level_id, alice.target_id = "vp", None
    alice.save()
    bring(alice, file())
    alice.refresh_from_db()
    assert (alice.level_id, alice.target_id) == ("vp", None)


# Whom it trusts


def test_what_a_user_brings_in_of_others_is_kept_and_does_not_count(alice):
    done = bring(alice, file(("wins.0.skills.0.review", "agree")))
    assert not Confirmation.objects.get().verified
    assert not SkillLink.objects.get().review_verified
    assert alice.wins.with_grade(alice).get().grade == "backed"
    said = "Two confirmations and reviews of others, wins[0].skills[0] and wins[0].confirmations[0], on your word alone"
    assert notes(done)[0].startswith(said)


def test_the_command_line_takes_their_word_for_it(alice):
    bring(alice, file(("wins.0.skills.0.review", "agree")), trusted=True)
    assert Confirmation.objects.get().verified
    assert SkillLink.objects.get().review_verified
    assert alice.wins.with_grade(alice).get().grade == "confirmed"


def test_trusting_a_file_later_lifts_what_it_brought_before(alice):
    bring(alice, file())
    version = alice.record_version
    assert bring(alice, file(), trusted=True).changes_nothing
    assert Confirmation.objects.get().verified
    alice.refresh_from_db()
    assert alice.record_version > version


def test_bringing_it_in_again_does_not_take_a_verified_word_away(alice):
    bring(alice, file(), trusted=True)
    bring(alice, file())
    assert Confirmation.objects.get().verified
