"""How a quiz begins: what it is about, and how long it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta

from bot.answering.prepared import graph_of
from bot.learner.events import Mode, QuizStarted
from bot.learner.known import Known
from bot.messages import Action, Choices, Option, Part, Text
from bot.selection import Difficulty
from bot.skill import Turn
from bot.skills.quiz import flow, state
from bot.skills.quiz.wishes import MOST, USUAL, Wish
from bot.tutor.course import about, named
from bot.tutor.exercise import is_marked
from bot.tutor.generating import with_enough
from bot.wellbeing import limit, over
from knowledge.concepts import ConceptGraph, Node
from knowledge.course import Course

_FEEDBACK = 20.0
"""Seconds that reading what comes after an answer takes, beside answering."""
_WEAK = 0.7
"""Below this belief a practised concept counts as weak."""
_MOST_WEAK = 6
_LATELY = 4
"""Sections met last that a quiz without a topic is about."""
_SHOWN = 25
_FRESH = timedelta(days=3)
_FEWEST: Mapping[Mode, int] = {"test_out": 2}
"""Questions without which it makes no sense."""


async def begin(turn: Turn, course: Course, wish: Wish) -> AsyncIterator[Part]:
    """A quiz as it was asked for, or the question that has to be answered first."""
    graph = graph_of(course)
    known = await turn.known(course)
    if wish.topic:
        sections = await about(turn, course, wish.topic)
        nodes = list(graph.in_sections([section.id for section in sections]))
        if not nodes:
            yield Text(markdown=_not_there(turn, course, wish.topic))
            return
    else:
        nodes = _weak(graph, known, turn) if wish.weak else _lately(graph, known, turn)
        if not nodes:
            for part in _which(turn, course, weak=wish.weak):
                yield part
            return
    async for part in start(
        turn,
        course,
        nodes,
        questions=wish.questions or _fitting_in(wish.minutes, known) or USUAL,
        difficulty=wish.difficulty,
    ):
        yield part


async def start(
    turn: Turn,
    course: Course,
    nodes: Sequence[Node],
    *,
    questions: int = USUAL,
    mode: Mode = "quiz",
    difficulty: Difficulty = "fitting",
) -> AsyncIterator[Part]:
    """Begin a quiz about these concepts and ask its first question."""
    if mode == "quiz" and (reached := await limit(turn)):
        for part in over(turn, reached):
            yield part
        return
    known = await turn.known(course)
    course, nodes = await with_enough(
        turn, course, nodes, questions, seen=_seen_lately(turn, course, known),
        difficulty=difficulty,
    )  # fmt: skip
    there = len({item.id for node in nodes for _, item in node.items if is_marked(item)})
    if there < _FEWEST.get(mode, 1):
        yield Text(markdown=_too_few(turn, mode))
        return
    questions = min(questions, there)
    quiz = state.new(
        course.id, [node.id for node in nodes], questions, mode=mode, difficulty=difficulty
    )
    beliefs = {node.id: known.belief(course.id, node.id, turn.now) for node in nodes}
    if mode == "check":
        before = {name: belief.value for name, belief in beliefs.items()}
        quiz = quiz.model_copy(update={"before": before})
    lead = _lead(turn, quiz, nodes, probing=not any(belief.n for belief in beliefs.values()))
    turn.record(
        QuizStarted(
            course=course.id,
            quiz=quiz.id,
            mode=mode,
            concepts=quiz.concepts,
            questions=questions,
            difficulty=difficulty,
        )
    )
    async for part in flow.ask(turn, course, quiz, lead):
        yield part


def _seen_lately(turn: Turn, course: Course, known: Known) -> set[str]:
    """Ids of the items answered in the last days: too fresh to say anything."""
    since = (turn.now - _FRESH).timestamp()
    return {
        key.what.partition(":")[2]
        for key, tries in known.model.tries.items()
        if key.course == course.id and tries.seen > since
    }


def _too_few(turn: Turn, mode: Mode) -> str:
    match mode:
        case "check":
            return turn._("I have no question to check that with.")
        case "test_out":
            return turn._("There are too few questions on it to skip it that way.")
        case _:
            return turn._("I have no questions on that yet.")


async def of_unit(turn: Turn, course: Course, unit: str) -> AsyncIterator[Part]:
    """A unit was picked."""
    sections = [s for each in course.units if each.id == unit for s in each.sections]
    nodes = list(graph_of(course).in_sections([section.id for section in sections]))
    async for part in start(turn, course, nodes):
        yield part


def _lead(turn: Turn, quiz: state.Quiz, nodes: Sequence[Node], *, probing: bool) -> str:
    title = _title(turn, nodes)
    match quiz.mode:
        case "check":
            return turn._("Let's look. Two questions on {concept}:", concept=title)
        case "test_out":
            return turn.n(
                "{count} question on {concept}, without hints. If you know it, you can skip it.",
                "{count} questions on {concept}, without hints. If you know it, you can skip it.",
                quiz.questions,
                concept=title,
            )
    heading = turn.n(
        "**{title}** · {count} question", "**{title}** · {count} questions", quiz.questions,
        title=title,
    )  # fmt: skip
    if not probing:
        return heading
    feel = turn._("I don't know yet what you know here, so the first ones feel the way.")
    return f"{heading}\n\n{feel}"


def _title(turn: Turn, nodes: Sequence[Node]) -> str:
    if len(nodes) == 1:
        return nodes[0].title
    sections = {node.section.id: node.section for node in nodes}
    units = {node.unit.id: node.unit for node in nodes}
    if len(sections) == 1:
        return next(iter(sections.values())).label
    if len(units) == 1:
        unit = next(iter(units.values()))
        return f"{unit.number} {unit.title}".strip()
    return turn._("A bit of everything")


def _weak(graph: ConceptGraph, known: Known, turn: Turn) -> list[Node]:
    """The concepts practised with least success, weakest first."""
    beliefs = [
        (known.belief(graph.course.id, name, turn.now), node) for name, node in graph.nodes.items()
    ]
    weak = [(belief.value, node) for belief, node in beliefs if belief.n and belief.value < _WEAK]
    return [node for _, node in sorted(weak, key=lambda pair: pair[0])[:_MOST_WEAK]]


def _lately(graph: ConceptGraph, known: Known, turn: Turn) -> list[Node]:
    """What they worked on last, and what is due."""
    met = [section for of, section in known.model.met if of == graph.course.id]
    due = [c.key.section for c in known.model.cards.values() if c.is_due(turn.now)]
    return list(graph.in_sections([*met[-_LATELY:], *due]))


def _fitting_in(minutes: int | None, known: Known) -> int | None:
    """How many questions fit into some minutes, at this learner's pace."""
    if minutes is None:
        return None
    return max(1, min(MOST, round(minutes * 60 / (known.model.pace.seconds + _FEEDBACK))))


def _which(turn: Turn, course: Course, *, weak: bool) -> list[Part]:
    said = (
        turn._("Nothing looks weak so far: either you haven't practised yet, or it all went well.")
        if weak
        else ""
    )
    parts: list[Part] = [Text(markdown=said)] if said else []
    units = [
        unit
        for unit in course.units
        if any(section.items or section.terms for section in unit.sections)
    ]
    options = tuple(
        Option(
            label=f"{unit.number} {unit.title}".strip(),
            action=Action(name="quiz.unit", args={"unit": unit.id}),
        )
        for unit in units[:_SHOWN]
    )
    return [*parts, Choices(prompt=turn._("What shall it be about?"), options=options)]


def _not_there(turn: Turn, course: Course, topic: str) -> str:
    if named(course, topic):
        return turn._("There is nothing to ask about “{topic}” yet.", topic=topic[:60])
    return turn._(
        "I don't find “{topic}” in {course}. Name a chapter or section, or say it another way.",
        topic=topic[:60],
        course=course.title,
    )
