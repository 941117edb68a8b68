"""The words of the rules, each explained in one line: for the place where a page says it first."""

EXPLAINED = {
    "requirement": "A skill, with the status that your target asks of it.",
    "gate": "A condition beside the single skills. Every one that your target asks for must hold.",
    "noted": "You logged it. It does not count yet.",
    "told": "It says what you did and what came of it, in three words or more each.",
    "backed": "Told, with something to look at: a link, a file, or a number with its value afterwards.",
    "confirmed": "Told, with the word of another person who was there.",
    "proof": "What makes a win backed or confirmed: a link, a file, a number, or another person’s word.",
    "fresh": "At most 365 days old.",
    "fading": "Over 365 days old. It still counts, up to 730 days.",
    "started": "One win counts for the skill.",
    "shown": "Two wins or more count, over four weeks, one with proof and one of them fresh.",
    "proven": "Three wins or more count, over 90 days, one confirmed, one fresh with proof.",
    "local": "In touch with a department in six weeks of the last twelve, twice at work with it, mostly not to ask.",
}
"""In the order in which a reader needs them."""
