"""Groups, roles, and taking somebody out."""

from __future__ import annotations

import re

from bot.learner.events import Grouped, RoleGranted
from bot.learner.membership import ClassList, Member, find
from bot.learner.roles import Role
from bot.messages import Part, Text
from bot.names import clean_name
from bot.skill import Turn
from bot.skills.classes import show
from bot.tutor.class_meant import ClassMeant
from knowledge.text import fold

_APART = re.compile(r"\s*(?:[,;\n]| and | y )\s*", re.IGNORECASE)
_NONE = ("none", "no", "-", "ninguno")
_ROLES: dict[str, Role] = {
    "profesor": "teacher", "profesora": "teacher", "docente": "teacher", "asistente": "assistant",
    "estudiante": "student",
}  # fmt: skip
_SHOWN = 6
_MOST_GROUPS = 60


def named(turn: Turn, found: ClassList, who: str) -> list[Member] | str:
    """The members that a list of names means, or what is unclear about it."""
    chosen: dict[str, Member] = {}
    for name in filter(None, _APART.split(who.strip())):
        fitting = find(found.members, name)
        if not fitting:
            return turn._(
                "I don't know {name} in this class. /class list shows who is in it.",
                name=clean_name(name) or "–",
            )
        if len(fitting) > 1:
            names = ", ".join(member.label for member in fitting[:_SHOWN])
            return turn._("{name} could be {names}. Which one?", name=clean_name(name), names=names)
        chosen[fitting[0].learner] = fitting[0]
    return list(chosen.values())


def _labels(members: list[Member]) -> str:
    names = [member.label for member in members]
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


async def groups(turn: Turn, meant: ClassMeant, _match: re.Match[str]) -> list[Part]:
    found = await turn.classroom.people(meant.id)
    if not found.groups:
        text = turn._("There are no groups yet. For example: /class group A: Ana, Ben")
        return [Text(markdown=text)]
    lines = [f"**{meant.title}**"]
    lines += [f"- {name}: {_labels(list(found.group(name)))}" for name in found.groups]
    return [Text(markdown="\n".join(lines))]


async def group(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    found = await turn.classroom.people(meant.id)
    chosen = named(turn, found, match["who"])
    if isinstance(chosen, str):
        return [Text(markdown=chosen)]
    name = clean_name(match["name"])[:_MOST_GROUPS]
    same = [each for each in found.groups if fold(each) == fold(name)]
    name = "" if fold(name) in _NONE else (same[0] if same else name)
    for member in chosen:
        turn.record_for(member.learner, Grouped(course=meant.id, group=name, by=turn.learner.id))
    if not name:
        text = turn._("Done: {names} in no group any more.", names=_labels(chosen))
        return [Text(markdown=text)]
    now = {m.learner: m for m in (*found.group(name), *chosen)}
    text = turn._("Group {group}: {names}.", group=name, names=_labels(list(now.values())))
    return [Text(markdown=text)]


async def role(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    found = await turn.classroom.people(meant.id)
    chosen = named(turn, found, match["who"])
    said = match["role"].lower()
    wanted: Role = _ROLES.get(said) or said  # type: ignore[assignment]  # the pattern has no other
    if isinstance(chosen, str):
        return [Text(markdown=chosen)]
    if wanted != "teacher" and _no_teacher_left(found, chosen):
        return [Text(markdown=turn._("The class needs a teacher: name another one first."))]
    for member in chosen:
        granted = RoleGranted(course=meant.id, role=wanted, by=turn.learner.id, way="teacher")
        turn.record_for(member.learner, granted)
    text = turn._(
        "Done. {names} in {course}: {role}. It's in the log.",
        names=_labels(chosen),
        course=meant.title,
        role=show.word(turn, wanted),
    )
    return [Text(markdown=text)]


async def remove(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    found = await turn.classroom.people(meant.id)
    chosen = named(turn, found, match["who"])
    if isinstance(chosen, str):
        return [Text(markdown=chosen)]
    if _no_teacher_left(found, chosen):
        return [Text(markdown=turn._("The class needs a teacher: name another one first."))]
    for member in chosen:
        gone = RoleGranted(course=meant.id, role="none", by=turn.learner.id, way="teacher")
        turn.record_for(member.learner, gone)
    text = turn._(
        "Done: {names} out of the class. What they did stays in their own record, and they come "
        "in again only through you.",
        names=_labels(chosen),
    )
    return [Text(markdown=text)]


def _no_teacher_left(found: ClassList, without: list[Member]) -> bool:
    gone = {member.learner for member in without}
    teachers = [member.learner for member in found.members if member.role == "teacher"]
    return bool(gone & set(teachers)) and set(teachers) <= gone
