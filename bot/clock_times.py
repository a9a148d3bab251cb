"""Times of day that people name: "17:00", "5 pm", "7.30", "21h30". Pure."""

from __future__ import annotations

import re
from datetime import time

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?h? ?(?:([ap])\.? ?m\.?)?")


def clock_time(text: str) -> time | None:
    """The time that the whole text names; None when it names none."""
    found = _TIME.fullmatch(text.strip().lower())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None
