"""How people come into a class: join codes and bound channels."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from bot.learner.events import CourseBound, JoinCodeMade, JoinCodeRevoked
from bot.learner.membership import CODE_LETTERS, bindings, is_open
from bot.messages import Part, Text
from bot.skill import Turn
from bot.skills.classes import show
from bot.tutor.class_meant import ClassMeant

_DAYS, _MOST_DAYS = 14, 365
_LENGTH = 8


def _new_code() -> str:
    """With a digit, by which it is told from a word."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(_LENGTH))
        if any(char.isdigit() for char in code):
            return code


async def code(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    """Show the one that there is, make one, or take it back."""
    wish = (match["what"] or "").casefold()
    there = await show.valid_codes(turn, meant)
    if re.search(r"revoke|off|stop|delete|quita|anula|borra", wish):
        for each in there:
            turn.record(JoinCodeRevoked(course=meant.id, code=each.code))
        if not there:
            return [Text(markdown=turn._("There is no code to take back."))]
        text = turn._("Done: that code lets nobody in any more. Who has joined stays in.")
        return [Text(markdown=text), show.buttons(meant, [(turn._("New code"), "new_code")])]
    days = re.search(r"\d{1,4}", wish)
    if there and not wish:
        return _told(turn, meant, there[-1])
    wanted = max(1, min(int(days[0]) if days else _DAYS, _MOST_DAYS))
    for each in there:  # one at a time: a class should know which one counts
        turn.record(JoinCodeRevoked(course=meant.id, code=each.code))
    until = turn.now + timedelta(days=wanted)
    new = JoinCodeMade(course=meant.id, code=_new_code(), until=until)
    first = await _closes(turn, meant)
    turn.record(new)
    return _told(turn, meant, new, first)


def _told(turn: Turn, meant: ClassMeant, code: JoinCodeMade, more: str = "") -> list[Part]:
    text = turn._(
        "To join {course}, students tell me:\n\n**/join {code}**\n\nIt works until {day}. Whoever "
        "has it can join, so share it with your class only.",
        course=meant.title,
        code=show.shown(code.code),
        day=show.day_of(turn, code),
    )
    offers = [(turn._("New code"), "new_code"), (turn._("Take it back"), "revoke")]
    return [Text(markdown=" ".join(filter(None, (text, more)))), show.buttons(meant, offers)]


async def _closes(turn: Turn, meant: ClassMeant) -> str:
    """What the first way to join changes."""
    log = await turn.classroom.history(meant.id)
    if not is_open(meant.id, [each.event for each in log]):
        return ""
    return turn._("From now on only those who join belong to the class; who is in it stays.")


async def bind(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    place = turn.incoming.workspace if match["all"] else turn.incoming.channel
    if not place:
        text = (
            turn._("I can't tell the workspace from here. Say that in one of its channels.")
            if match["all"]
            else turn._("Say that in the channel that belongs to the class: @me class bind")
        )
        return [Text(markdown=text)]
    holds = bindings(await turn.classroom.history(meant.id)).get(place)
    if holds is None and turn.bound not in (None, meant.id) and not match["all"]:
        return [Text(markdown=turn._("This channel belongs to another class already."))]
    if holds is not None:
        return [Text(markdown=turn._("It belongs to {course} already.", course=meant.title))]
    first = await _closes(turn, meant)
    turn.record(CourseBound(course=meant.id, place=place))
    text = (
        turn._(
            "Done. Whoever is new in this workspace joins {course} and starts in it.",
            course=meant.title,
        )
        if match["all"]
        else turn._(
            "Done. Whoever is new here joins {course}, and what its class asks me in this channel "
            "I answer from it. /class unbind ends that.",
            course=meant.title,
        )
    )
    return [Text(markdown=" ".join(filter(None, (text, first))))]


async def unbind(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    held = bindings(await turn.classroom.history(meant.id))
    here = {turn.incoming.channel, turn.incoming.workspace}
    places = [place for place in held if match["all"] or place in here]
    if not places:
        if not held:
            return [Text(markdown=turn._("No channel belongs to {course}.", course=meant.title))]
        text = turn._("That isn't here. Say it in the channel, or: /class unbind all")
        return [Text(markdown=text)]
    for place in places:
        turn.record(CourseBound(course=meant.id, place=place, bound=False))
    text = turn._("Done: nobody joins {course} by writing there any more.", course=meant.title)
    return [Text(markdown=text)]
