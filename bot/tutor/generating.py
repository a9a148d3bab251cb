"""More items where a course has too few: generated offline, or drafted by a model, checked the
same way, and kept as items of the course for everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

import structlog
from babel import Locale

import prompts
from bot.answering.prepared import graph_of
from bot.errors import ModelError
from bot.learner.additions import Addition
from bot.selection import Difficulty
from bot.skill import Turn
from bot.tutor.exercise import is_marked
from knowledge.concepts import Node
from knowledge.course import ITEM_KINDS, Course, Item, Section
from knowledge.generation import Generated, Rejection, items_for, tally
from knowledge.generation.draft import Drafts, from_draft

_KINDS = tuple(kind for kind in ITEM_KINDS if kind != "short_answer")
"""What gets a sure mark."""
_DRAFTED = ("choice", "true_false", "cloze", "numeric")
_AVOIDED = 60
"""Questions that a model is told not to repeat; all are checked."""
_TEXT = 6_000
"""Characters of a section that a model gets."""

log = structlog.get_logger()


async def with_enough(
    turn: Turn,
    course: Course,
    nodes: Sequence[Node],
    wanted: int,
    *,
    seen: Collection[str] = (),
    difficulty: Difficulty = "fitting",
) -> tuple[Course, list[Node]]:
    """The course, and the same concepts in it, with at least ``wanted`` items that a quiz can ask,
    if so many can be made.

    Args:
        seen: ids of items that don't count, because the learner had them lately.
    """
    missing = wanted - len(_askable(nodes, seen))
    if missing <= 0:
        return course, list(nodes)
    concepts = {node.id for node in nodes}
    thrown_away = turn.courses.rejected(course.id)
    made = await asyncio.to_thread(
        items_for,
        course,
        concepts,
        missing,
        rng=turn.rng,
        seen=seen,
        avoid=thrown_away,
        kinds=_KINDS,
        first="recall" if difficulty == "hard" else None,
    )
    if len(made) < missing and turn.model is not None:
        made += await _drafted(turn, course, nodes, missing - len(made), made)
    for each in made:
        await turn.courses.keep(_addition(turn, course, each))
    if not made:
        return course, list(nodes)
    course = await asyncio.to_thread(turn.courses.get, course.id)
    graph = await asyncio.to_thread(graph_of, course)
    return course, [node for name in concepts if (node := graph.get(name))]


def _askable(nodes: Sequence[Node], seen: Collection[str]) -> set[str]:
    return {
        item.id
        for node in nodes
        for _, item in node.items
        if is_marked(item) and item.id not in seen
    }


def _addition(turn: Turn, course: Course, made: Generated) -> Addition:
    return Addition(
        course=course.id,
        section=made.section_id,
        kind="item",
        item=made.item.id,
        data={
            "item": made.item.model_dump(mode="json"),
            "evidence": made.evidence,
            "source": made.source,
        },
        made_at=turn.now,
    )


async def _drafted(
    turn: Turn, course: Course, nodes: Sequence[Node], n: int, others: Sequence[Generated]
) -> list[Generated]:
    """What a model drafts from one of the sections, as far as it passes the checks."""
    assert turn.model is not None
    section = turn.rng.choice(list({node.section.id: node.section for node in nodes}.values()))
    recent = [*section.items, *(each.item for each in others), *turn.courses.rejected(course.id)]
    prompt = prompts.render(
        "draft_items",
        course=course.title,
        section=section.label,
        language=Locale.parse(course.language, sep="-").get_display_name("en"),
        text=section.text[:_TEXT],
        terms=[f"{term.name}: {term.definition}" for term in section.terms],
        avoid=[item.question for item in recent[:_AVOIDED]],
        n=n + 2,  # some won't pass
        kinds=_DRAFTED,
    )
    try:
        answer = await turn.model.structured(prompt, Drafts, max_tokens=prompt.max_tokens)
    except ModelError as error:
        log.info("no items drafted", section=section.id, error=type(error).__name__)
        return []
    return await asyncio.to_thread(_passed, answer, course, section, recent, n)


def _passed(
    answer: Drafts, course: Course, section: Section, recent: Sequence[Item], n: int
) -> list[Generated]:
    passed: list[Generated] = []
    rejected: list[Rejection] = []
    for draft in answer.items:
        taken = [*recent, *(each.item for each in passed)]
        result = from_draft(draft, course, section, recent=taken)
        if isinstance(result, Rejection):
            rejected.append(result)
        else:
            passed.append(result)
    log.info("items drafted", section=section.id, passed=len(passed), rejected=tally(rejected))
    return passed[:n]
