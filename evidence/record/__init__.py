"""One person's rows as the values that the judgement is handed, and as the entries of an evidence file."""
