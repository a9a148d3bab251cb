"""Small groups for the next lesson, and who is to be kept apart."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence

from bot.learner.events import KeptApart
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.summary.asks import wish
from bot.skills.summary.view import View, view
from bot.summary import answers_of, group_of
from bot.summary.groups import Group, Grouping, Kind, group, students
from bot.summary.model import Scope
from bot.tutor.words import flat
from knowledge.course import Course
from knowledge.text import fold

_TOGETHER = ("together", "juntos")
APART = ("apart", "aparte", *_TOGETHER)
"""First words of what is said about two people."""
_KEEP = re.compile(r"(?:keep|separate|manten|mantener|separa|separar)\b")
SIZE = 4
SIZES = (2, 3, 4, 5)
_DAYS = 56
"""Days whose answers say what somebody knows: what they show this week alone is too little."""
_PAIR = re.compile(
    r"\W*(?:(?:keep|separate|manten|mantener|separa|separar) )?(?P<who>.+?)"
    r"(?: apart| separated| separad[oa]s| aparte)?\W*"
)

_BETWEEN = re.compile(r"\s*(?:,|;| and | y | from | de )\s*")


def asks_apart(text: str) -> bool:
    """ "apart Ana, Ben", "keep Ana and Ben apart", and to take it back "together Ana, Ben"."""
    said = flat(text)
    return said.partition(" ")[0] in APART or bool(_KEEP.match(said))


def show(turn: Turn, view: View, kind: Kind, size: int) -> Iterator[Part]:
    log = group_of(view.log, view.wish.group)
    lately = Scope(view.now - _DAYS * 86_400, view.now + 1, view.scope.sections)
    people = students(log.members, answers_of(log, lately), view.units)
    made = group(people, size, kind, log.apart)
    title = (
        turn._("Groups by shared gap, to teach the same thing again")
        if kind == "gap"
        else turn._("Mixed groups, to explain things to one another")
    )
    rows = [
        f"{n}. {_members(turn, view, each)}{_reason(turn, view, each, kind)}"
        for n, each in enumerate(made.groups, 1)
    ]
    said = [f"**{title}**", "\n".join(rows), *_apart(turn, view, made)]
    said.append(
        turn._(
            "They go by first answers without help of the last 8 weeks. To keep two people apart: "
            "/summary apart Ana, Ben."
        )
    )
    yield Text(markdown="\n\n".join(said))
    yield _buttons(turn, view, kind, size)


def _members(turn: Turn, view: View, each: Group) -> str:
    return ", ".join(view.name(who) for who in each.members)


def _reason(turn: Turn, view: View, each: Group, kind: Kind) -> str:
    if each.gap:
        reason = turn._(
            "{missing} of {all} miss {concept}",
            missing=each.missing, all=len(each.members), concept=view.title(each.gap),
        )  # fmt: skip
    elif each.helps:
        names = ", ".join(view.name(who) for who in each.knowing)
        reason = turn._(
            "{names} can explain {concept}", names=names, concept=view.title(each.helps)
        )
    elif kind == "gap":
        reason = turn._("no gap that two of them share")
    else:
        reason = turn._("mixed by how much they get right")
    return f" ({reason})"


def _apart(turn: Turn, view: View, made: Grouping) -> Iterator[str]:
    if not made.together:
        return
    pairs = "; ".join(
        turn._("{one} and {other}", one=view.name(one), other=view.name(other))
        for one, other in made.together
    )
    if made.impossible:
        yield turn._(
            "These can't all be kept apart in {groups} groups of this size: {pairs}. Smaller "
            "groups may do it.",
            groups=len(made.groups),
            pairs=pairs,
        )
    else:
        yield turn._("I found no way to keep these apart: {pairs}.", pairs=pairs)


def _buttons(turn: Turn, view: View, kind: Kind, size: int) -> Buttons:
    args = view.wish.args(view.course.id)
    other: Kind = "mixed" if kind == "gap" else "gap"
    label = turn._("Mixed groups") if other == "mixed" else turn._("By shared gap")
    options = [
        Option(
            label=label,
            action=Action(name="summary.groups", args={**args, "k": other, "n": str(size)}),
        )
    ]
    for n in (size - 1, size + 1):
        if n in SIZES:
            action = Action(name="summary.groups", args={**args, "k": kind, "n": str(n)})
            options.append(Option(label=turn._("Groups of {size}", size=n), action=action))
    return Buttons(options=tuple(options))


def pair(view: View, text: str) -> tuple[str, str] | list[str]:
    """The two people that "Ana, Ben" names; else the names that nobody, or more than one, has."""
    found = _PAIR.fullmatch(flat(text))
    names = [
        name
        for name in re.split(r"\s*(?:,|;| and | y | from | de )\s*", found["who"] if found else "")
        if name
    ]
    people = [called(view, name) for name in names]
    unknown = [name for name, who in zip(names, people, strict=True) if len(who) != 1]
    if len(names) != 2 or unknown or people[0] == people[1]:
        return unknown or names
    return people[0][0], people[1][0]


def called(view: View, name: str) -> Sequence[str]:
    """Everybody of that name, or with it as a part of theirs."""
    names = {who: flat(view.name(who)) for who in view.log.members}
    whole = [who for who, own in names.items() if own == name]
    return whole or [who for who, own in names.items() if name in own.split()]


async def keep_apart(turn: Turn, course: Course, text: str) -> AsyncIterator[Part]:
    """ "/summary apart Ana, Ben", and "/summary together Ana, Ben" to take it back."""
    log = await turn.classroom.log(course.id)
    seen = await view(turn, course, wish("", turn.today, ()), log)
    assert seen
    word, _, names = text.partition(" ")
    together = fold(word) in _TOGETHER
    found = pair(seen, names if fold(word) in APART else text)
    if not turn.may(course.id, "arrange"):
        yield Text(markdown=turn._("Only a teacher or an assistant arranges groups."))
    elif isinstance(found, list):
        said = turn._(
            "I need two students of your class by name, for example: /summary apart Ana, Ben."
        )
        if found:
            unknown = turn._("I don't find, or find twice: {names}.", names=", ".join(found)[:120])
            said = f"{unknown} {said}"
        yield Text(markdown=said)
    else:
        apart = not together
        turn.record(KeptApart(course=course.id, learners=found, apart=apart))
        one, other = (seen.name(who) for who in found)
        said = (
            turn._("Kept apart from now on: {one} and {other}.", one=one, other=other)
            if apart
            else turn._("{one} and {other} may work together again.", one=one, other=other)
        )
        yield Text(markdown=said)
