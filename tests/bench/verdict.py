"""What was measured, in figures: the table, the aims, and what got worse since an earlier result."""

from typing import Any

Figures = dict[str, Any]

PAGE_AIM, GROWTH_AIM, LOAD_AIM = 1.5, 1.2, 100_000
ACT_AIMS = {"A captured line": (2.0, 4.0), "Readiness, first": (4.0, 14.0)}
"""How many floors what changes a record may take, with few wins and with many."""
WORSE = 1.2
"""A figure that is a fifth worse than before counts, if noise cannot explain it."""


def table(result: Figures) -> str:
    """The figures in columns: each page with few and with many wins, then what changes a record."""
    few, many = result["sizes"]
    head = f"{'':17}{'wins':>7}{'queries':>9}{'median':>9}{'p99':>8}{'floors':>8}{'':13}{'raw':>9}{'gzip':>8}"
    lines = [head, _line("Floor", "", result["floor"])]
    for name, sizes in result["pages"].items():
        lines += [_line(name if size == few else "", size, sizes[size]) for size in (few, many)]
    lines += ["", _line("Floor, then", "", result["act_floor"])]
    for name, sizes in result["acts"].items():
        lines += [_line(name if size == few else "", size, sizes[size]) for size in (few, many)]
    return "\n".join(lines)


def _line(name: str, wins: str, at: Figures) -> str:
    bounds = f"({at['floors'][1]:.2f} to {at['floors'][2]:.2f})" if "floors" in at else ""
    floors = f"{at['floors'][0]:.2f}" if "floors" in at else ""
    wins = f"{int(wins):,}" if wins else ""
    size = f"{at['raw']:>9,}{at['sent']:>8,}" if "raw" in at else ""
    queries = at.get("queries", "")
    return (
        f"{name:17}{wins:>7}{queries:>9}{at['median']:>9.1f}{at['p99']:>8.1f}{floors:>8}{bounds:>15}{size}"
    ).rstrip()


def aims(result: Figures) -> list[tuple[bool, str]]:
    """Each aim: whether it is met, and in words what was asked and what came of it."""
    few, many = result["sizes"]
    found = []
    for name, sizes in result["pages"].items():
        floors, growth = sizes[many]["floors"][0], sizes[many]["growth"][0]
        found.append((floors <= PAGE_AIM, f"{name}: {floors:.2f} floors of {PAGE_AIM:g} at {int(many):,} wins"))
        words = f"{name}: {growth:.2f} times its own time at {int(few):,} wins, of {GROWTH_AIM:g}"
        found.append((growth <= GROWTH_AIM, words))
        load = sizes[many]["first_load"]
        found.append((load < LOAD_AIM, f"{name}: {load:,} bytes on a first visit, of {LOAD_AIM:,}"))
        same = sizes[few]["queries"] == sizes[many]["queries"]
        found.append((same, f"{name}: {sizes[many]['queries']} queries, {sizes[few]['queries']} at fewer wins"))
    for name, sizes in result["acts"].items():
        for size, aim in zip((few, many), ACT_AIMS[name], strict=True):
            floors = sizes[size]["floors"][0]
            found.append((floors <= aim, f"{name}: {floors:.2f} floors of {aim:g} at {int(size):,} wins"))
    wrong = [f"{asset['path']} ({asset['problem']})" for asset in result["assets"] if asset["problem"]]
    found.append((not wrong, f"Assets compressed and cached for ever: {', '.join(wrong) or 'all'}"))
    return found


def got_worse(before: Figures, now: Figures) -> list[str]:
    """What is a fifth worse than in an earlier result: queries, time in floors (not milliseconds), bytes."""
    found = []
    for part in ("pages", "acts"):
        for name, sizes in now[part].items():
            for size, at in sizes.items():
                if was := before.get(part, {}).get(name, {}).get(size):
                    found += _worse(f"{name} at {int(size):,} wins", was, at)
    return found


_COUNTED = {
    "queries": "queries",
    "raw": "bytes of HTML",
    "sent": "bytes compressed",
    "first_load": "bytes on a first visit",
}


def _worse(place: str, was: Figures, at: Figures) -> list[str]:
    found = [
        f"{place}: {at[key]:,} {words}, was {was[key]:,}"
        for key, words in _COUNTED.items()
        if key in at and key in was and at[key] > WORSE * was[key]
    ]
    floors, low, _ = at["floors"]
    floors_before, _, high_before = was["floors"]
    if floors > WORSE * floors_before and low > high_before:
        found.append(f"{place}: {floors:.2f} floors, was {floors_before:.2f}")
    return found
