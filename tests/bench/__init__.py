"""How fast the pages are beside a bare Django view: `python -m tests.bench`, or `make bench`."""
