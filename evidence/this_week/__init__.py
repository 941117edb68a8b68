"""This week: the capture box, the week's wins, and what would count most."""
