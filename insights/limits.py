"""How long a text may be and how large a number: the same in the database, in the evidence file and in the forms.

Lengths are in characters. What the file takes, the database keeps: a test holds the one against the other.
"""

KEY_LENGTH = 60
"""The name by which the entries of an evidence file point at each other."""
NAME_LENGTH = 200
"""What somebody or something is called."""
TITLE_LENGTH = 200
TEXT_LENGTH = 20_000
"""What is told in sentences: what I did, what came of it."""
HOW_LENGTH = 500
"""How a win shows a skill."""
COMMENT_LENGTH = 5_000
"""What a colleague says beside their word on a win."""
METRIC_NAME_LENGTH = 120
METRIC_UNIT_LENGTH = 50
URL_LENGTH = 2_000

LARGEST = 1e15
"""Whole numbers up to here stay exact on their way through a database."""
