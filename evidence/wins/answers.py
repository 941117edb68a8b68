"""What a person answers to the skills of a win: it speaks for this one, not for that one, for none of these.

An answer changes the win's links, is kept, and shifts what is suggested to this person later. What came with a file,
or with the sample, is nobody's answer.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from evidence.models import User, Win
from evidence.models.skill_links import link_skill, unlink_skill
from insights.leaning import LOOKED_AT, leaning


def link(win: Win, skill: str) -> bool:
    """The win speaks for `skill`; says whether it did not before. Raises `TooManySkills`."""
    with _answering(win):
        is_new = not win.links.filter(skill=skill).exists()
        link_skill(win, skill)
        _keep(win, skill, accepted=True)
    return is_new


def unlink(win: Win, skill: str) -> bool:
    """The win does not speak for `skill` after all; says whether it did."""
    with _answering(win):
        taken_off = unlink_skill(win, skill)
        if taken_off:
            _keep(win, skill, accepted=False)
            if win.none_of is not None:
                win.none_of = [other for other in win.none_of if other != skill]
    return taken_off is not None


def none_of(win: Win, skills: Sequence[str]) -> bool:
    """The win speaks for none of these, which were suggested; says whether that is new. What is linked stays.

    `none_of` holds what this has said no to, and only that: its undo must not touch a no that was said before or since.
    """
    with _answering(win):
        answered = {*win.links.values_list("skill_id", flat=True), *win.declined}
        meant = [skill for skill in skills if skill not in answered]
        for skill in meant:
            _keep(win, skill, accepted=False)
        is_new = bool(meant) or win.none_of is None
        win.none_of = sorted({*(win.none_of or ()), *meant})
    return is_new


def undo_link(win: Win, skill: str) -> None:
    """Takes a link and its answer back."""
    with _answering(win):
        if unlink_skill(win, skill):
            _take_back(win, [skill])


def undo_unlink(win: Win, skill: str) -> None:
    """Puts a link that was taken off back as it was, and takes the answer back. Raises `TooManySkills`."""
    with _answering(win):
        if win.removed_links.filter(skill=skill).exists():
            link_skill(win, skill)
            _take_back(win, [skill])


def undo_none(win: Win) -> None:
    """Takes a "none of these" back. What was linked since is no longer a no, and stays."""
    with _answering(win):
        _take_back(win, [skill for skill in win.none_of or () if skill in win.declined])
        win.none_of = None


@contextmanager
def _answering(win: Win) -> Iterator[None]:
    """One answer after another, each seeing what the one before has left; then what follows from it is written down."""
    with transaction.atomic():
        win.owner.lock()
        win.refresh_from_db(fields=["declined", "none_of"])
        before = (win.declined, win.none_of)
        yield
        declined = win.skill_answers.filter(accepted=False).order_by("skill")
        win.declined = list(declined.values_list("skill_id", flat=True))
        if (win.declined, win.none_of) != before:
            win.save(update_fields=["declined", "none_of"])
        lean(win.owner)


def lean(owner: User) -> None:
    """Works the person's leaning out anew from their answers, here and in the database: under their lock."""
    newest = owner.skill_answers.order_by("-answered_at", "-pk").values_list("skill_id", "accepted")
    owner.leaning = leaning(newest[:LOOKED_AT])
    User.objects.filter(pk=owner.pk).update(leaning=owner.leaning)


def _keep(win: Win, skill: str, *, accepted: bool) -> None:
    known = win.skill_answers.filter(skill=skill).first()
    if known is None:
        win.skill_answers.create(owner=win.owner, skill_id=skill, accepted=accepted)
    elif known.accepted != accepted:
        known.delete()
        win.skill_answers.create(owner=win.owner, skill_id=skill, accepted=accepted, was=known.accepted)


def _take_back(win: Win, skills: Sequence[str]) -> None:
    """Each answer becomes the one before it; where there was none, there is none again."""
    answers = win.skill_answers.filter(skill__in=skills)
    answers.filter(was__isnull=True).delete()
    for answer in answers:
        answer.accepted, answer.was = bool(answer.was), None
        answer.save(update_fields=["accepted", "was"])
