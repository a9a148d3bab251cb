"""When something is to go to a guardian: what `bot.reminders` asks of this package. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.guardians.model import EVENTS, Digest, digests_of
from bot.learner.events import ConsentAsked, DigestEnded, Happened
from bot.messages import Action
from bot.reminders.wanted import Source, Wanted

PLATFORM = "guardian"
_USEFUL = timedelta(days=2)
"""A mail server may be down for a weekend."""
_AT_ONCE = timedelta(0)


def person_of(guardian: str) -> str:
    """Who gets a digest, as the reminders know them."""
    return f"{PLATFORM}:{guardian}"


def asked_person(guardian: str, course: str = "") -> str:
    """The same for a question to them: do they want it; do they consent for a course."""
    return f"{PLATFORM}:{guardian}:{f'consent:{course}' if course else 'ask'}"


def wanted(events: Sequence[Happened]) -> list[Wanted]:
    """The weekly digests, and questions that are under way."""
    digests = [each for digest in digests_of(events) for each in _of(digest)]
    return [*digests, *_told(events), *_consents(events)]


def _of(digest: Digest) -> Iterator[Wanted]:
    terms, name = digest.terms, f"guardian:{digest.id}"
    args = {"guardian": digest.id}
    if digest.goes:
        yield Wanted(
            name=name,
            rhythm=terms.rhythm,
            action=Action(name="guardian.digest", args=args),
            useful_for=_USEFUL,
            to=person_of(digest.id),
        )
    elif digest.ended is None and terms.ask_at:
        yield Wanted(
            name=f"{name}~ask",
            once=terms.ask_at,
            action=Action(name="guardian.ask", args=args),
            useful_for=_USEFUL,
            spread=_AT_ONCE,
            to=asked_person(digest.id),
        )


def _told(events: Sequence[Happened]) -> Iterator[Wanted]:
    """The student hears of what they didn't stop themselves."""
    ended = {
        each.event.guardian: each.event for each in events if isinstance(each.event, DigestEnded)
    }
    again = {digest.id for digest in digests_of(events) if digest.ended is None}
    for event in ended.values():
        if event.tell_at and event.guardian not in again:
            yield Wanted(
                name=f"guardian:{event.guardian}~ended",
                once=event.tell_at,
                action=Action(name="guardian.ended", args={"how": event.how}),
                useful_for=timedelta(days=7),
                spread=_AT_ONCE,
            )


def _consents(events: Sequence[Happened]) -> Iterator[Wanted]:
    asked = {
        each.event.course: each.event for each in events if isinstance(each.event, ConsentAsked)
    }
    for event in asked.values():
        yield Wanted(
            name=f"consent:{event.guardian}",
            once=event.at,
            action=Action(
                name="guardian.request", args={"guardian": event.guardian, "course": event.course}
            ),
            useful_for=_USEFUL,
            spread=_AT_ONCE,
            to=asked_person(event.guardian, event.course),
        )


SOURCE = Source(frozenset(EVENTS), wanted)
