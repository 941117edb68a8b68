"""A win's skills as buttons: to take off those that it speaks for, to link those that its words seem to speak for."""

from collections.abc import Mapping, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from evidence.readiness.standings import SkillNow
from evidence.wins.offers import Offer
from insights.sentences import listed

_HABITS = {"often": " You often link this.", "seldom": " You seldom link this.", "": ""}


def chips(win: int, linked: Sequence[str], offered: Sequence[Offer], found: Mapping[str, SkillNow]) -> SafeString:
    """The buttons of one win, for a form that goes to its skills. Each that is offered says below why."""
    drawn = [_chip(win, found[skill], "unlink", 'aria-pressed="true"') for skill in linked]
    for place, offer in enumerate(offered, start=1):
        rest = f'aria-pressed="false" aria-describedby="why-{win}-{offer.skill}"'
        drawn.append(_chip(win, found[offer.skill], "link", rest, f" s{place}"))
    if offered:
        skills = " ".join(offer.skill for offer in offered)
        drawn.append(
            f'<button class="plain meta" id="none-{win}" name="change" value="none {skills}" data-none>None of these'
            "</button>"
        )
        reasons = [
            f'<span id="why-{win}-{offer.skill}">{escape(reason(offer, found[offer.skill].name))}</span>'
            for offer in offered
        ]
        drawn.append(f'<p class="why meta">{"".join(reasons)}</p>')
    return mark_safe("".join(drawn))


def _chip(win: int, standing: SkillNow, does: str, rest: str, place: str = "") -> str:
    look = ("chip open-gap" if standing.is_open else "chip") + place
    return (
        f'<button class="{look}" id="chip-{win}-{standing.skill}" name="change" value="{does} {standing.skill}" '
        f"{rest}>{escape(standing.name)}</button>"
    )


def reason(offer: Offer, name: str) -> str:
    """Why a skill is offered, in words: what the win says, and the person's own habit where it changed the order."""
    by = listed([f"“{phrase}”" for phrase in offer.because]) or "its words as a whole"
    return f"{name}: suggested by {by}.{_HABITS[offer.habit]}"
