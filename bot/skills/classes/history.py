"""Who was let in, when, and by whom."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.learner.events import (
    ConsentGiven,
    ConsentRequired,
    CourseBound,
    JoinCodeMade,
    JoinCodeRevoked,
    Logged,
    RoleGranted,
    RosterImported,
)
from bot.messages import Part, Text
from bot.skill import Turn
from bot.skills.classes import show
from bot.tutor.class_meant import ClassMeant

_SHOWN = 15


async def log(turn: Turn, meant: ClassMeant, _match: re.Match[str]) -> list[Part]:
    """The newest first; all of it in a file."""
    names = (await turn.classroom.people(meant.id)).names
    rows = []
    for each in reversed(await turn.classroom.history(meant.id)):
        said = _said(turn, each, names)
        if said:
            at = each.at.astimezone(turn.zone)
            rows.append((f"{turn.translator.day(at.date())} {at:%H:%M}", *said))
    if not rows:
        return [Text(markdown=turn._("Nothing has happened to this class yet."))]
    lines = [f"**{meant.title}**", *(f"- {' · '.join(filter(None, row))}" for row in rows[:_SHOWN])]
    parts: list[Part] = [Text(markdown="\n".join(lines))]
    if len(rows) > _SHOWN:
        parts.append(show.table("class-log.csv", (("when", "what", "by"), *rows)))
    return parts


def _said(turn: Turn, each: Logged, names: Mapping[str, str]) -> tuple[str, str] | None:
    def called(learner: str) -> str:
        return names.get(learner, f"#{learner[:6]}")

    by = turn._("by {name}", name=called(each.learner_id)) if each.learner_id in names else ""
    match each.event:
        case RoleGranted() as event:
            who = called(each.learner_id)
            what = (
                turn._("{name} out of the class", name=who)
                if event.role == "none"
                else f"{who}: {show.word(turn, event.role)}"
            )
            return what, _way(turn, event, called(event.by) if len(event.by) == 32 else "")
        case JoinCodeMade():
            return turn._("join code made"), by
        case JoinCodeRevoked():
            return turn._("join code taken back"), by
        case CourseBound(bound=True):
            return turn._("channel or workspace bound"), by
        case CourseBound():
            return turn._("channel or workspace not bound any more"), by
        case ConsentRequired() as event:
            if event.required:
                return turn._("a guardian's consent is needed"), by
            return turn._("a guardian's consent isn't needed any more"), by
        case ConsentGiven() as event:
            who = called(each.learner_id)
            what = (
                turn._("{name}: a guardian's consent is there", name=who)
                if event.given
                else turn._("{name}: no consent any more", name=who)
            )
            return what, _consented(turn, event, called(event.who))
        case RosterImported() as event:
            people = turn.n("roster of {count} person", "roster of {count} people", event.people)
            return people, by
    return None


def _consented(turn: Turn, event: ConsentGiven, teacher: str) -> str:
    match event.by:
        case "guardian":
            return turn._("by the guardian")
        case "paper":
            return turn._("with the code on the letter")
        case "teacher":
            return turn._("by {name}", name=teacher)
        case "student":
            return turn._("by the student")


def _way(turn: Turn, event: RoleGranted, by: str) -> str:
    match event.way:
        case "installer":
            return turn._("by whoever runs me")
        case "teacher":
            return turn._("by {name}", name=by)
        case "code":
            return turn._("with the join code")
        case "roster":
            return turn._("by the roster")
        case "channel":
            return turn._("by writing in a channel of the class")
        case "open":
            return turn._("by learning in the course")
        case "simulated":
            return turn._("simulated")
