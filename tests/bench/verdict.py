"""What was measured, in figures: the table, the aims, and what got worse since an earlier result."""

from typing import Any

Figures = dict[str, Any]

PAGE_AIM, SEARCH_AIM, GROWTH_AIM, LOAD_AIM = 2.0, 3.0, 1.3, 100_000
WORSE = 1.2
"""A figure that is a fifth worse than before counts, if noise cannot explain it."""


def aim_of(page: str) -> float:
    """How many floors a page may take at the most wins."""
    return SEARCH_AIM if page.startswith("Search") else PAGE_AIM


def table(result: Figures) -> str:
    """The figures in columns: each page with few and with many wins."""
    few, many = result["sizes"]
    head = f"{'':14}{'wins':>7}{'queries':>9}{'median':>9}{'p99':>8}{'floors':>8}{'':13}{'raw':>9}{'gzip':>8}"
    lines = [head, _line("Floor", "", result["floor"])]
    for name, sizes in result["pages"].items():
        lines += [_line(name if size == few else "", size, sizes[size]) for size in (few, many)]
    return "\n".join(lines)


def _line(name: str, size: str, at: Figures) -> str:
    bounds = f"({at['floors'][1]:.2f} to {at['floors'][2]:.2f})" if "floors" in at else ""
    floors = f"{at['floors'][0]:.2f}" if "floors" in at else ""
    wins = f"{int(size):,}" if size else ""
    return (
        f"{name:14}{wins:>7}{at['queries']:>9}{at['median']:>9.1f}{at['p99']:>8.1f}{floors:>8}{bounds:>15}"
        f"{at['raw']:>9,}{at['sent']:>8,}"
    ).rstrip()


def aims(result: Figures) -> list[tuple[bool, str]]:
    """Each aim: whether it is met, and in words what was asked and what came of it."""
    few, many = result["sizes"]
    found = []
    for name, sizes in result["pages"].items():
        floors, growth = sizes[many]["floors"][0], sizes[many]["growth"][0]
        found.append((floors <= aim_of(name), f"{name}: {floors:.2f} floors of {aim_of(name):g} at {int(many):,} wins"))
        found.append((growth <= GROWTH_AIM, f"{name}: {growth:.2f} times its own time at {int(few):,} wins, of 1.3"))
        load = sizes[many]["first_load"]
        found.append((load < LOAD_AIM, f"{name}: {load:,} bytes on a first visit, of {LOAD_AIM:,}"))
        same = sizes[few]["queries"] == sizes[many]["queries"]
        found.append((same, f"{name}: {sizes[many]['queries']} queries, {sizes[few]['queries']} at fewer wins"))
    wrong = [f"{asset['path']} ({asset['problem']})" for asset in result["assets"] if asset["problem"]]
    found.append((not wrong, f"Assets compressed and cached for ever: {', '.join(wrong) or 'all'}"))
    return found


def got_worse(before: Figures, now: Figures) -> list[str]:
    """What is a fifth worse than in an earlier result: queries, time in floors (not milliseconds), bytes."""
    found = []
    for name, sizes in now["pages"].items():
        for size, at in sizes.items():
            was = before["pages"].get(name, {}).get(size)
            if was is None:
                continue
            place = f"{name} at {int(size):,} wins"
            found += [
                f"{place}: {at[key]:,} {words}, was {was[key]:,}"
                for key, words in (("queries", "queries"), ("raw", "bytes of HTML"), ("sent", "bytes compressed"))
                if at[key] > WORSE * was[key]
            ]
            if at["first_load"] > WORSE * was["first_load"]:
                found.append(f"{place}: {at['first_load']:,} bytes on a first visit, was {was['first_load']:,}")
            floors, low, _ = at["floors"]
            floors_before, _, high_before = was["floors"]
            if floors > WORSE * floors_before and low > high_before:
                found.append(f"{place}: {floors:.2f} floors, was {floors_before:.2f}")
    return found
