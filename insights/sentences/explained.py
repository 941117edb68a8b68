"""The words of the rules, each explained in one line: for the place where a page says it first."""

EXPLAINED = {
    "requirement": "A skill at the status that your target asks.",
    "gate": "A condition beside the skills. All that apply must hold.",
    "noted": "It does not count yet.",
    "told": "It says what you did and what came of it.",
    "backed": "Told, with a link, a file or a number.",
    "confirmed": "Told, with another person’s word.",
    "proof": "What makes a win backed or confirmed.",
    "fresh": "At most 365 days old.",
    "fading": "Over 365 days old. It still counts, up to 730 days.",
    "started": "One win counts for the skill.",
    "shown": "Two wins or more count, over four weeks, one with proof and one of them fresh.",
    "proven": "Three wins or more count, over 90 days, one confirmed, one fresh with proof.",
    "local": "In touch with a department in six weeks of the last twelve, twice at work with it, mostly not to ask.",
}
"""In the order in which a reader needs them."""
