"""What a student's events say about digests and consent. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.learner.events import (
    ConsentAsked,
    ConsentGiven,
    ConsentRequired,
    DigestConfirmed,
    DigestEnded,
    DigestWanted,
    Event,
    Happened,
)
from bot.learner.events.guardians import ConsentBy, DigestEnd
from bot.learner.roles import Role

EVENTS = ("digest_wanted", "digest_confirmed", "digest_ended", "consent_asked", "consent_given")
"""The student's own."""
REQUIRED = "consent_required"
"""The type of a teacher's."""
MOST = 4
"""Guardians that a student has at a time."""


@dataclass(frozen=True, slots=True)
class Digest:
    """One guardian's weekly summary, as it stands."""

    terms: DigestWanted
    since: datetime
    confirmed: bool = False
    ended: DigestEnd | None = None

    @property
    def id(self) -> str:
        return self.terms.guardian

    @property
    def goes(self) -> bool:
        """It is sent, or shown."""
        return self.ended is None and (self.confirmed or self.terms.way == "link")


@dataclass(frozen=True, slots=True)
class Consent:
    """What the newest word on one student in one course is."""

    given: bool
    by: ConsentBy
    at: datetime


def digests_of(events: Iterable[Happened]) -> tuple[Digest, ...]:
    """All of a student's, in the order in which they were switched on; those that ended, too.

    Args:
        events: one student's, oldest first; those of other types are passed over.
    """
    found: dict[str, Digest] = {}
    for each in events:
        match each.event:
            case DigestWanted() as terms:
                before = found.get(terms.guardian)
                found[terms.guardian] = (
                    replace(before, terms=terms, ended=None) if before else Digest(terms, each.at)
                )
            case DigestConfirmed() as event if event.guardian in found:
                found[event.guardian] = replace(found[event.guardian], confirmed=True)
            case DigestEnded() as event if event.guardian in found:
                found[event.guardian] = replace(found[event.guardian], ended=event.how)
    return tuple(found.values())


def standing(events: Iterable[Happened]) -> tuple[Digest, ...]:
    """Those that haven't ended, confirmed or not."""
    return tuple(digest for digest in digests_of(events) if digest.ended is None)


def is_required(events: Iterable[Event], course: str) -> bool:
    """Whether a course's students need a guardian's consent.

    Args:
        events: `ConsentRequired`s, oldest first.
    """
    found = [e for e in events if isinstance(e, ConsentRequired) and e.course == course]
    return bool(found) and found[-1].required


def consent_of(events: Iterable[Happened], course: str) -> Consent | None:
    """The newest word on one student; None when there was none."""
    found = [
        Consent(each.event.given, each.event.by, each.at)
        for each in events
        if isinstance(each.event, ConsentGiven) and each.event.course == course
    ]
    return found[-1] if found else None


def asked_of(events: Iterable[Happened], course: str) -> ConsentAsked | None:
    """The newest mail to a guardian; None when none was asked for."""
    found = [
        each.event
        for each in events
        if isinstance(each.event, ConsentAsked) and each.event.course == course
    ]
    return found[-1] if found else None


def may_work(role: Role | None, *, required: bool, consent: Consent | None) -> bool:
    """Whether the bot works with somebody in a course."""
    if not required or role in ("teacher", "assistant", "guardian"):
        return True
    return consent is not None and consent.given
