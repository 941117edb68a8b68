"""One person's rows as the values that the judgement is handed, and as the entries of an evidence file, both ways.

`areas` is the table of all areas with who keeps each; `person` puts the whole of them together.
"""
