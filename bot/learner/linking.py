"""One-time codes by which a person shows that two identities are theirs. Pure."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from hashlib import sha256
from typing import Literal

from bot.learner.events import Logged, RoleGranted

LIFETIME = timedelta(minutes=10)
"""How long a code can be entered."""
MOST_WRONG = 5
"""Wrong codes that one person may enter within `WINDOW`."""
WINDOW = timedelta(hours=1)

_LETTERS = "BCDFGHJKMNPQRSTVWXYZ"
"""No vowels, so that no word is a code and no code is a word; no L, which looks like I."""
_HALF = 4
# With its dash anything of that form is meant as a code; without it, only what could be one.
_CODE = re.compile(
    rf"(?<![\w-])(?:([a-z0-9]{{4}})\s?[-‐-―−]\s?([a-z0-9]{{4}})|([{_LETTERS}]{{4}})\s?([{_LETTERS}]{{4}}))"
    r"(?![\w-])",
    re.IGNORECASE | re.ASCII,
)


def new_code() -> str:
    """Eight letters in two groups, ``BCDF-GHJK``: one of 25,600,000,000."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(2 * _HALF))
    return f"{letters[:_HALF]}-{letters[_HALF:]}"


def find_code(text: str) -> str | None:
    """The code in what somebody typed, however they typed it; None when there is none."""
    found = _CODE.search(text)
    return "-".join(filter(None, found.groups())).upper() if found else None


def hashed(code: str) -> str:
    """As it is stored."""
    return sha256(code.encode()).hexdigest()


def platform(person: str) -> str:
    """``slack`` of ``slack:T1:U2``."""
    return person.partition(":")[0]


def home(person: str) -> str:
    """Where one human has one account: ``slack:T1`` of ``slack:T1:U2``, ``discord``."""
    return person.rpartition(":")[0]


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was given to somebody."""

    person: str
    """Who asked for it."""
    made_at: datetime
    ended: Literal["used", "replaced", "burned"] | None = None
    used_by: str | None = None


class Refusal(Enum):
    """Why a code links nothing."""

    UNKNOWN = auto()
    TOO_MANY = auto()
    """Wrong ones, so that no code is looked at for a while."""
    EXPIRED = auto()
    USED = auto()
    REPLACED = auto()
    BURNED = auto()
    OWN = auto()
    """It was entered where it was asked for."""
    ONE_ALREADY = auto()
    SAME_PLACE = auto()
    """Together they would have two accounts in one place: these are two people."""


def refusal(
    code: Code | None,
    person: str,
    *,
    now: datetime,
    mine: Collection[str],
    theirs: Collection[str],
) -> Refusal | None:
    """Why this person can't use a code; None when they can.

    Args:
        mine: all identities of the learner behind ``person``.
        theirs: all identities of the learner who asked for the code.
    """
    if code is None:
        return Refusal.UNKNOWN
    if person in theirs and person != code.person:
        return Refusal.ONE_ALREADY
    if code.ended:
        return {"used": Refusal.USED, "replaced": Refusal.REPLACED, "burned": Refusal.BURNED}[
            code.ended
        ]
    if now >= code.made_at + LIFETIME:
        return Refusal.EXPIRED
    if code.person == person:
        return Refusal.OWN
    if {home(each) for each in mine} & {home(each) for each in theirs}:
        return Refusal.SAME_PLACE
    return None


# ---- what linking would do -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records."""

    person: str
    """The identity that took part."""
    answers: int
    """Answers that were marked or tried."""
    course: str | None
    teaches: frozenset[str]
    """Ids of courses."""
    course_chosen: int = 0
    """Place in the log at which the course was chosen; 0: never."""
    settings_changed: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """Both records before they become one. What was chosen last holds for both."""

    here: Side
    there: Side

    @property
    def course(self) -> Side | None:
        """The side whose course stays; None when neither chose one."""
        return _newer(self.here, self.there, "course_chosen")

    @property
    def settings(self) -> Side | None:
        """The side whose settings stay; None when neither changed any."""
        return _newer(self.here, self.there, "settings_changed")


_RANKS = ("none", "guardian", "student", "assistant", "teacher")


def roles_kept(here: Iterable[Logged], there: Iterable[Logged]) -> list[RoleGranted]:
    """What has to be granted again, because the newest of both records would say less than one of
    them did: a teacher may have been taken in as a student with their other account.

    Args:
        here, there: the `RoleGranted`s of each record, oldest first.
    """
    mine, theirs = _newest_roles(here), _newest_roles(there)
    kept = []
    for course in sorted(mine.keys() & theirs.keys()):
        (_, older), (_, newer) = sorted((mine[course], theirs[course]), key=lambda pair: pair[0])
        if _RANKS.index(older.role) > _RANKS.index(newer.role):
            kept.append(older)
    return kept


def _newest_roles(events: Iterable[Logged]) -> dict[str, tuple[int, RoleGranted]]:
    granted = ((each.id, each.event) for each in events if isinstance(each.event, RoleGranted))
    return {event.course: (place, event) for place, event in granted}


def _newer(one: Side, other: Side, what: str) -> Side | None:
    last = max(one, other, key=lambda side: int(getattr(side, what)))
    return last if getattr(last, what) else None
