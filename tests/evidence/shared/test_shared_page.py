"""The page that a manager reads: its words, its files, its weight."""

import re
import uuid

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from evidence.account.sample import load_sample
from evidence.models import Artifact, ShareLink
from evidence.models.tokens import new_token
from evidence.packets.changes import create
from evidence.packets.draft import draft_of
from evidence.packets.snapshots import content_of
from insights.catalog import catalog
from insights.values import STATUSES
from tests.evidence.packets.drafts import enter
from tests.factories import make_artifact, make_confirmation, make_link, make_packet, make_win

REALISTIC = (
    "Sat with three support people for two afternoons, read the 310 failed calendar syncs of that week one by one, "
    "and found that two thirds came from one expired key that nobody renewed because nobody owned it. Wrote the "
    "one page that says who renews what and when, agreed it with the leads of bookings, billing and support, and "
    "took the first rotation myself so that nobody had to wait for a decision about it."
)


@pytest.fixture
def packet(alice):
    make_win(alice, "Calendar syncs", told=True, skills=["agency"], how="Nobody had asked for it")
    return create(alice, uuid.uuid4())


def test_it_is_headed_by_name_level_target_date_and_what_is_asked(alice, client):
    packet = make_packet(alice, ask="A decision by 15 December", summary="I carry **two** parts of it.")
    _, token = make_link(packet)
    ShareLink.objects.update(recipient="Maya Okafor")
    page = client.get(f"/s/{token}/", follow=True).text
    today = alice.today()
    assert "Alice Moreau, Senior Product Manager" in page
    assert "<h1>The case for Director of Product</h1>" in page
    assert f"snapshot 1, {today.day} {today:%B} {today.year}" in page
    assert "Shared with Maya Okafor" in page
    assert "A decision by 15 December" in page
    assert "I carry <strong>two</strong> parts of it." in page
    assert "alice@example.com" not in page


def test_it_says_plainly_what_has_no_evidence(packet, client):
    _, token = make_link(packet)
    page = client.get(f"/s/{token}/", follow=True).text
    assert page.count("No evidence yet.") == 18
    assert "nothing yet, asks proven" in page
    assert "0 of 19 requirements are met, counted from the one win in this packet alone" in page


def test_what_has_no_evidence_stands_together_and_closed_at_the_end(packet, client):
    _, token = make_link(packet)
    page = client.get(f"/s/{token}/", follow=True).text
    above, closed = page.split('<details class="bare-rows">')
    assert "No evidence yet." not in above
    assert "18 requirements without a win in this packet" in closed
    assert 'id="coaching"' in closed and 'id="agency"' not in closed
    assert 'href="#coaching"' in above


def test_the_four_statuses_are_explained_in_two_sentences(packet, client):
    _, token = make_link(packet)
    page = client.get(f"/s/{token}/", follow=True).text
    told = re.search(r"<p[^>]*>A skill is at <b>nothing yet</b>.*?</p>", page)[0]
    assert all(f"<b>{status.lower()}</b>" in told for status in STATUSES.values())
    assert told.count(". ") == 1


def test_it_says_the_verdict_and_the_gates_and_nothing_of_what_they_look_at(alice, client):
    load_sample(alice, alice.today())
    packet = create(alice, uuid.uuid4())
    content = content_of(draft_of(packet))
    holding = [gate.slug for gate in content.gates if gate.met]
    assert (content.verdict, holding) == ("building", ["foundations", "horizon", "confirmed"])
    _, token = make_link(packet)
    page = client.get(f"/s/{token}/", follow=True).text
    assert "What the rules say: building" in page
    assert "Three of six gates hold: foundations, horizon and confirmed." in page
    assert "<mark>Open: skills, traits and trial.</mark>" in page
    for title in ("Leading the hiring of a designer", "Sorted support threads together"):
        assert title not in page


def test_the_gates_look_at_the_chosen_wins_alone(alice):
    load_sample(alice, alice.today())
    packet = create(alice, uuid.uuid4())
    packet.items.all().delete()
    gates = {gate.slug: gate.met for gate in content_of(draft_of(packet)).gates}
    assert not any(gates[slug] for slug in ("skills", "foundations", "horizon", "confirmed"))


def test_a_gate_that_the_target_does_not_ask_for_is_not_counted(alice, client):
    alice.level_id, alice.target_id = "aspiring", None
    alice.save()
    packet = make_packet(alice, target="pm")
    assert [gate.slug for gate in content_of(draft_of(packet)).gates] == ["skills", "trial", "horizon", "confirmed"]
    _, token = make_link(packet)
    assert "None of the four gates holds." in client.get(f"/s/{token}/", follow=True).text


def test_who_has_reached_the_target_since_can_still_show_the_packet(alice, alices_browser):
    packet = make_packet(alice)
    alice.level_id, alice.target_id = "cpo", None
    alice.save()
    assert alices_browser.get(reverse("packet-preview", args=[packet.pk])).status_code == 200


def test_a_win_under_three_skills_tells_its_story_once(alice, client):
    make_win(alice, "Three at once", told=True, skills=["agency", "coaching", "clarity"])
    _, token = make_link(create(alice, uuid.uuid4()))
    page = client.get(f"/s/{token}/", follow=True).text
    assert page.count("Three at once") == 3
    assert page.count("<p>Collected 31 support threads") == 1
    assert page.count('href="#win-1"') == 2
    assert page.count('id="win-1"') == 1


def test_what_people_wrote_is_text_and_only_real_links_are_links(alice, client):
    alice.name = "<b>Alice</b>"
    alice.save()
    win = make_win(
        alice,
        "<script>alert(1)</script>",
        told=True,
        action="<img src=x> was what I did",
        metric_name="<i>m</i>",
        metric_after=1,
        skills=["agency"],
        how='"><b hx-get="/">',
    )
    make_artifact(win, "javascript:alert(1)", title="Not a link")
    make_artifact(win, "https://x.example/?a=1&b=2", title="")
    packet = make_packet(alice, ask="<u>ask</u>", summary="<script>x</script>", recipient="<u>")
    packet.items.create(link=win.links.get(), position=1)
    _, token = make_link(packet)
    page = client.get(f"/s/{token}/", follow=True).text
    for raw in ("<b>Alice", "<script>alert", "<img src=x", "<i>m", "<b hx-get", "<u>", "<script>x", "javascript:"):
        assert raw not in page
    assert "<p>&lt;img src=x&gt; was what I did</p>" in page
    assert "Not a link" in page
    assert 'href="https://x.example/?a=1&amp;b=2" rel="nofollow noopener"' in page


@pytest.fixture
def with_file(alice):
    """A packet with one file, and the artifact."""
    win = make_win(alice, "With a file", told=True, skills=["agency"])
    artifact = Artifact(win=win, name="notes.txt", sha256="a" * 64, size=2048, content_type="text/plain")
    artifact.file.save("x", ContentFile(b"What the syncs said"))
    return create(alice, uuid.uuid4()), artifact


def test_a_file_of_the_snapshot_is_a_download_while_the_link_lives(with_file, client):
    packet, _ = with_file
    link, token = make_link(packet)
    page = client.get(f"/s/{token}/", follow=True)
    where = reverse("shared-file", args=[link.public_id, 1])
    assert f'href="{where}"' in page.text
    assert "notes.txt</a> (2.0" in page.text
    answer = client.get(where)
    assert b"".join(answer.streaming_content) == b"What the syncs said"
    assert answer["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Client().get(where).status_code == 404
    for number in (0, 2, 10**30):
        assert client.get(f"/shared/{link.public_id}/files/{number}/").status_code == 404
    link.revoke()
    assert client.get(where).status_code == 404


@pytest.mark.parametrize("gone", ["removed", "deleted", "win in the Trash", "bytes lost", "changed"])
def test_a_file_that_is_gone_is_nothing(with_file, client, gone):
    packet, artifact = with_file
    link, token = make_link(packet)
    enter(client, token)
    if gone == "removed":
        artifact.remove()
    elif gone == "deleted":
        artifact.delete()
    elif gone == "win in the Trash":
        artifact.win.delete_softly()
    elif gone == "bytes lost":
        artifact.file.storage.delete(artifact.file.name)
    else:
        Artifact.objects.update(sha256="b" * 64)
    answer = client.get(reverse("shared-file", args=[link.public_id, 1]))
    assert answer.status_code == 404
    assert answer.content == client.get(f"/s/{new_token()}/").content


def test_a_file_added_after_sharing_is_not_in_the_snapshot(packet, client):
    link, token = make_link(packet)
    enter(client, token)
    artifact = Artifact(win=packet.owner.wins.get(), name="later.txt", sha256="a" * 64)
    artifact.file.save("x", ContentFile(b"Later"))
    assert client.get(reverse("shared-file", args=[link.public_id, 1])).status_code == 404


def fill(owner, wins_a_skill: int) -> None:
    skills = list(catalog().requirements("director", "manager"))
    for number, skill in enumerate(skills):
        for nth in range(wins_a_skill):
            win = make_win(
                owner,
                f"Failed calendar syncs found an owner, part {number}.{nth}",
                days_ago=100 * nth + number,
                action=REALISTIC,
                result=REALISTIC,
                metric_name="failed syncs a week",
                metric_before=310,
                metric_after=24,
                skills=[skill],
                how="Nobody had asked for it; I traced one failure through bookings, billing and support.",
            )
            make_artifact(win, f"https://wiki.example/incidents/{number}", title="Incident log")
            make_confirmation(win)


def test_a_full_packet_weighs_less_than_a_hundred_kilobytes(alice, client):
    fill(alice, 3)
    packet = create(alice, uuid.uuid4())
    packet.summary = REALISTIC * 4
    packet.save()
    content = content_of(draft_of(packet))
    assert len(content.requirements) == 19
    assert content.met == 19
    assert sum(len(entry.evidence) for entry in content.requirements) >= 38
    _, token = make_link(packet)
    assert len(client.get(f"/s/{token}/", follow=True).content) < 100_000


def test_the_preview_shows_what_the_manager_will_see(alice, alices_browser, client):
    fill(alice, 1)
    packet = create(alice, uuid.uuid4())
    _, token = make_link(packet)

    def main_of(page: str) -> str:
        return page[page.index("<h1>") : page.index("</main>")]

    preview = alices_browser.get(reverse("packet-preview", args=[packet.pk])).text
    assert main_of(preview) == main_of(client.get(f"/s/{token}/", follow=True).text)


@pytest.mark.parametrize("wins", [3, 300])
def test_reading_costs_as_much_however_many_wins(alice, client, django_assert_num_queries, wins):
    for number in range(wins):
        make_win(alice, f"Win {number}", told=True, skills=["agency"])
    packet = make_packet(alice)
    for win in alice.wins.prefetch_related("links"):
        packet.items.create(link=win.links.all()[0], position=1)
    _, token = make_link(packet)
    with django_assert_num_queries(1):
        page = enter(client, token)
    with django_assert_num_queries(3):  # the link, its snapshot, and the count of a first visit
        assert client.get(page).text.count("Win ") == wins
    with django_assert_num_queries(1):
        client.get(page)
