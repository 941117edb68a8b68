"""Small drawings as SVG: the status bar, the tally of requirements, the pyramid's row, the mark of a grade.

Pure: values in, safe HTML out. Symbols (`#g-told`, `#s-yes` …) stand in components/marks.html, once a page.
"""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from insights.catalog import TIERS
from insights.values import GRADES, STATUSES

_ORDER = list(STATUSES)
_ROWS = (
    "M2.7 17.50H23.3L26.0 22.00H0.0z",
    "M6.1 11.75H19.9L22.6 16.25H3.4z",
    "M9.5 6.00H16.5L19.2 10.50H6.8z",
    "M12.9 0.25H13.1L15.8 4.75H10.2z",
)
"""The pyramid's rows, from the ground up, in the order of TIERS."""
_TALLY, _MET_ROOM, _COUNT_ROOM = 393, 36, 30


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


def _mark(symbol: str, label: str, classes: str) -> SafeString:
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(f'<svg class="{classes}" {said}><use href="#{symbol}"/></svg>')


def tally(met: int, of: int) -> SafeString:
    """One stroke a requirement, the met ones filled, with both counts below."""
    strokes = "".join(
        f'<rect class="in" x="{21 * at}" y="0" width="15" height="30" rx="1.5"/>'
        if at < met
        else f'<rect class="out" x="{21 * at}.75" y="0.75" width="13.5" height="28.5" rx="1.5"/>'
        for at in range(of)
    )
    end = 21 * of - 6
    met_end = max(21 * met - 6, _MET_ROOM)
    counts = f'<text x="{met_end}" y="50" text-anchor="end">{met} met</text>'
    if end - met_end > _COUNT_ROOM:
        counts += f'<text x="{end}" y="50" text-anchor="end">{of}</text>'
    # As wide as the longest column of requirements, so that a stroke has one size whatever the target.
    said = f'viewBox="0 0 {max(end, _TALLY)} 54" role="img" aria-label="{met} of {of} requirements met"'
    return mark_safe(f'<svg class="tally" {said}>{strokes}{counts}</svg>')
