"""Events as a table (CSV), one row each."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from bot.learner.events import Logged

MEDIA_TYPE = "text/csv"
COLUMNS = (
    "id", "at", "type", "course", "section", "item", "what", "concepts", "question", "answer",
    "credit", "rating", "hints", "attempt", "mode", "confidence", "dont_know", "misconception",
    "covered", "sections", "quiz",
)  # fmt: skip
"""In this order; a column is empty where an event has no such field."""
_FORMULA = re.compile(r"^\s*[=+@\t\r]|^\s*-(?![\d.,]+$)")
"""What a spreadsheet would take for a formula and run."""


def dump(events: Iterable[Logged]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to read accents."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for logged in events:
        fields = logged.event.model_dump(mode="json")
        row = {"id": logged.id, "at": logged.at.isoformat()} | fields
        writer.writerow({name: cell(value) for name, value in row.items()})
    return file.getvalue().encode("utf-8-sig")


def cell(value: object) -> object:
    """As it may stand in a spreadsheet."""
    if isinstance(value, list):
        value = " ".join(map(str, value))
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else value
