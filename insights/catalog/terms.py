"""The closed lists of values that the catalogue is written in: each value with its words, in order.

Statuses and horizons, which wins have too, stand in `insights.values`.
"""

TIERS = {"market": "Market", "people": "People", "strategy": "Strategy", "business": "Business"}
"""The rows of the pyramid, from the ground up."""

TRACKS = {"manager": "Manager", "expert": "Expert"}
"""The two ways up. A level that lies on both says BOTH."""
BOTH = "both"

DEFAULT_LEVEL = "aspiring"
DEFAULT_TRACK = "manager"

REQUIRABLE = ("started", "shown", "proven")
"""The statuses that a target can ask of a skill, from least to most."""

TRAITS = {"relationships": "Relationships", "platform": "Platform", "customer-facing": "Customer-facing"}
"""The three traits of a leader, each carried by one skill."""

FOUNDATIONS = {"customers": "Customers", "product": "Product", "business": "Business"}
"""What must be mastered before strategy, each carried by one skill."""
