"""The account: signing in, settings, the sample, its end, and what a visitor sees."""
