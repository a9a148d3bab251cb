"""`plan`: what to learn next and why, and a choice of ways to learn it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping

from bot import planning
from bot.answering.prepared import graph_of
from bot.cite import citations
from bot.goals import going
from bot.goals.wishes import says_exam
from bot.learner.events import PathChosen, PathKind, PlanAimed, TestedOut
from bot.messages import Action, Buttons, File, Option, Part, Text
from bot.policy import explains
from bot.skill import Skill, Turn
from bot.skills.plan import show
from bot.skills.plan.aims import Aim, understood
from bot.skills.plan.steer import orders, steer
from bot.tutor import asked, solution
from bot.tutor.course import about, course_of, no_course
from bot.tutor.goals import own_goals
from bot.tutor.rules import rules
from bot.tutor.words import flat
from knowledge.concepts import Node
from knowledge.course import Course

_Args = Mapping[str, str]

_SKIPS = re.compile(
    r"\W*(?:(?:can i |let me |i want to |quiero )?(?:skip|test out of|jump over|saltar(?:me)?)|"
    r"i (?:already |really )?know|ya (?:me )?se) (?P<what>.{1,80}?)(?: already| ya)?\W*"
)
_PATHS: dict[str, tuple[PathKind, bool]] = {
    "read": ("read", False),
    "deep": ("read", True),
    "example": ("example", False),
    "practice": ("practice", False),
}


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    order, skip = orders(text), _SKIPS.fullmatch(flat(text))
    if order:
        parts = steer(turn, course, order)
    elif skip:
        parts = _test_out(turn, course, skip["what"])
    else:
        parts = _aim(turn, course, text)
    async for part in parts:
        yield part


async def _aim(turn: Turn, course: Course, text: str) -> AsyncIterator[Part]:
    """Keep what they work towards, if they said it; show the plan."""
    aim = await understood(turn, course, text) if text.strip() else Aim()
    if aim.problem:
        yield Text(markdown=aim.problem)
        return
    if aim.says_something:
        before = await _aimed(turn, course)
        sections = tuple(section.id for section in aim.sections)
        if not sections and not aim.everything and before:
            sections = before.sections  # only the day is new
        turn.record(PlanAimed(course=course.id, sections=sections, by=aim.by))
    exam = aim.by is not None and says_exam(text)
    async for part in _show(turn, course, 0, exam=exam and not await _is_goal(turn, aim)):
        yield part


async def _is_goal(turn: Turn, aim: Aim) -> bool:
    goals = going(await own_goals(turn), turn.today)
    return any(goal.terms.kind == "exam" and goal.terms.due == aim.by for goal in goals)


async def _aimed(turn: Turn, course: Course) -> PlanAimed | None:
    past = [each.event for each in await turn.past(("plan_aimed",))]
    aims = [
        event
        for event in (*past, *turn.events)
        if isinstance(event, PlanAimed) and event.course == course.id
    ]
    return _standing(aims[-1], course) if aims else None


def _standing(aim: PlanAimed, course: Course) -> PlanAimed | None:
    """What is left of an aim in a course that changed; None when nothing is."""
    if not aim.sections:
        return aim
    known = {section.id for section in course.sections()}
    left = tuple(section for section in aim.sections if section in known)
    return aim.model_copy(update={"sections": left}) if left else None


async def _show(
    turn: Turn, course: Course, place: int, *, brief: bool = False, exam: bool = False
) -> AsyncIterator[Part]:
    graph, aim = graph_of(course), await _aimed(turn, course)
    known = await turn.known(course)
    tested = [each.event for each in await turn.past(("tested_out",))]
    passed = {
        event.section: event.passed
        for event in (*tested, *turn.events)
        if isinstance(event, TestedOut) and event.course == course.id
    }
    made = planning.make(
        graph,
        known,
        turn.now,
        sections=aim.sections if aim else (),
        steering=await turn.steering(course.id),
        skipped=[section for section, ok in passed.items() if ok],
    )
    shown = show.Proposal(course, made, aim, known.model.pace, place, exam)
    for part in show.plan(turn, shown, brief=brief):
        yield part


async def _today(turn: Turn) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course:
        async for part in _show(turn, course, 0, brief=True):
            yield part


async def _test_out(turn: Turn, course: Course, what: str) -> AsyncIterator[Part]:
    sections = await about(turn, course, what)
    if not sections:
        yield Text(
            markdown=turn._(
                "I don't find “{topic}” in {course}. Name a chapter or section, or say it another "
                "way.",
                topic=what[:60],
                course=course.title,
            )
        )
        return
    async for part in turn.skill("quiz").act["test_out"](turn, {"section": sections[0].id}):
        yield part


# ---- ways to learn a concept ---------------------------------------------------------------


async def _path(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    course = await course_of(turn)
    node = graph_of(course).nodes.get(args.get("concept", "")) if course else None
    if course is None or node is None or args.get("path") not in _PATHS:
        yield Text(markdown=turn._("That's no longer in your course."))
        return
    path, deep = _PATHS[args["path"]]
    turn.record(
        PathChosen(course=course.id, section=node.section.id, concept=node.id, path=path, deep=deep)
    )
    match path:
        case "read":
            parts = _read(turn, course, node, deep=deep)
        case "example":
            parts = _example(turn, course, node)
        case "practice":
            parts = turn.skill("quiz").act["practise"](turn, {"concept": node.id})
    async for part in parts:
        yield part


async def _read(turn: Turn, course: Course, node: Node, *, deep: bool) -> AsyncIterator[Part]:
    section = node.section
    if not deep:
        async for part in turn.skill("ask").act["read"](turn, {"section": section.id}):
            yield part
        whole = Action(name="plan.path", args={"concept": node.id, "path": "deep"})
        yield Buttons(
            options=(
                _ask_me(turn, node),
                Option(label=turn._("All of it"), action=whole),
            )
        )
        return
    lines = [turn._("Here is all of **{section}**.", section=section.label)]
    if section.objectives:
        aims = "\n".join(f"- {objective}" for objective in section.objectives)
        lines.append(f"{turn._('Afterwards you should be able to:')}\n{aims}")
    lines.append(turn._("Say it to yourself once without looking, then let me ask you."))
    yield Text(markdown="\n\n".join(lines))
    if section.url:
        yield citations(course, [section.id])
    else:
        text = f"# {section.label}\n\n{section.text}\n".encode()
        yield File(name=f"{section.label}.md", media_type="text/markdown", data=text)
    yield Buttons(options=(_ask_me(turn, node),))


def _ask_me(turn: Turn, node: Node) -> Option:
    action = Action(name="quiz.practise", args={"concept": node.id})
    return Option(label=turn._("Ask me about it"), action=action)


async def _example(turn: Turn, course: Course, node: Node) -> AsyncIterator[Part]:
    known = await turn.known(course)
    seen = {key.what.partition(":")[2] for key in known.model.tries if key.course == course.id}
    help_with = await rules(turn, course)
    open_ = {exercise.item.id for exercise in await asked.exercises(turn)}
    shown = [(s, i) for s, i in node.items if explains(help_with(s, i)) and i.id not in open_]
    chosen = solution.choose(shown, seen, turn.rng)
    if chosen is None:
        yield Text(markdown=turn._("There is no worked example of that in your course."))
        return
    section, item = chosen
    lead = turn._("A worked example. Cover the steps and think what comes next before you look:")
    yield Text(markdown=f"{lead}\n\n{solution.markdown(item)}")
    yield citations(course, [section.id])
    yield Buttons(options=(_ask_me(turn, node),))


async def _button(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    place = args.get("place", "0")
    async for part in _show(turn, course, int(place) if place.isdecimal() else 0):
        yield part


SKILL = Skill(
    name="plan",
    summary="what to learn next, towards an exam or a goal",
    usage="my exam is on 12 December on chapters 5 to 8",
    run=run,
    act={"show": _button, "path": _path},
    audience="you",
    today=_today,
)
