"""Small drawings as SVG: the status bar, the tally of requirements, the pyramid's row, the mark of a grade.

Pure: values in, safe HTML out. Symbols (`#g-told`, `#s-yes` …) stand in components/marks.html, once a page.
"""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from insights.catalog import TIERS
from insights.values import GRADES, STATUSES
from insights.verdicts import nearly_from

_ORDER = list(STATUSES)
_ROWS = (
    "M2.7 17.50H23.3L26.0 22.00H0.0z",
    "M6.1 11.75H19.9L22.6 16.25H3.4z",
    "M9.5 6.00H16.5L19.2 10.50H6.8z",
    "M12.9 0.25H13.1L15.8 4.75H10.2z",
)
"""The pyramid's rows, from the ground up, in the order of TIERS."""
_TALLY, _MET_ROOM, _NEARLY_ROOM, _COUNT_ROOM = 399, 36, 32, 14


def meter(status: str, asked: str = "") -> SafeString:
    """Three blocks, as many filled as the status has reached; an upright line where the asked status ends."""
    reached = _ORDER.index(status)
    blocks = "".join(
        f'<rect x="{20 * step}" y="3" width="17" height="8" rx="1"/>'
        if step < reached
        else f'<rect class="e" x="{20 * step}.5" y="3.5" width="16" height="7" rx="1"/>'
        for step in range(3)
    )
    words = STATUSES[status].lower()
    if asked:
        blocks += f'<path class="need" d="M{20 * _ORDER.index(asked) - 1.5} 0v14"/>'
        words += f", asked: {STATUSES[asked].lower()}"
    return mark_safe(f'<svg class="meter" viewBox="0 0 60 14" role="img" aria-label="{words}">{blocks}</svg>')


def pyramid(tier: str) -> SafeString:
    """The pyramid with the row of `tier` filled; decoration, the tier's name stands beside it."""
    rows = "".join(
        f'<path d="{row}"/>' if name == tier else f'<path class="off" d="{row}"/>'
        for name, row in zip(TIERS, _ROWS, strict=True)
    )
    return mark_safe(f'<svg class="pyr" viewBox="0 0 26 22" aria-hidden="true">{rows}</svg>')


def grade_mark(grade: str, label: str = "", *, large: bool = False) -> SafeString:
    """The mark of a grade. With a `label` it speaks for itself, without one the word must stand beside it."""
    if grade not in GRADES:
        raise ValueError(f"no such grade: {grade!r}")
    return _mark(f"g-{grade}", label, "mark mark-l" if large else "mark")


def tick(holds: bool) -> SafeString:
    """A tick for what holds, a dash for what is open; the words stand beside it."""
    return _mark("s-yes" if holds else "s-no", "", "mark")


def marked(words: str, on: bool = True) -> SafeString:
    """Words under the marker where it is `on`, plain ones elsewhere."""
    return mark_safe(f"<mark>{escape(words)}</mark>") if on else escape(words)


def state_mark(state: str) -> SafeString:
    """The mark of a land mine's state; the word stands beside it."""
    return _mark(f"s-{state}", "", "mark")


def _mark(symbol: str, label: str, classes: str) -> SafeString:
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(f'<svg class="{classes}" {said}><use href="#{symbol}"/></svg>')


def tally(met: int, of: int) -> SafeString:
    """One stroke a requirement, the met ones filled, a taller line where "nearly" begins, and the counts below."""
    nearly = nearly_from(of)
    strokes = "".join(
        f'<rect class="in" x="{_left(at, nearly)}" y="8" width="15" height="30" rx="1.5"/>'
        if at < met
        else f'<rect class="out" x="{_left(at, nearly)}.75" y="8.75" width="13.5" height="28.5" rx="1.5"/>'
        for at in range(of)
    )
    end, line = _left(of - 1, nearly) + 15, 21 * nearly + 3 - (6 if nearly == of else 0)
    # What stands beside the line is left out where the two would touch; the words above say it all.
    met_end = max(_left(met - 1, nearly) + 15, _MET_ROOM) if met else _MET_ROOM
    labels = [f'<text x="{line}" y="58" text-anchor="middle">{nearly}: nearly</text>']
    if met_end < line - _NEARLY_ROOM:
        labels.append(f'<text x="{met_end}" y="58" text-anchor="end">{met} met</text>')
    if end > line + _NEARLY_ROOM + _COUNT_ROOM:
        labels.append(f'<text x="{end}" y="58" text-anchor="end">{of}</text>')
    need = f'<path class="need" d="M{line} 0V40"/>'
    words = f"{met} of {of} requirements met; nearly begins at {nearly}"
    # As wide as the longest column of requirements, so that a stroke has one size whatever the target.
    said = f'viewBox="0 0 {max(end, _TALLY)} 62" role="img" aria-label="{words}"'
    return mark_safe(f'<svg class="tally" {said}>{strokes}{need}{"".join(labels)}</svg>')


def _left(at: int, nearly: int) -> int:
    """Where a stroke begins; the line of "nearly" takes some room of its own."""
    return 21 * at + (6 if at >= nearly else 0)
