"""What people type about wins: a line, a win, links and files, hints."""
