"""The project: settings, urls, wsgi. Nothing of the domain lives here."""
