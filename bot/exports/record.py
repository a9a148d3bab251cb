"""A learner's whole record as JSON lines: to be kept, or read into another installation.

The first line says whose it is; every other one is an event as the log has it, of newer versions,
too. `read` checks all of it before anything is taken over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.errors import StudylampError
from bot.learner.events import understand

MEDIA_TYPE = "application/jsonl"
FORMAT = 1
_MOST = 2_000_000
"""Lines."""
_AHEAD = timedelta(days=1)
"""How much another machine's clock may be ahead."""
NOT_TAKEN = frozenset(
    """
    learner_joined plan_steered help_ruled key_corrected role_granted grouped join_code_made
    join_code_revoked course_bound roster_imported partner_sought partner_answered pilot_planned
    pilot_code_made pilot_decided pilot_assigned
    """.split()
)
"""What a record from elsewhere doesn't bring along: it makes nobody a teacher."""


class NotARecord(StudylampError):
    """A file can't be read in; says the line and what is wrong."""


class Row(NamedTuple):
    """An event as the log has it."""

    at: datetime
    type: str
    version: int
    data: dict[str, Any]

    @property
    def key(self) -> tuple[datetime, str, str]:
        """Two rows with the same one are the same event."""
        return self.at, self.type, json.dumps(self.data, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Record:
    people: tuple[str, ...]
    """Whose it is, as ``platform:id``."""
    rows: tuple[Row, ...]


def dump(people: Sequence[str], rows: Iterable[Row], now: datetime) -> bytes:
    head = {"studylamp": "record", "format": FORMAT, "people": list(people)}
    lines = [json.dumps(head | {"exported": now.isoformat()}, ensure_ascii=False)]
    lines += [
        json.dumps(
            {"at": row.at.isoformat(), "type": row.type, "version": row.version, "data": row.data},
            ensure_ascii=False,
        )
        for row in rows
    ]
    return ("\n".join(lines) + "\n").encode()


def read(data: bytes, now: datetime) -> Record:
    """
    Raises:
        NotARecord: the first thing that is wrong.
    """
    try:
        # Not splitlines(): an answer may hold what Unicode calls a line break.
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise NotARecord("This is no text in UTF-8, so it is no record.") from error
    head = _parsed(lines[0], 1) if lines[0].strip() else None
    if not isinstance(head, dict) or head.get("studylamp") != "record":
        raise NotARecord(
            "This is no record: its first line doesn't say so. `studylamp export record` writes "
            "one."
        )
    if head.get("format") != FORMAT:
        raise NotARecord(
            "This record has format {found}, and I read {known}. Update Studylamp.",
            found=head.get("format"),
            known=FORMAT,
        )
    if len(lines) > _MOST:
        raise NotARecord("This record has more than {most} lines.", most=f"{_MOST:,}")
    people = head.get("people")
    if not isinstance(people, list) or not all(isinstance(name, str) for name in people):
        raise NotARecord("Line {line}: it doesn't say whose record it is.", line=1)
    rows = tuple(
        _row(line, number, now) for number, line in enumerate(lines[1:], 2) if line.strip()
    )
    return Record(tuple(people), rows)


def _row(line: str, number: int, now: datetime) -> Row:
    made = _parsed(line, number)
    try:
        row = Row(
            datetime.fromisoformat(made["at"]),
            str(made["type"]),
            int(made["version"]),
            made["data"],
        )
        if row.at.tzinfo is None or not isinstance(row.data, dict) or len(row.type) > 40:
            raise ValueError
        understand(row.type, row.version, row.data)
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise NotARecord("Line {line}: this is no event.", line=number) from error
    if row.at > now + _AHEAD:
        raise NotARecord(
            "Line {line}: it happened in the future ({at}).", line=number, at=row.at.isoformat()
        )
    return row


def _parsed(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise NotARecord("Line {line}: this is no JSON.", line=number) from error
