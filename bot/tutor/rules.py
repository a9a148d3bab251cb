"""What the policy needs to know of one learner and one exercise."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.answering.extract import Source, Wanted, extract
from bot.answering.prepared import graph_of
from bot.hints import Rung, ladder
from bot.learner.events import HelpRuled, Rule
from bot.policy import DEFAULT, Situation, rule_for, stricter
from bot.selection import SHAKY
from bot.skill import Turn
from bot.tutor.exercise import Exercise, question_text
from bot.tutor.open_item import OpenItem
from bot.tutor.pilots import part_in
from knowledge.course import Course, Item, Section

_PASSAGES = 12


async def situation(turn: Turn, exercise: Exercise, item: OpenItem) -> Situation:
    return Situation(
        rule=await rule(turn, exercise),
        preference=turn.learner.preferences.help,
        attempts=item.tries,
        ladder=await rungs(turn, exercise),
        given=item.given,
        told=item.told,
        missing=await _missing(turn, exercise, item),
        has_solution=bool(exercise.item.solution or exercise.item.hints),
    )


async def rule(turn: Turn, exercise: Exercise) -> Rule:
    """How much help this exercise gets now."""
    return (await rules(turn, exercise.course))(exercise.section, exercise.item)


async def rules(turn: Turn, course: Course) -> Callable[[Section, Item], Rule]:
    """Gives the rule for each exercise of a course now: the teacher's, or the stricter one of the
    learner's arm in a pilot."""
    ruled = [
        event
        for event in await turn.orders(course.id, "help_ruled")
        if isinstance(event, HelpRuled)
    ]
    default = course.help or DEFAULT
    part = await part_in(turn, course.id)

    def rule_of(section: Section, item: Item) -> Rule:
        theirs = rule_for(ruled, section.id, item.id, turn.now, default)
        return stricter(theirs, part.limit(section.id, item.id, turn.now)) if part else theirs

    return rule_of


async def _missing(turn: Turn, exercise: Exercise, item: OpenItem) -> str | None:
    """The first shaky prerequisite that wasn't offered yet."""
    graph = graph_of(exercise.course)
    known = await turn.known(exercise.course)
    for concept in exercise.concepts:
        for node in graph.before(concept):
            belief = known.belief(exercise.course.id, node.id, turn.now)
            if belief.n and belief.value < SHAKY and node.id not in item.offered:
                return node.id
    return None


async def recall(turn: Turn, exercise: Exercise) -> list[str]:
    """What the course says about the item's idea, best first."""
    return await asyncio.to_thread(_recall, turn, exercise)


async def rungs(turn: Turn, exercise: Exercise) -> list[Rung]:
    """The whole ladder; what the course says is looked up only where nobody wrote hints."""
    item = exercise.item
    if await rule(turn, exercise) == "search":  # what the section says
        item = item.model_copy(update={"hints": (), "solution": ""})
    said = [] if item.hints or item.solution else await recall(turn, exercise)
    return ladder(item, exercise.section, said, exercise.course.language)


def _recall(turn: Turn, exercise: Exercise) -> list[str]:
    """Sentences of the item's own section about its idea, best first."""
    question, course = question_text(exercise.item), exercise.course
    hits = turn.retrieval.search(question, courses=[course.id], limit=_PASSAGES)
    sources = [
        Source(exercise.section.id, hit.passage.text, course.language, hit.score)
        for hit in hits
        if hit.passage.section_id == exercise.section.id and hit.passage.kind == "text"
    ]
    wanted = replace(Wanted(), sentences=6, words=200)
    picked = extract(question, sources, turn.retrieval.similarities, wanted=wanted)
    return [pick.text for pick in sorted(picked, key=lambda pick: -pick.score)]
