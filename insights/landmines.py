"""The seven land mines of the way up, and strategy for show."""

LAND_MINES = {
    "alignment": "No buy-in",
    "stakeholders": "Hard stakeholders",
    "stretched": "Stretched too thin",
    "repeating": "Repeating myself",
    "long-hours": "Long hours",
    "stuck": "No way forward",
    "low-impact": "Shipping, little impact",
}
"""Slug -> the words for it on a page, in the order in which they are shown. Insight: land-mines."""
