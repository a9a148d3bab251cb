"""What a class looks like to its teacher."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from bot.learner.events import JoinCodeMade
from bot.learner.membership import ClassList, Member, bindings, is_open
from bot.learner.roles import Role
from bot.messages import Action, Buttons, File, Option, Part, Text
from bot.skill import Turn
from bot.tutor.class_meant import ClassMeant

_LISTED = 40
"""People in a message; more go into a file as well."""


async def overview(turn: Turn, meant: ClassMeant) -> list[Part]:
    found = await turn.classroom.people(meant.id)
    lines = [f"**{meant.title}** · {counted(turn, found)}"]
    if found.simulated:
        lines.append(turn._("This class is simulated: nobody in it is a real person."))
    if found.expected:
        names = ", ".join(each.name for each in found.expected[:4])
        more = " …" if len(found.expected) > 4 else ""
        lines.append(
            turn.n(
                "{count} person on the roster hasn't written yet: {names}",
                "{count} people on the roster haven't written yet: {names}",
                len(found.expected),
                names=names + more,
            )
        )
    admits = turn.may(meant.id, "admit")
    if admits:
        lines.append(await _ways(turn, meant))
    labels = [(turn._("Who is in it"), "list")]
    if admits:
        labels += [
            (turn._("Join code"), "code"),
            (turn._("Import a roster"), "how"),
            (turn._("Log"), "log"),
        ]
    return [Text(markdown="\n\n".join(lines)), buttons(meant, labels)]


def buttons(meant: ClassMeant, labels: Iterable[tuple[str, str]]) -> Buttons:
    return Buttons(
        options=tuple(
            Option(label=label, action=Action(name=f"class.{verb}", args={"course": meant.id}))
            for label, verb in labels
        )
    )


async def _ways(turn: Turn, meant: ClassMeant) -> str:
    """How people come into it."""
    log = await turn.classroom.history(meant.id)
    if is_open(meant.id, [each.event for each in log]):
        return turn._("Everybody who learns in this course belongs to it, until you set up a way.")
    said = [
        turn._("with the code {code} until {day}", code=shown(e.code), day=day_of(turn, e))
        for e in await valid_codes(turn, meant)
    ]
    places = [p for p, each in bindings(log).items()]
    if places:
        said.append(
            turn.n(
                "by writing in {count} channel or workspace that belongs to it",
                "by writing in {count} channels or workspaces that belong to it",
                len(places),
            )
        )
    if any(each.event.type == "roster_imported" for each in log):
        said.append(turn._("by the roster"))
    if not said:
        return turn._("Nobody can join right now: make a join code, or import a roster.")
    return turn._("People join {ways}.", ways=", ".join(said))


async def valid_codes(turn: Turn, meant: ClassMeant) -> list[JoinCodeMade]:
    """The class's own that let people in, the newest last."""
    made = (each.event for each in (await turn.classroom.codes()).values())
    return [e for e in made if isinstance(e, JoinCodeMade) and e.course == meant.id]


def shown(code: str) -> str:
    return f"{code[: len(code) // 2]}-{code[len(code) // 2 :]}"


def day_of(turn: Turn, code: JoinCodeMade) -> str:
    return turn.translator.day(code.until.astimezone(turn.zone).date())


def counted(turn: Turn, found: ClassList) -> str:
    said = turn.n("{count} student", "{count} students", len(found.students))
    if found.groups:
        said += " " + turn.n("in {count} group", "in {count} groups", len(found.groups))
    others = [
        number(turn, role, sum(member.role == role for member in found.members))
        for role in ("teacher", "assistant", "guardian")
        if any(member.role == role for member in found.members)
    ]
    return ", ".join([said, *others])


def number(turn: Turn, role: str, count: int) -> str:
    match role:
        case "teacher":
            return turn.n("{count} teacher", "{count} teachers", count)
        case "assistant":
            return turn.n("{count} assistant", "{count} assistants", count)
        case "guardian":
            return turn.n("{count} guardian", "{count} guardians", count)
    return turn.n("{count} student", "{count} students", count)


def word(turn: Turn, role: Role | str) -> str:
    match role:
        case "teacher":
            return turn._("teacher")
        case "assistant":
            return turn._("assistant")
        case "guardian":
            return turn._("guardian")
    return turn._("student")


async def everybody(turn: Turn, meant: ClassMeant, _match: re.Match[str]) -> list[Part]:
    found = await turn.classroom.people(meant.id)
    lines = [f"**{meant.title}** · {counted(turn, found)}"]
    for role in ("teacher", "assistant", "guardian"):
        names = [member.label for member in found.members if member.role == role]
        if names:
            lines.append(f"- {word(turn, role)}: {', '.join(names[:_LISTED])}")
    left = _LISTED
    for group in (*found.groups, ""):
        names = [m.label for m in found.students if m.group == group][:left]
        left -= len(names)
        if names:
            title = group or (turn._("in no group") if found.groups else turn._("students"))
            lines.append(f"- {title}: {', '.join(names)}")
    if found.expected:
        names = [each.name for each in found.expected[:_LISTED]]
        more = " …" if len(found.expected) > _LISTED else ""
        label = turn._("on the roster, not here yet")
        lines.append(f"- {label}: {', '.join(names)}{more}")
    parts: list[Part] = [Text(markdown="\n".join(lines))]
    if len(found.students) > _LISTED:
        parts.append(_file(turn, found.members))
    return parts


def _file(turn: Turn, members: Sequence[Member]) -> File:
    rows = [(m.label, m.role, m.group, m.since.date().isoformat()) for m in members]
    return table("class.csv", (("name", "role", "group", "since"), *rows))


def table(name: str, rows: Iterable[Sequence[str]]) -> File:
    """As a CSV that spreadsheets open with its accents; names hold nothing they would run."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return File(name=name, media_type="text/csv", data=file.getvalue().encode("utf-8-sig"))


def usage(turn: Turn) -> str:
    lines = [
        ("/class list", turn._("who is in it")),
        ("/class code", turn._("a code to join with; “/class code revoke” takes it back")),
        ("/class import", turn._("a roster from a CSV file that you attach")),
        ("/class group A: Ana, Ben", turn._("put people into a group")),
        ("/class assistant: Ana", turn._("give somebody a role")),
        ("/class remove Ana", turn._("take somebody out")),
        ("/class bind", turn._("who writes in this channel joins; “/class unbind” ends it")),
        ("/class log", turn._("who was let in, when, and by whom")),
    ]
    return "\n".join(
        [turn._("I can do this with a class:"), *(f"- **{what}** · {why}" for what, why in lines)]
    )
