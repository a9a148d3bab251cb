"""What is added here to a course's own content: items, hint ladders, corrected keys. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Kind = Literal["item", "ladder", "key"]
Status = Literal["unreviewed", "approved", "rejected"]


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing, once for each course, kind and item."""

    course: str
    section: str
    kind: Kind
    item: str
    """The id of the item that it is, or whose ladder or key it is."""
    data: dict[str, Any]
    """``item``: the item, ``evidence``, ``source``. ``ladder``: ``hints``. ``key``: ``answers``,
    ``replaces`` (they stand instead of the course's own, not beside them)."""
    made_at: datetime
    status: Status = "unreviewed"
