"""A student's side of a guardian's consent: what is needed, asking for it, codes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

from bot.guardians import wording
from bot.guardians.model import REQUIRED, asked_of, consent_of, is_required
from bot.i18n import translator_for
from bot.learner.events import (
    ConsentAsked,
    ConsentGiven,
    DigestConfirmed,
    JoinFailed,
)
from bot.learner.events.guardians import ConsentBy
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.guardian.desk import Draft, clear, draft, keep, new_draft, own_events
from bot.skills.guardian.read import Said
from bot.skills.guardian.setting_up import ask_name, called, may_not
from bot.tutor.course import course_by_id

_Args = Mapping[str, str]
_TRIES, _WINDOW = 5, timedelta(hours=1)
_SOON = timedelta(seconds=30)
_ONCE_IN = timedelta(days=30)


async def status(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """What is needed in a course, what is there, and how it comes."""
    course = args.get("course") or turn.learner.course or ""
    if not course or not is_required(await turn.orders(course, REQUIRED), course):
        yield Text(markdown=turn._("No consent is needed in your course."))
        return
    title = await _title(turn, course)
    events = await own_events(turn)
    there = consent_of(events, course)
    if there and there.given:
        day = turn.translator.full_day(there.at.astimezone(turn.zone).date())
        yield Text(
            markdown=turn._(
                "Your guardian's consent for {course} is there since {day}. You can take it back; "
                "then I don't work with you in this course any more.",
                course=title,
                day=day,
            )
        )
        yield _buttons((turn._("Take it back"), "withdraw", {"course": course}))
        return
    asked = asked_of(events, course)
    lines = [
        turn._(
            "For {course} I need the consent of a parent or guardian before we work together.",
            course=title,
        )
    ]
    guardian = (await turn.guardians.all()).get(asked.guardian) if asked else None
    if guardian and guardian.address:
        lines.append(
            turn._("I wrote to {address}; their answer isn't there yet.", address=guardian.address)
        )
    lines.append(
        turn._(
            "Your teacher can hand out a letter with a code for you (then: /guardian code …), or "
            "note that they have the consent in writing."
        )
    )
    if turn.guardians.ways.mails:
        keep(turn, new_draft(turn).model_copy(update={"asks": "address", "consent": course}))
        lines.append(
            turn._("Or I write to your parent or guardian: which e-mail address do they have?")
        )
    yield Text(markdown="\n\n".join(lines))


async def show(turn: Turn, new: Draft) -> AsyncIterator[Part]:
    """The one mail that would go, and the question whether it shall."""
    if not called(turn, new):
        yield ask_name(turn, new)
        return
    new = new.model_copy(update={"asks": "confirm"})
    keep(turn, new)
    title = await _title(turn, new.consent)
    yield Text(
        markdown=turn._(
            "This would go to **{address}**, once:", address=new.address.replace("*", r"\*")
        )
    )
    yield Text(markdown=wording.consent_request(new.translator, called(turn, new), title))
    yield _buttons((turn._("Send it"), "send_request", {}), (turn._("No, leave it"), "leave", {}))


async def send_request(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    new = draft(turn)
    clear(turn)
    if new is None or not new.consent or not new.address:
        yield Text(markdown=turn._("There is nothing open to send. /guardian consent begins."))
        return
    if not await turn.guardians.may_ask(new.address):
        yield Text(markdown=may_not(turn))
        return
    id_ = await turn.guardians.add(new.address, called(turn, new))
    asked = asked_of(await own_events(turn), new.consent)
    if asked and asked.guardian == id_ and asked.at > turn.now - _ONCE_IN:
        day = turn.translator.full_day(asked.at.astimezone(turn.zone).date())
        yield Text(
            markdown=turn._(
                "I asked there on {day} already, and I ask only once. Maybe the mail lies among "
                "the unwanted ones; your teacher can note the consent as well.",
                day=day,
            )
        )
        return
    turn.record(
        ConsentAsked(course=new.consent, guardian=id_, language=new.language, at=turn.now + _SOON)
    )
    yield Text(
        markdown=turn._(
            "The question goes to {address} in a moment. As soon as they agree, we can begin.",
            address=new.address,
        )
    )


async def request(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """The mail with the question; nothing when it was answered meanwhile."""
    course = args.get("course", "")
    events = await own_events(turn)
    asked, there = asked_of(events, course), consent_of(events, course)
    guardian = (await turn.guardians.all()).get(args.get("guardian", ""))
    if asked and guardian and not (there and there.given):
        turn.translator = translator_for(asked.language)
        title = await _title(turn, course)
        yield Text(markdown=wording.consent_request(turn.translator, guardian.student, title))


async def withdraw(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    course = args.get("course", "")
    there = consent_of(await own_events(turn), course)
    if not (there and there.given):
        yield Text(markdown=turn._("There is no consent to take back."))
        return
    turn.record(ConsentGiven(course=course, given=False, by="student"))
    yield Text(
        markdown=turn._(
            "Taken back. I don't work with you in {course} from now on; what was recorded stays "
            "yours (/history exports it).",
            course=await _title(turn, course),
        )
    )


async def entered(turn: Turn, said: Said, text: str) -> AsyncIterator[Part]:
    """A code from a guardian's mail or from a teacher's letter."""
    tried = await turn.past(("join_failed",), since=turn.now - _WINDOW)
    if not said.code:
        yield Text(markdown=turn._("Which code? For example: /guardian code BCDF-GHJK"))
    elif len(tried) >= _TRIES:
        text = turn._("These were too many codes that don't fit. Try again in an hour.")
        yield Text(markdown=text)
    elif key := await turn.guardians.opened(said.code, ("confirm", "consent", "letter")):
        clear(turn)
        if key.purpose == "confirm":
            turn.record(DigestConfirmed(guardian=key.guardian))
            yield Text(markdown=turn._("Thank you: the weekly summary goes out from now on."))
            return
        by: ConsentBy = "paper" if key.purpose == "letter" else "guardian"
        turn.record(ConsentGiven(course=key.course, given=True, by=by, who=key.guardian))
        title = await _title(turn, key.course)
        yield Text(markdown=turn._("Thank you. We can work on {course} now.", course=title))
    else:
        turn.record(JoinFailed())
        yield Text(markdown=turn._("That code doesn't fit, or it has run out."))


async def _title(turn: Turn, course: str) -> str:
    found = await course_by_id(turn, course)
    return found.title if found else course


def _buttons(*labels: tuple[str, str, _Args]) -> Buttons:
    return Buttons(
        options=tuple(
            Option(label=label, action=Action(name=f"guardian.{verb}", args=dict(args)))
            for label, verb, args in labels
        )
    )
