"""Importing a roster: first what it would do, then, by a button, doing it."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.learner.events import RosterImported
from bot.messages import Action, Attachment, Buttons, Option, Part, Text
from bot.rosters import Problem, Reading, read, read_files
from bot.skill import Turn
from bot.skills.classes import show
from bot.tutor.class_meant import ClassMeant

_PROBLEMS = 6
"""Shown in the message; all of them go into a file."""


async def look(turn: Turn, meant: ClassMeant, match: re.Match[str]) -> list[Part]:
    """What an attached file would change. Nothing is changed yet."""
    files = turn.incoming.files
    wanted = match["what"].strip()
    if not files:
        return [Text(markdown=_how(turn))]
    found = await _read(files, wanted)
    parts: list[Part] = []
    if found.entries:
        changes = await turn.classroom.compare(meant.id, found.entries)
        lines = [
            turn._("This is what I'd import into {course}:", course=meant.title),
            f"- {_counts(turn, found)}",
            f"- {turn._('{new} new, {changed} changed, {same} as before', **_numbers(changes))}",
        ]
        if changes.here:
            lines.append(
                "- "
                + turn.n(
                    "{count} of them has written to me already",
                    "{count} of them have written to me already",
                    changes.here,
                )
            )
        parts.append(Text(markdown="\n".join([*lines, *_wrong(turn, found.problems)])))
    else:
        said = turn._("I can't import anything from this file:")
        parts.append(Text(markdown="\n".join([said, *_listed(turn, found.problems)])))
    if len(found.problems) > _PROBLEMS:
        rows = [(str(p.line or ""), p.file, _said(turn, p)) for p in found.problems]
        parts.append(show.table("problems.csv", (("line", "file", "problem"), *rows)))
    if found.entries:
        name = await turn.classroom.keep(files)
        args = {"course": meant.id, "of": name, "class": wanted[:60]}
        label = turn.n("Import {count} person", "Import {count} people", len(found.entries))
        parts.append(
            Buttons(options=(Option(label=label, action=Action(name="class.take", args=args)),))
        )
    return parts


async def take(turn: Turn, meant: ClassMeant, args: Mapping[str, str]) -> list[Part]:
    """Import the file that was looked at."""
    files = await turn.classroom.kept(args.get("of", ""))
    found = await _read(files, args.get("class", "")) if files else Reading()
    if not found.entries:
        return [Text(markdown=turn._("I don't have that file any more. Send it once more."))]
    changes = await turn.classroom.take_in(meant.id, found.entries)
    await turn.classroom.forget(args["of"])
    turn.record(RosterImported(course=meant.id, people=len(found.entries)))
    lines = [
        turn.n(
            "Done. The roster of {course} has {count} person from this file",
            "Done. The roster of {course} has {count} people from this file",
            len(found.entries),
            course=meant.title,
        )
        + f" ({turn._('{new} new, {changed} changed, {same} as before', **_numbers(changes))})."
    ]
    if changes.here < len(found.entries):
        lines.append(
            turn._(
                "They join when they first write to me, if the address or id is the one they have "
                "here; otherwise with a code of their own, which only that person should get."
            )
        )
        offers = [(turn._("Their codes"), "codes"), (turn._("Who is in it"), "list")]
        return [Text(markdown=" ".join(lines)), show.buttons(meant, offers)]
    return [Text(markdown=" ".join(lines))]


async def own_codes(turn: Turn, meant: ClassMeant, _match: re.Match[str]) -> list[Part]:
    """For those on the roster who haven't come: each has a code of their own."""
    found = await turn.classroom.people(meant.id)
    if not found.expected:
        return [Text(markdown=turn._("Everybody on the roster has joined."))]
    text = turn.n(
        "{count} person hasn't joined yet. The file has their code: give it to them alone.",
        "{count} people haven't joined yet. The file has a code for each: give it to them alone.",
        len(found.expected),
    )
    rows = [(e.name, e.group, e.role, f"/join {show.shown(e.code)}") for e in found.expected]
    head = ("name", "group", "role", "code")
    return [Text(markdown=text), show.table("join-codes.csv", (head, *rows))]


async def _read(files: Sequence[Attachment], wanted: str) -> Reading:
    if len(files) > 1:
        by_name = {file.name.rpartition("/")[2].lower(): file.data for file in files}
        return await asyncio.to_thread(read_files, by_name, wanted)
    return await asyncio.to_thread(read, files[0].data, wanted)


def _numbers(changes: object) -> dict[str, str]:
    return {name: f"{getattr(changes, name):,}" for name in ("new", "changed", "same")}


def _counts(turn: Turn, found: Reading) -> str:
    roles = Counter(entry.role for entry in found.entries)
    groups = {entry.group for entry in found.entries if entry.group}
    said = [
        show.number(turn, role, roles[role])
        for role in ("student", "teacher", "assistant", "guardian")
        if roles[role]
    ]
    if groups:
        said.append(turn.n("in {count} group", "in {count} groups", len(groups)))
    return ", ".join(said)


def _wrong(turn: Turn, problems: Sequence[Problem]) -> list[str]:
    if not problems:
        return []
    said = turn.n(
        "{count} line can't be used, and is left out:",
        "{count} lines can't be used, and are left out:",
        len(problems),
    )
    return ["", said, *_listed(turn, problems)]


def _listed(turn: Turn, problems: Sequence[Problem]) -> list[str]:
    lines = []
    for problem in problems[:_PROBLEMS]:
        where = turn._("line {line}", line=problem.line) if problem.line else ""
        place = ", ".join(filter(None, (problem.file, where)))
        said = _said(turn, problem)
        lines.append(f"- {place}: {said}" if place else f"- {said}")
    if len(problems) > _PROBLEMS:
        more = turn._("and {count} more", count=len(problems) - _PROBLEMS)
        lines.append(f"- {more}")
    return lines


def _said(turn: Turn, problem: Problem) -> str:
    return turn._(problem.message, **problem.fields)


def _how(turn: Turn) -> str:
    return turn._(
        "Attach the file to the words “class import”: a CSV whose first line names the columns "
        "(name, email or id, role, group), or the zip of a OneRoster 1.2 export. For example:"
        "\n\n```\nname,email,role,group\nAna Gómez,ana@school.example,student,A\n```\n\n"
        "I show first what it would change. Of addresses I keep only a fingerprint, by which I "
        "know people again."
    )
