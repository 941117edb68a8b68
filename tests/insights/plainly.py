"""The rules once more, as plainly as they are written, straight over an evidence file: slow, and nothing shared.

The judgement is compared with this on made-up records. It looks at every entry again for every question, takes
nothing from the rules under test, and knows the catalogue only by its requirements and marks.
"""

import unicodedata
from datetime import date, timedelta

from insights.catalog import catalog

ORDER = ["none", "started", "shown", "proven"]
LENGTHS = ["week", "quarter", "year", "multi-year"]


def age(day, text):
    return (day - date.fromisoformat(text)).days


def back(day, days):
    return day - timedelta(days)


def counting_wins(wins, skill, day):
    """Those of the judged wins that count for a skill."""
    return [
        win
        for win in wins
        for link in win.links
        if link.skill == skill and win.told and 0 <= (day - win.date).days <= 730 and link.review != "needs-more"
    ]


def in_last(day, text, days):
    return text is not None and 0 <= age(day, text) < days


def seen(file, area, key, day):
    return [entry for entry in file.get(area) or [] if not entry.get(key) or age(day, entry[key]) >= 0]


HAN = ("CJK ", "IDEOGRAPHIC ", "VERTICAL IDEOGRAPHIC ", "HANGZHOU ")
KANA = ("HIRAGANA ", "KATAKANA", "HALFWIDTH KATAKANA", "HENTAIGANA ", "VERTICAL KANA ")
UNSPACED = (*HAN, *KANA, "THAI ", "LAO ", "KHMER ", "MYANMAR ")


def is_unspaced(letter):
    """Whether it is a letter of a script without spaces, by its name in Unicode. Han writes numbers in letters too."""
    is_letter = letter.isalpha() or unicodedata.category(letter) == "Nl"
    return is_letter and unicodedata.name(letter, "").startswith(UNSPACED)


def words(text):
    """How many words a text has, letter by letter."""
    count = 0
    for piece in text.split():
        unspaced = [letter for letter in piece if is_unspaced(letter)]
        others = [letter for letter in piece if letter.isalnum() and not is_unspaced(letter)]
        count += len(unspaced) // 2 + (1 if others else 0) if unspaced else 1
    return count


def told(win):
    return all(words(win.get(key) or "") >= 3 for key in ("action", "result"))


def name(word):
    return unicodedata.normalize("NFKC", " ".join(word["by"].split()).casefold())


def heard(text):
    """What is left of a text when case, punctuation and white space make no difference, but within numbers."""
    text, left = text.casefold(), ""
    for at, letter in enumerate(text):
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        between = before.isdecimal() and after.isdecimal() and letter in ".,"
        sign = before.isspace() and after.isdecimal() and letter == "-"
        if unicodedata.category(letter)[0] in "LMNS" or letter == "%" or between or sign:
            left += letter
    return left


def text_of(entry):
    """The text that a word is given for: title, what I did, what came of it, the number."""
    metric = entry.get("metric") or {}
    texts = [entry.get("title"), entry.get("action"), entry.get("result"), metric.get("name"), metric.get("unit")]
    return [heard(text or "") for text in texts], metric.get("before"), metric.get("after")


def is_for(word, win):
    """Whether a word is for what its win says: one that names no text is, and one that brings another along is not."""
    return not word.get("of") or (word.get("text") is not None and text_of(word["text"]) == text_of(win))


def standing_words(win, day):
    """Each person's newest word until the day, later in the file first, if it is a yes to this text."""
    words = [word for word in win.get("confirmations") or [] if age(day, word["date"]) >= 0]
    newest = {}
    for at, word in enumerate(words):
        if name(word) not in newest or (word["date"], at) > newest[name(word)][:2]:
            newest[name(word)] = (word["date"], at, word)
    yes = [word for _, _, word in newest.values() if word["verdict"] in ("confirmed", "corrected")]
    return [word for word in yes if is_for(word, win)]


def is_confirmed(win, day):
    return told(win) and bool(standing_words(win, day))


def is_backed(win):
    after = (win.get("metric") or {}).get("after")
    return told(win) and (bool(win.get("artifacts")) or after is not None)


def counting(file, skill, day):
    return [
        win
        for win in file.get("wins") or []
        for link in win.get("skills") or []
        if link["skill"] == skill
        and told(win)
        and 0 <= age(day, win["date"]) <= 730
        and link.get("review") != "needs-more"
    ]


def status(file, skill, day):
    wins = counting(file, skill, day)
    ages = [age(day, win["date"]) for win in wins]
    apart = max(ages) - min(ages) if ages else 0
    lifted = [win for win in wins if is_backed(win) or is_confirmed(win, day)]
    confirmed = [win for win in wins if is_confirmed(win, day)]
    if len(wins) >= 3 and apart >= 90 and confirmed and any(age(day, win["date"]) <= 365 for win in lifted):
        return "proven"
    if len(wins) >= 2 and apart >= 28 and lifted and min(ages) <= 365:
        return "shown"
    return "started" if wins else "none"


def places(file, day):
    own = (file.get("profile") or {}).get("department") or ""
    homes = {person["key"]: person.get("department") or "" for person in file.get("people") or []}
    contact = {}
    for entry in file.get("touchpoints") or []:
        home = homes[entry["person"]]
        if home and home != own and in_last(day, entry["date"], 84):
            contact.setdefault(home, []).append(entry)
    found = {}
    for home, entries in contact.items():
        weeks = {date.fromisoformat(entry["date"]).isocalendar()[:2] for entry in entries}
        joint = [entry for entry in entries if entry["kind"] == "joint-work"]
        mine = [entry for entry in entries if entry["kind"] == "request" and entry.get("started_by") == "me"]
        few = len(mine) < len(entries) / 2
        if few and len(weeks) >= 6 and len(joint) >= 2:
            found[home] = "local"
        else:
            found[home] = "regular" if few and len(weeks) >= 3 else "tourist"
    return found, {home: len(entries) for home, entries in contact.items()}


def judge(file, day):
    """Everything of `readiness --json` that is not a sentence, for the profile's own target."""
    profile = file.get("profile") or {}
    track, level = profile.get("track") or "manager", profile.get("level") or "aspiring"
    ladder = ["aspiring", "pm", "senior-pm", "director" if track == "manager" else "principal-pm", "vp", "cpo"]
    rank = {"principal-pm": 3, "director": 3} | {slug: at for at, slug in enumerate(ladder)}
    target = profile.get("target") or ladder[rank[level] + 1]
    asks = catalog().requirements(target, track)
    skills = catalog().skills
    statuses = {skill: status(file, skill, day) for skill in skills}
    met = {skill for skill, asked in asks.items() if ORDER.index(statuses[skill]) >= ORDER.index(asked)}

    def shown(skill):
        return statuses[skill] in ("shown", "proven")

    own = profile.get("department") or ""
    locals_, contact = places(file, day)
    fresh = [win for win in file.get("wins") or [] if told(win) and 0 <= age(day, win["date"]) <= 365]
    far = {"vp": "year", "cpo": "multi-year"}.get(target, "quarter")
    long = [w for w in fresh if w.get("horizon") and LENGTHS.index(w["horizon"]) >= LENGTHS.index(far)]
    words = [word for win in fresh for word in standing_words(win, day)]
    outsiders = [word for word in words if own and word.get("department") and word["department"] != own]
    proofs = [
        trial
        for trial in file.get("trials") or []
        if asks.get(trial["skill"]) in ("shown", "proven")
        and trial.get("outcome") == "succeeded"
        and trial.get("coaching") in ("none", "minimal")
        and age(date.fromisoformat(trial["ended"]), trial["started"]) >= 28
        and 0 <= age(day, trial["ended"]) <= 548
    ]
    gates = {
        "skills": len(met) == len(asks),
        "traits": None,
        "trial": bool(proofs),
        "foundations": None,
        "horizon": len(long) >= 2,
        "confirmed": len({name(word) for word in words}) >= (2 if target == "pm" else 3) and bool(outsiders),
    }
    if rank[target] >= 3:
        traits = all(shown(s.slug) for s in skills.values() if s.trait)
        gates["traits"] = traits and bool(own) and list(locals_.values()).count("local") >= 2
    if rank[target] >= 2:
        gates["foundations"] = all(shown(s.slug) for s in skills.values() if s.foundation)
    open_ = [gate for gate, holds in gates.items() if holds is False]
    verdict = "nearly" if len(met) >= 0.8 * len(asks) and len(open_) <= 2 else "building"
    return {
        "target": target,
        "verdict": verdict if open_ else "ready",
        "requirements": {"met": len(met), "of": len(asks)},
        "skills": {
            skill: (asks.get(skill), statuses[skill], skill in met if skill in asks else None)
            for skill in skills
            if skill in asks or counting(file, skill, day)
        },
        "gates": gates,
        "locals": locals_,
        "land_mines": land_mines(file, day, set(asks) - met, locals_, contact),
        "theatre": theatre(file, day, statuses),
    }


def land_mines(file, day, unmet, locals_, contact):
    def three(count, watch, stepped):
        return 2 if count >= stepped else 1 if count >= watch else 0

    wins = [win for win in file.get("wins") or [] if age(day, win["date"]) >= 0]
    quarter = [win for win in wins if age(day, win["date"]) < 90]
    late = [w for w in quarter if w.get("kind") == "recommendation" and w.get("decision") == "open"]
    outcomes = [w for w in quarter if w.get("kind") == "outcome" and (w.get("metric") or {}).get("after") is None]
    hard = [home for home, place in locals_.items() if place == "tourist" and contact[home] >= 5]
    trials = [t for t in seen(file, "trials", "started", day) if not t.get("ended") or age(day, t["ended"]) < 0]
    taken = [p for p in seen(file, "problems", "spotted", day) if p.get("status") == "taken"]
    recent = [win for win in wins if age(day, win["date"]) < 56]
    kinds = [win.get("kind") or "other" for win in recent]
    real = set(kinds) - {"other"}
    repeating = 0
    if len(recent) >= 5:
        linked = {link["skill"] for win in recent for link in win.get("skills") or []}
        alike = any(kinds.count(kind) / len(kinds) >= 0.7 for kind in real)
        repeating = 2 if unmet and not linked & unmet else int(alike)
    weeks, began = {}, False
    for entry in file.get("check_ins") or []:
        year, week = entry["week"].split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
        began = began or monday <= day
        if 0 <= (day - monday).days < 56:
            weeks[monday] = entry
    newest = [weeks[monday] for monday in sorted(weeks, reverse=True)]
    answers = [entry["intention_done"] for entry in newest if entry.get("intention_done") is not None]
    aim = (file.get("profile") or {}).get("target_date")
    ahead = aim and date.fromisoformat(aim) > day
    stuck = 1 if answers[:2] == [False, False] else 0
    found = {
        "alignment": three(len([win for win in late if age(day, win["date"]) >= 28]), 1, 3),
        "stakeholders": three(len(hard), 1, 2),
        "stretched": three(len(trials) + len(taken), 3, 4),
        "repeating": repeating,
        "long-hours": three(len([entry for entry in newest[:4] if (entry.get("hours") or 0) >= 50]), 1, 3),
        "stuck": 2 if (not ahead and (wins or began)) or answers[:4] == [False] * 4 else stuck,
        "low-impact": three(len(outcomes), 1, 3),
    }
    for mine, state in found.items():
        flagged = len([entry for entry in newest[:4] if mine in (entry.get("flags") or [])])
        found[mine] = ["clear", "watch", "stepped-on"][max(state, three(flagged, 1, 3))]
    return found


def theatre(file, day, statuses):
    skills = catalog().skills
    wins = [win for win in file.get("wins") or [] if in_last(day, win["date"], 180)]
    high = [w for w in wins for link in w.get("skills") or [] if skills[link["skill"]].tier in ("strategy", "business")]
    links = sum(len(win.get("skills") or []) for win in wins)
    if len(high) < 3 or len(high) <= links / 2:
        return False
    weak = any(statuses[s.slug] in ("none", "started") for s in skills.values() if s.foundation)
    such = [win for win in wins if win in high]
    thin = [win for win in such if not is_backed(win) and not is_confirmed(win, day)]
    return weak or len(thin) > len(such) / 2
