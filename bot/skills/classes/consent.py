"""A guardian's consent, for a class that needs it: whether it does, and who has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.guardians.model import REQUIRED, Consent, asked_of, consent_of, is_required
from bot.learner.events import ConsentGiven, ConsentRequired, Logged
from bot.learner.membership import Member
from bot.messages import Part, Text
from bot.skill import Turn
from bot.skills.classes import people, show
from bot.tutor.class_meant import ClassMeant

_TYPES = ("consent_given", "consent_asked")
_LISTED = 40
_ON, _OFF = ("on", "si", "sí"), ("off", "no")


async def standing(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    """Whether it is needed, who has it, who hasn't."""
    what = (match["what"] or "").casefold()
    required = is_required(await turn.orders(meant.id, REQUIRED), meant.id)
    if what in (*_ON, *_OFF) and required != (what in _ON):
        required = what in _ON
        turn.record(ConsentRequired(course=meant.id, required=required))
    if not required:
        text = turn._(
            "{course} needs no guardian's consent. Where your students are under age, it can: "
            "until a parent or guardian agreed, I don't work with a student in this course and "
            "keep no record of theirs. Who writes to me in distress is always answered.",
            course=meant.title,
        )
        return [Text(markdown=text), show.buttons(meant, [(turn._("Ask for it"), "consent_on")])]
    if what and what not in (*_ON, *_OFF):
        return await _letters(turn, meant)
    return await _listed(turn, meant)


async def _listed(turn: Turn, meant: ClassMeant) -> list[Part]:
    students = (await turn.classroom.people(meant.id)).students
    events = await _events(turn, meant)
    given, missing = list[str](), list[str]()
    for each in students:
        consent = consent_of(_of(events, each), meant.id)
        if consent and consent.given:
            given.append(_by(turn, each, consent))
        else:
            missing.append(_why(turn, each, events, consent, meant.id))
    has = turn.n("{count} student has it", "{count} students have it", len(given))
    not_yet = turn.n("{count} student hasn't", "{count} students haven't", len(missing))
    lines = [
        turn._("**{course}** · a guardian's consent is needed", course=meant.title),
        has + (f": {_names(given)}" if given else ""),
        not_yet + (f": {_names(missing)}" if missing else ""),
        turn._(
            "They can ask their guardian by e-mail (/guardian consent), or you hand out letters "
            "with codes. Who has signed on paper: /class consent given: Ana, Ben. Taken back: "
            "/class consent withdrawn: Ana."
        ),
    ]
    offers = [(turn._("Codes for letters"), "letters"), (turn._("No longer needed"), "consent_off")]
    return [Text(markdown="\n\n".join(lines)), show.buttons(meant, offers)]


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")


def _by(turn: Turn, member: Member, consent: Consent) -> str:
    day = turn.translator.day(consent.at.astimezone(turn.zone).date())
    match consent.by:
        case "guardian":
            how = turn._("by mail, {day}", day=day)
        case "paper":
            how = turn._("by letter, {day}", day=day)
        case _:
            how = turn._("noted by a teacher, {day}", day=day)
    return f"{member.label} ({how})"


def _why(
    turn: Turn, member: Member, events: Sequence[Logged], consent: Consent | None, course: str
) -> str:
    if consent is not None:
        day = turn.translator.day(consent.at.astimezone(turn.zone).date())
        return f"{member.label} ({turn._('withdrawn, {day}', day=day)})"
    asked = asked_of(_of(events, member), course)
    if asked is None:
        return member.label
    day = turn.translator.day(asked.at.astimezone(turn.zone).date())
    return f"{member.label} ({turn._('asked by mail, {day}', day=day)})"


async def _letters(turn: Turn, meant: ClassMeant) -> list[Part]:
    """A code for each student who hasn't it, to be put into a letter."""
    students = (await turn.classroom.people(meant.id)).students
    events = await _events(turn, meant)
    missing = [
        each
        for each in students
        if not ((found := consent_of(_of(events, each), meant.id)) and found.given)
    ]
    if not missing:
        return [Text(markdown=turn._("Everybody has it."))]
    rows = [("name", "code", "to say")]
    for each in missing:
        code = await turn.guardians.letter(each.learner, meant.id)
        rows.append((each.label, code, f"/guardian code {code}"))
    text = turn._(
        "A code for each student without consent, for a letter to their guardian. Who agrees, "
        "types it in where the student writes to me, or gives it back to you. A code works for "
        "that student alone, for 60 days."
    )
    return [Text(markdown=text), show.table("consent.csv", rows)]


async def noted(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    """A teacher has it in writing, or was told that it doesn't hold any more."""
    found = await turn.classroom.people(meant.id)
    chosen = people.named(turn, found, match["who"])
    if isinstance(chosen, str):
        return [Text(markdown=chosen)]
    given = match["what"].casefold() in ("given", "dado")
    for member in chosen:
        event = ConsentGiven(course=meant.id, given=given, by="teacher", who=turn.learner.id)
        turn.record_for(member.learner, event)
    names = _names([member.label for member in chosen])
    text = (
        turn._("Noted: {names} may work with me. It's in the log.", names=names)
        if given
        else turn._("Noted: I don't work with {names} in this course any more.", names=names)
    )
    return [Text(markdown=text)]


async def _events(turn: Turn, meant: ClassMeant) -> Sequence[Logged]:
    return await turn.class_record(meant.id, _TYPES)


def _of(events: Sequence[Logged], member: Member) -> list[Logged]:
    return [each for each in events if each.learner_id == member.learner]
