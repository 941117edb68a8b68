"""What answers the addresses of wins: the log and one win, skills, what shows it, hints."""
