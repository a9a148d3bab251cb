"""One reminder that comes at one moment: made from what is wanted, and what to do with it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.messages import Reply
from bot.reminders.times import Local, next_allowed
from bot.reminders.wanted import Wanted

Status = Literal["open", "sent", "merged", "dropped", "kept", "shown"]
"""Not sent yet; sent; sent as a part of another; of no use any more; kept for the next contact,
because there was no way to the person; shown then."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The next time that something comes."""

    learner_id: str
    person: str
    """To whom: ``platform:id``."""
    wanted: Wanted
    local: Local
    day: date
    at: datetime
    try_at: datetime
    """When it is sent: ``at``, spread a little."""

    @property
    def expires(self) -> datetime:
        return self.at + self.wanted.useful_for


@dataclass(frozen=True, slots=True)
class Due(Coming):
    """One that this process holds."""

    id: int
    token: int
    """Grows each time that somebody takes it up; who has an older one has lost it."""
    attempts: int
    """How often it was taken up, this time included."""
    reply: Reply | None
    """What is to be sent; None as long as nobody has put it into words."""

    @property
    def key(self) -> str:
        return key_of(self.learner_id, self.wanted.name, self.day)


def key_of(learner_id: str, name: str, day: date) -> str:
    """Names a reminder for good, everywhere: platforms are given it, so that nothing comes twice.
    Short, because theirs are (Discord: 25 characters), and nobody learns from it who it is."""
    named = f"{learner_id} {name} {day}"
    return hashlib.blake2b(named.encode(), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one."""

    due: Due
    status: Status
    why: str = ""
    """For the log and for the person who asks why nothing came."""
    then: Coming | None = None
    """The next one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What couldn't be sent to somebody."""

    ids: tuple[int, ...] = ()
    replies: tuple[Reply, ...] = ()
    """Of each reminder the newest, oldest first."""


def coming(
    learner_id: str,
    person: str,
    wanted: Wanted,
    local: Local,
    *,
    after: datetime,
    without: Collection[date] = (),
) -> Coming | None:
    """The first time later than ``after`` that something comes; None when it doesn't any more.

    Args:
        without: local days on which it came already.
    """
    while found := wanted.next(local, after):
        if found.day not in without:
            spread = found.at + wanted.spread * _share(f"{learner_id} {wanted.name}")
            on_time = local.is_quiet(spread) and not local.is_quiet(found.at)
            try_at = found.at if on_time else spread
            return Coming(learner_id, person, wanted, local, found.day, found.at, try_at)
        after = found.at
    return None


def successor(due: Due, now: datetime) -> Coming | None:
    """The one after it. After an outage, what was missed meanwhile doesn't come any more."""
    return coming(
        due.learner_id,
        due.person,
        due.wanted,
        due.local,
        after=max(due.at, now),
        without=(due.day,),
    )


def waits_until(due: Due, now: datetime) -> datetime | None:
    """When it may be sent, if that isn't now: it is late, and quiet hours have begun."""
    if due.local.is_quiet(due.at):  # nothing else was possible
        return None
    allowed = next_allowed(now, due.local)
    return allowed if allowed > now else None


def by_person(dues: Iterable[Due]) -> list[list[Due]]:
    """Those of one person together: they get one message. What was worded before stays alone,
    because it may be on its way."""
    groups: dict[tuple[str, int], list[Due]] = {}
    for due in dues:
        groups.setdefault((due.person, due.id if due.reply else 0), []).append(due)
    return [sorted(group, key=lambda due: due.at) for group in groups.values()]


def pause(attempts: int) -> timedelta:
    """How long to wait after something failed for the so-manieth time."""
    return timedelta(seconds=min(15 * 2 ** (attempts - 1), 1800))


def _share(name: str) -> float:
    """A number from 0 to 1, always the same for the same name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest()) / 2**32
