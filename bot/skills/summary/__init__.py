"""`summary`: how a class is doing, for who teaches it.

Everything in it is computed from the record (bot/summary); a model may add two sentences, which
are held against the figures.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping

from bot.answering.prepared import graph_of
from bot.exports import gradebook
from bot.messages import Action, Buttons, Choices, File, Option, Part, Text
from bot.skill import Skill, Turn
from bot.skills.summary import details, grouping, people, phrased, picture, share, words
from bot.skills.summary.asks import (
    Wish,
    from_args,
    groups_wanted,
    part_wanted,
    somebody,
    wish,
)
from bot.skills.summary.view import View, computed, view
from bot.summary.groups import Kind
from bot.summary.model import Plan
from bot.tutor.class_meant import choose_class, class_meant
from bot.tutor.course import course_by_id
from knowledge.course import Course
from knowledge.problems import SourceError

_Args = Mapping[str, str]
_NAME = "summary"

_TODAY = 3
"""Lines among the other things of a day."""


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    meant = await class_meant(turn, text, _NAME)
    if meant is None:
        parts = _refused(turn, text)
    elif isinstance(meant, Choices):
        yield meant
        return
    else:
        course = await asyncio.to_thread(turn.courses.get, meant.id)
        parts = (grouping.keep_apart if grouping.asks_apart(meant.text) else _asked)(
            turn, course, meant.text
        )
    async for part in parts:
        yield part


async def _in_class(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """They said which class."""
    choose_class(turn, args.get("course", ""))
    async for part in run(turn, args.get("text", "")):
        yield part


# ---- who may ----------------------------------------------------------------------------------


async def _refused(turn: Turn, text: str) -> AsyncIterator[Part]:
    """A student: their own progress is theirs to see, and nobody else's."""
    name = somebody(text)
    about_course = bool(name) and await asyncio.to_thread(_in_course, turn, text)
    if about_course:
        async for part in turn.skill("ask").run(turn, text):
            yield part
        return
    if name:
        said = turn._("How somebody else is doing is theirs to tell, so I keep it to myself.")
    else:
        said = turn._("How a class is doing is for who teaches it, so I keep it to myself.")
    yield Text(markdown=said + " " + turn._("How you are doing, I'll gladly show you."))
    option = Option(label=turn._("My progress"), action=Action(name="progress.show"))
    yield Buttons(options=(option,))


def _in_course(turn: Turn, text: str) -> bool:
    """ "How is Pavlov doing in his experiment?" is a question about the course."""
    course = turn.learner.course
    if course is None:
        return False
    hits = turn.retrieval.search(text, courses=[course], limit=5)
    return turn.retrieval.answerability(text, hits, courses=[course]).covered


# ---- the summary ------------------------------------------------------------------------------


async def _asked(turn: Turn, course: Course, text: str) -> AsyncIterator[Part]:
    name, (verb, rest) = somebody(text), part_wanted(text)
    log = await turn.classroom.log(course.id)
    groups = {member.group for member in log.members.values() if member.group}
    asked = wish(rest, turn.today, groups, language=turn.translator.language)
    seen = await view(turn, course, asked, log)
    who = _called(seen, name) if seen and name and not asked.group else ""
    if seen is None:
        yield _not_there(turn, course, asked)
        return
    if who:
        parts = _one(turn, seen, who)
    elif name and not asked.group:
        parts = turn.skill("ask").run(turn, text)
    else:
        parts = (_PARTS[verb] if verb else _show)(turn, seen, groups_wanted(text))
    async for part in parts:
        yield part


def _not_there(turn: Turn, course: Course, asked: Wish) -> Text:
    return Text(
        markdown=turn._(
            "I don't find “{topic}” in {course}. Name a chapter or section, or say it another way.",
            topic=asked.where[:60],
            course=course.title,
        )
    )


async def _show(turn: Turn, seen: View, _args: _Args) -> AsyncIterator[Part]:
    if not seen.log.members:
        yield Text(
            markdown=turn._(
                "Nobody is in the class of {course} yet, so there is nothing to sum up.",
                course=seen.course.title,
            )
        )
        return
    found = await computed(turn, seen)
    lines = words.lines(turn, seen, found)
    said = await phrased.opening(turn, seen, lines, found.activity)
    if said:
        lines = words.fitting(lines, words.LINES - 1)
        yield Text(markdown=said, by_model=True)
    yield Text(markdown="\n".join(line.text for line in lines))
    yield _buttons(turn, seen, found.plan)


async def _today(turn: Turn) -> AsyncIterator[Part]:
    """How the class is doing, in three lines at most; nothing for who has none."""
    mine = turn.learner.teaches
    name = turn.learner.course if turn.learner.course in mine else next(iter(sorted(mine)), "")
    course = await course_by_id(turn, name) if name else None
    if course is None:
        return
    log = await turn.classroom.log(course.id)
    seen = await view(turn, course, wish("", turn.today, ()), log)
    if seen is None or not log.members:
        return
    shown = words.fitting(words.lines(turn, seen, await computed(turn, seen)), _TODAY)
    yield Text(markdown="\n".join(line.text for line in shown))
    show = Action(name="summary.in_class", args={"course": course.id})
    yield Buttons(options=(Option(label=turn._("See the whole summary"), action=show),))


def _buttons(turn: Turn, seen: View, plan: Plan | None) -> Buttons:
    args = seen.wish.args(seen.course.id)
    named = {
        "heat": turn._("Heat map"),
        "people": turn._("Students to see"),
        "groups": turn._("Groups"),
        "details": turn._("Details"),
        "csv": turn._("CSV"),
        "share": turn._("For the class"),
    }
    options = [
        Option(label=label, action=Action(name=f"summary.{verb}", args=args))
        for verb, label in named.items()
    ]
    if plan and turn.may(seen.course.id, "steer"):
        about = {"course": seen.course.id, "s": plan.section}
        action = Action(name="assign.propose", args=about)
        options.insert(3, Option(label=turn._("Assign a quiz"), action=action))
    return Buttons(options=tuple(options))


async def _one(turn: Turn, seen: View, who: str) -> AsyncIterator[Part]:
    """One student, for their teacher: what the class's summary knows of them."""
    found = await computed(turn, seen)
    yield Text(markdown=people.one(turn, seen, found, who))


def _called(seen: View, name: str) -> str:
    found = grouping.called(seen, name)
    return found[0] if len(found) == 1 else ""


# ---- behind the buttons -----------------------------------------------------------------------


async def _details(turn: Turn, seen: View, _args: _Args) -> AsyncIterator[Part]:
    found = await computed(turn, seen)
    blocks = [words.head(turn, seen, found), *details.sections(turn, seen, found)]
    blocks += [details.draft(turn, seen, found), details.meaning(turn)]
    yield _text(filter(None, blocks))


async def _people(turn: Turn, seen: View, _args: _Args) -> AsyncIterator[Part]:
    yield _text(people.blocks(turn, seen, await computed(turn, seen)))


async def _share(turn: Turn, seen: View, _args: _Args) -> AsyncIterator[Part]:
    yield _text(share.blocks(turn, seen, await computed(turn, seen)))


def _text(blocks: Iterable[str]) -> Text:
    return Text(markdown="\n\n".join(blocks))


async def _heat(turn: Turn, seen: View, args: _Args) -> AsyncIterator[Part]:
    by_group = args.get("by") == "group" and len(seen.groups) > 1
    drawn = await picture.draw(turn, seen, groups=by_group)
    if drawn is None:
        yield Text(markdown=turn._("There is no answer to draw yet."))
        return
    yield drawn
    yield Text(markdown=picture.guidance(turn))
    if len(seen.groups) > 1:
        label = turn._("By week") if by_group else turn._("By group")
        other = {**seen.wish.args(seen.course.id), "by": "week" if by_group else "group"}
        yield Buttons(
            options=(Option(label=label, action=Action(name="summary.heat", args=other)),)
        )


async def _groups(turn: Turn, seen: View, args: _Args) -> AsyncIterator[Part]:
    kind: Kind = "mixed" if args.get("k") == "mixed" else "gap"
    size = next((n for n in grouping.SIZES if str(n) == args.get("n")), grouping.SIZE)
    for part in grouping.show(turn, seen, kind, size):
        yield part


async def _csv(turn: Turn, seen: View, _args: _Args) -> AsyncIterator[Part]:
    sections = list(seen.course.sections())
    data = await asyncio.to_thread(gradebook.dump, seen.log.members, sections, seen.log.answers)
    name = f"{seen.course.id}-{turn.today.isoformat()}.csv"
    yield File(name=name, media_type=gradebook.MEDIA_TYPE, data=data)
    yield Text(
        markdown=turn._(
            "One row a student, one column a section: the mean of the best marks of the exercises "
            "they tried, out of 100. Empty means not tried. It holds names: keep it where marks "
            "belong."
        )
    )


_Show = Callable[[Turn, View, _Args], AsyncIterator[Part]]


_PARTS: Mapping[str, _Show] = {
    "details": _details,
    "people": _people,
    "heat": _heat,
    "groups": _groups,
    "csv": _csv,
    "share": _share,
}


def _seen(show: _Show) -> Callable[[Turn, _Args], AsyncIterator[Part]]:
    """What a button shows, to who may see the class and nobody else."""

    async def handle(turn: Turn, args: _Args) -> AsyncIterator[Part]:
        name = args.get("course", "")
        if name not in turn.learner.teaches:
            async for part in run(turn, ""):
                yield part
            return
        choose_class(turn, name)
        try:
            course = await asyncio.to_thread(turn.courses.get, name)
        except SourceError:
            yield Text(markdown=turn._("The course that you teach isn't here any more."))
            return
        await asyncio.to_thread(graph_of, course)
        asked = from_args(args, turn.today)
        seen = await view(turn, course, asked, await turn.classroom.log(name))
        if seen is None:
            yield _not_there(turn, course, asked)
            return
        async for part in show(turn, seen, args):
            yield part

    return handle


SKILL = Skill(
    name=_NAME,
    summary="how your class is doing",
    usage="how is my class doing this week?",
    run=run,
    act={
        "in_class": _in_class,
        "weekly": _seen(_show),
        **{verb: _seen(show) for verb, show in _PARTS.items()},
    },
    audience="you",
    for_teachers=True,
    today=_today,
)
