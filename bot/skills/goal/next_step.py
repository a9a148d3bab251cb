"""One small step towards a goal that can start right there."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.answering.prepared import graph_of
from bot.messages import Action, Option, Part, Text
from bot.skill import Turn
from bot.tutor.exercise import can_be_asked
from bot.tutor.goals import Look
from knowledge.concepts import Node

QUESTIONS = 3


def small_steps(turn: Turn, found: Look) -> list[Option]:
    """Three questions, the section in short; fewer where the course has none."""
    node = _first(found)
    goal = {"goal": found.goal.id}
    steps: list[Option] = []
    if found.goal.terms.kind == "own" and node is None:
        return steps  # it is about something else than the course
    if node is None or can_be_asked([item for _, item in node.items]):
        ask = Action(name="goal.start", args=goal)
        steps.append(Option(label=turn._("Three questions"), action=ask))
    if node and node.section.text:
        read = Action(name="ask.read", args={"section": node.section.id})
        steps.append(Option(label=turn._("Read it in short"), action=read))
    return steps


async def start(turn: Turn, found: Look) -> AsyncIterator[Part]:
    """A quiz of three questions on what is next."""
    node = _first(found)
    if node is not None:
        args = {"concept": node.id, "questions": str(QUESTIONS)}
        parts = turn.skill("quiz").act["practise"](turn, args)
    elif found.course is not None:
        parts = turn.skill("quiz").run(turn, f"{QUESTIONS} questions")
    else:
        yield Text(markdown=turn._("That's no longer in your course."))
        return
    async for part in parts:
        yield part


def _first(found: Look) -> Node | None:
    """The first concept of the goal that is still open and can be practised."""
    terms, graph = found.goal.terms, graph_of(found.course) if found.course else None
    about = graph.in_sections(terms.sections) if graph and terms.sections else ()
    return next((node for node in (*found.evidence.left, *about) if node.items), None)
