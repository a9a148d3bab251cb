"""What a student lets a guardian know, and what a guardian agreed to.

Addresses are never part of events: they are kept apart (`bot.learner.store.Guardians`), because
they have to go when nobody needs them any more.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from bot.learner.events.base import BaseEvent
from bot.learner.rhythm import Rhythm

DigestWay = Literal["email", "link"]
"""Sent to an address; or shown on a page behind a private link."""
DigestEnd = Literal["student", "guardian", "address"]
"""Stopped by the student; by the guardian; by us, because the address takes no mail."""
ConsentBy = Literal["guardian", "teacher", "paper", "student"]
"""By the link in a guardian's mail; by a teacher who has it in writing; by the code on a letter
that a teacher handed out; a student can only take it back."""

_Guardian = Annotated[str, StringConstraints(min_length=1, max_length=32)]


class DigestWanted(BaseEvent):
    """The student wants a guardian to get a weekly summary. The newest for a guardian counts."""

    type: Literal["digest_wanted"] = "digest_wanted"
    guardian: _Guardian
    """Its id, never used again."""
    way: DigestWay
    language: Annotated[str, StringConstraints(max_length=20)]
    rhythm: Rhythm
    ask_at: datetime | None = None
    """When the guardian is asked whether they want it; None: they aren't, or were before."""


class DigestConfirmed(BaseEvent):
    """The address is the guardian's, and they want it."""

    type: Literal["digest_confirmed"] = "digest_confirmed"
    guardian: _Guardian


class DigestEnded(BaseEvent):
    """Nothing goes to this guardian any more."""

    type: Literal["digest_ended"] = "digest_ended"
    guardian: _Guardian
    how: DigestEnd
    tell_at: datetime | None = None
    """When the student hears of it, if it wasn't them."""


class ConsentRequired(BaseEvent):
    """Whether students of a course need a guardian's consent. Recorded with the teacher; the newest
    for a course counts."""

    type: Literal["consent_required"] = "consent_required"
    course: str
    required: bool = True


class ConsentAsked(BaseEvent):
    """A guardian is asked by e-mail for their consent. Recorded with the student."""

    type: Literal["consent_asked"] = "consent_asked"
    course: str
    guardian: _Guardian
    language: Annotated[str, StringConstraints(max_length=20)]
    at: datetime
    """When the mail is due."""


class ConsentGiven(BaseEvent):
    """Consent for one student in one course was given or withdrawn. Recorded with the student; the
    newest for a course counts."""

    type: Literal["consent_given"] = "consent_given"
    course: str
    given: bool
    by: ConsentBy
    who: str = ""
    """The teacher's or guardian's id."""
