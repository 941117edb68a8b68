"""The closed lists of values in a record, each with the words that a page shows for it.

A dict maps the value as it stands in the evidence file and in the database to its words; its order is the order of
choice (for horizons: shortest first).
"""

HORIZONS = {"week": "Week", "quarter": "Quarter", "year": "Year", "multi-year": "Several years"}
DRIVERS = {
    "revenue": "Revenue",
    "cost": "Cost",
    "retention": "Retention",
    "risk": "Risk",
    "none": "None of these",
}
DECISIONS = {
    "none": "Nothing to decide",
    "open": "Not decided yet",
    "accepted": "Accepted",
    "declined": "Declined",
}
PARTS = {"alone": "Alone", "led": "Led", "shared": "Shared", "helped": "Helped"}
DEPARTMENTS = {
    "product": "Product",
    "engineering": "Engineering",
    "design": "Design",
    "data": "Data",
    "marketing": "Marketing",
    "sales": "Sales",
    "support": "Support",
    "operations": "Operations",
    "finance": "Finance",
    "legal": "Legal",
    "people": "People",
    "executive": "Executive",
    "other": "Other",
}
TOUCHPOINT_KINDS = {
    "joint-work": "Joint work",
    "conversation": "Conversation",
    "request": "Request",
    "career-conversation": "Career conversation",
}
STARTED_BY = {"me": "Me", "them": "Them", "both": "Both"}
CHANNELS = {
    "support": "Support",
    "debugging": "Debugging",
    "sales": "Sales",
    "interview": "Interview",
    "community": "Community",
    "other": "Other",
}
ROOM_TIERS = {"team": "Team", "department": "Department", "executive": "Executive", "board": "Board"}
ROOM_PARTS = {"guest": "Guest", "contributor": "Contributor", "owner": "Owner"}
COACHING = {"none": "None", "minimal": "Minimal", "some": "Some", "heavy": "Heavy"}
TRIAL_OUTCOMES = {"running": "Running", "succeeded": "Succeeded", "failed": "Failed"}
REVIEWS = {"none": "No answer", "agree": "Agree", "needs-more": "Needs more", "not-seen": "Not seen"}
CONFIRMATION_VERDICTS = {
    "confirmed": "Confirmed",
    "corrected": "Corrected",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}
PROBLEM_STATUSES = {"spotted": "Spotted", "taken": "Taken", "solved": "Solved", "passed": "Passed on"}
GRADES = {"noted": "Noted", "told": "Told", "backed": "Backed", "confirmed": "Confirmed"}
STATUSES = {"none": "Nothing yet", "started": "Started", "shown": "Shown", "proven": "Proven"}
VERDICTS = {"building": "Building", "nearly": "Nearly", "ready": "Ready to ask"}
