"""Readiness: a person's record judged, and every page that shows the judgement."""
