"""Wins: capturing a line, the log, one win's page, its skills, what shows it, hints on how it is written."""
