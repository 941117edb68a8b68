"""Migrations of the catalogue's tables; what stands in them is loaded by `manage.py load_catalog`."""
