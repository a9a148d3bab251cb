"""`progress`: the open learner model. What is believed, why, and a way to say it isn't so."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

from bot.answering.prepared import graph_of
from bot.learner.events import BeliefQuestioned
from bot.learner.known import Known
from bot.learner.mastery import Belief
from bot.messages import Action, Buttons, Choices, Option, Part, Text
from bot.skill import Skill, Turn
from bot.skills.progress import calibration, changes, goals, picture, portfolio, view, words
from bot.tutor.beliefs import evidence, percent, summary
from bot.tutor.course import about, course_of, no_course
from bot.tutor.pilots import unsaid, without_silent
from knowledge.concepts import ConceptGraph, Node
from knowledge.course import Course

_Args = Mapping[str, str]

_STATE = "progress"
_SHOWN = 8
"""Concepts of one reply."""
_EXPLAINED = 3
"""Concepts explained at a time."""


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    said = text.strip()
    shown = [str(name) for name in turn.state.get(_STATE, [])]
    if words.asks_portfolio(said):
        parts = portfolio.show(turn)
    elif words.asks_why(said):
        parts = _why(turn, course, shown)
    elif words.doubts(said) and shown:
        parts = _doubt(turn, course, shown)
    elif turn.text.startswith("/") or words.asks_progress(said):
        parts = _show(turn, course, words.place(said))
    else:
        parts = turn.skill("ask").run(turn, text)
    async for part in parts:
        yield part


async def _show(turn: Turn, course: Course, place: str) -> AsyncIterator[Part]:
    graph = graph_of(course)
    if place:
        sections = await about(turn, course, place)
        nodes = list(graph.in_sections([section.id for section in sections]))
        parts = _concepts(turn, course, nodes) if nodes else _not_there(turn, course, place)
    else:
        parts = _overview(turn, graph)
    async for part in parts:
        yield part


# ---- everything ----------------------------------------------------------------------------


async def _overview(turn: Turn, graph: ConceptGraph) -> AsyncIterator[Part]:
    course = graph.course
    known = await turn.known(course)
    found = view.standings(graph, known, turn.now)
    events = await turn.past(view.EVENTS, since=view.begin_of_week(turn))
    events = await without_silent(turn, events)
    here = [each for each in events if getattr(each.event, "course", "") == course.id]
    week = view.week(turn, here)
    changed = changes.lines(turn, graph, known)
    if not found:
        yield Text(
            markdown="\n\n".join([_nothing(turn, course), *changed, *await goals.lines(turn)])
        )
        start = Action(name="quiz.new")
        yield Buttons(options=(Option(label=turn._("Start a quiz"), action=start),))
        return
    _remember(turn, sorted(found, key=lambda s: s.belief.value))
    lines = [view.week_line(turn, course.title, week), view.groups(turn, found), _meaning(turn)]
    lines += [*changed, *_calibrated(turn, await _confidences(turn)), *await goals.lines(turn)]
    yield Text(markdown="\n\n".join(lines))
    yield await picture.draw(turn, view.by_unit(graph, found), week)
    yield _buttons(turn)


def _nothing(turn: Turn, course: Course) -> str:
    return turn._(
        "I know nothing about you in {course} yet: there is no answer to go by. Five questions "
        "give a first picture.",
        course=course.title,
    )


def _meaning(turn: Turn) -> str:
    return turn._(
        "A figure says how likely you'd get a typical question on it right now, without help."
    )


async def _confidences(turn: Turn) -> calibration.Calibration:
    since = turn.now - calibration.LATELY
    return calibration.calibration(await turn.past(("attempt_made",), since=since))


def _calibrated(turn: Turn, found: calibration.Calibration) -> list[str]:
    said = []
    if found.sure:
        text = turn._(
            "When you said you were sure, you were right {right} of {of} times.",
            right=found.sure.right,
            of=found.sure.of,
        )
        if found.sure.share < 0.75:
            text += " " + turn._("A second look before you commit would pay off.")
        said.append(text)
    if found.guess:
        text = turn._(
            "When you called it a guess, it was right {right} of {of} times.",
            right=found.guess.right,
            of=found.guess.of,
        )
        if found.guess.share > 0.6:
            text += " " + turn._("You know more than you think.")
        said.append(text)
    return [" ".join(said)] if said else []


def _buttons(turn: Turn) -> Buttons:
    return Buttons(
        options=(
            Option(label=turn._("Why do you think that?"), action=Action(name="progress.why")),
            Option(label=turn._("That's not right"), action=Action(name="progress.doubts")),
            Option(label=turn._("What's next"), action=Action(name="plan.show")),
        )
    )


# ---- some concepts -------------------------------------------------------------------------


async def _concepts(turn: Turn, course: Course, nodes: Sequence[Node]) -> AsyncIterator[Part]:
    """What is believed about each, and why."""
    known = await turn.known(course)
    found = [view.Standing(n, known.belief(course.id, n.id, turn.now)) for n in nodes]
    found.sort(key=lambda standing: (not standing.belief.n, standing.belief.value))
    _remember(turn, found)
    tried = [s for s in found if s.belief.n] or found[:1]
    lines = [summary(turn, s.node.title, s.belief, known) for s in tried[:_SHOWN]]
    untried = [s.node.title for s in found if s not in tried]
    if untried:
        names = "; ".join(untried[:_SHOWN])
        lines.append(turn._("Not practised yet: {concepts}.", concepts=names))
    lines += changes.elsewhere(turn, known, course, [s.node for s in found[:_SHOWN]])
    listed = [f"- {line}" for line in lines] if len(lines) > 1 else lines
    yield Text(markdown="\n".join(listed))
    yield _buttons(turn)


async def _not_there(turn: Turn, course: Course, place: str) -> AsyncIterator[Part]:
    yield Text(
        markdown=turn._(
            "I don't find “{topic}” in {course}. Name a chapter or section, or say it another way.",
            topic=place[:60],
            course=course.title,
        )
    )


# ---- why, and "that's not right" -----------------------------------------------------------


async def _why(turn: Turn, course: Course, shown: Sequence[str]) -> AsyncIterator[Part]:
    """What each belief rests on, and what would change it."""
    known, graph = await turn.known(course), graph_of(course)
    nodes = [node for name in shown[:_EXPLAINED] if (node := graph.nodes.get(name))]
    if not nodes:
        async for part in _overview(turn, graph):
            yield part
        return
    keep(turn, shown)
    unsaid_ = await unsaid(turn, course.id)
    for node in nodes:
        belief = known.belief(course.id, node.id, turn.now)
        lines = [summary(turn, node.title, belief, known)]
        told = [each for each in belief.evidence if each.item.partition("/")[2] not in unsaid_]
        if told:
            lines.append("\n".join(evidence(turn, course, told[-5:])))
        lines.append(_what_if(turn, course, node, known, belief))
        yield Text(markdown="\n\n".join(lines))
    label = turn._("That's not right")
    yield Buttons(options=(Option(label=label, action=Action(name="progress.doubts")),))


def _what_if(turn: Turn, course: Course, node: Node, known: Known, belief: Belief) -> str:
    """Two right answers now: what they would make of it."""
    return turn._(
        "Two right answers without help would make it about {percent}.",
        percent=percent(known.after(course.id, node.id, turn.now, right=2)),
    )


async def _doubt(turn: Turn, course: Course, shown: Sequence[str]) -> AsyncIterator[Part]:
    """Which one? Then two questions on it."""
    graph = graph_of(course)
    nodes = [node for name in shown if (node := graph.nodes.get(name))]
    if len(nodes) == 1:
        async for part in _check(turn, {"concept": nodes[0].id}):
            yield part
        return
    keep(turn, shown)
    yield Choices(
        prompt=turn._("Which one? Two questions on it will tell."),
        options=tuple(
            Option(
                label=node.title,
                action=Action(name="progress.check", args={"concept": node.id}),
            )
            for node in nodes[:10]
        ),
    )


async def _check(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    course = await course_of(turn)
    node = graph_of(course).nodes.get(args.get("concept", "")) if course else None
    if course is None or node is None:
        yield Text(markdown=turn._("That's no longer in your course."))
        return
    known = await turn.known(course)
    believed = known.belief(course.id, node.id, turn.now).value
    turn.record(BeliefQuestioned(course=course.id, concept=node.id, believed=believed))
    async for part in turn.skill("quiz").act["check"](turn, {"concept": node.id}):
        yield part


def _remember(turn: Turn, found: Sequence[view.Standing]) -> None:
    keep(turn, [standing.node.id for standing in found])


def keep(turn: Turn, concepts: Sequence[str]) -> None:
    """What "why?" and "that's not right" are about."""
    turn.state[_STATE] = list(concepts)[:20]
    turn.state["pending"] = "progress"


async def _button(turn: Turn, which: str) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    shown = [str(name) for name in turn.state.get(_STATE, [])]
    match which:
        case "why":
            parts = _why(turn, course, shown)
        case "doubts" if shown:
            parts = _doubt(turn, course, shown)
        case _:
            parts = _overview(turn, graph_of(course))
    async for part in parts:
        yield part


SKILL = Skill(
    name="progress",
    summary="what I think you know, and why",
    usage="how am I doing in chapter 6?",
    run=run,
    act={
        "show": lambda turn, _args: _button(turn, "show"),
        "why": lambda turn, _args: _button(turn, "why"),
        "doubts": lambda turn, _args: _button(turn, "doubts"),
        "check": _check,
        "portfolio": lambda turn, _args: portfolio.show(turn),
    },
    audience="you",
    always=True,
)
