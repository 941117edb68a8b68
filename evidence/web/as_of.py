"""The day that a page is asked about: `?on=2026-10-01`, today if not given."""

from datetime import date

from evidence.web.requests import Request


def day_asked(request: Request) -> date:
    """The day in the address; today where it is missing, no date, or still ahead."""
    today = request.user.today()
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return min(day, today)


def query_of(day: date, today: date) -> str:
    """What an address needs behind it so that another page is asked about the same day; nothing for today."""
    return f"?on={day.isoformat()}" if day != today else ""
