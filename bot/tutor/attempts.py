"""A message while an exercise is open: an answer, a wish for help, or something else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

from bot.answering.beside_exercise import (
    LEAVES,
    NAMES_HINT,
    OPTION,
    PERSUADES,
    QUESTION,
    WANTS_ANSWER,
    WANTS_HINT,
    WANTS_SOLUTION,
)
from bot.answering.prepared import exercises_of
from bot.answering.smalltalk import kind_of
from bot.hints import Rung
from bot.messages import Part, Text
from bot.policy import gives_hints
from bot.skill import Turn
from bot.tutor import dispute, open_item, work
from bot.tutor.exercise import Exercise
from bot.tutor.helping import answer_controls, help_with, nothing_open
from bot.tutor.marking import is_same, marked, record
from bot.tutor.open_item import OpenItem
from bot.tutor.reacting import given
from bot.tutor.rules import rule, rungs
from bot.tutor.words import disputes, is_question
from knowledge.course import AlgebraItem, NumericItem, ShortAnswerItem
from knowledge.grading.mark import Mark
from knowledge.grading.steps.result import StepCheck

_STATEMENT, _SENTENCE = 12, 5
"""Words: a formula has fewer around it, a sentence has more."""
_MATHS = re.compile(r"\d|[=<>^√π]|(?<!\w)[a-z](?!\w)\s*[-+*/=]")


async def about_open_item(turn: Turn, text: str) -> AsyncIterator[Part] | None:
    """The reply when the message is about the open exercise; None when it is not."""
    found = await open_item.on_table(turn)
    if found is None:
        asks = (WANTS_HINT.match(text) and NAMES_HINT.search(text)) or OPTION.match(text)
        return _say(nothing_open(turn)) if asks else None
    item, exercise = found
    if LEAVES.match(text):
        open_item.close(turn)
        return _say(turn._("Fine, we'll leave it. What next?"))
    if WANTS_SOLUTION.search(text):
        return help_with(turn, "solution")
    if WANTS_ANSWER.search(text) or PERSUADES.search(text):
        return help_with(turn, "tell")
    if WANTS_HINT.match(text):
        return help_with(turn, "stuck")
    if disputes(text) and dispute.is_possible(turn):
        return dispute.refer(turn, "ask")
    if not text or kind_of(text) or not (item.in_focus or _may_answer(exercise, text)):
        return None
    other = await asyncio.to_thread(exercises_of(exercise.course).find, text)
    if other and other.item.id != exercise.item.id:
        return None  # they pasted another one
    return await _attempt(turn, item, exercise, text)


def _may_answer(exercise: Exercise, text: str) -> bool:
    """After something else was talked about: a formula where one is wanted, or a statement."""
    match exercise.item:
        case NumericItem() | AlgebraItem():
            short = len(text.split()) < _STATEMENT
            return short and "?" not in text and _MATHS.search(text) is not None
        case ShortAnswerItem():
            return len(text.split()) >= _SENTENCE and not _asks(exercise, text)
    return False


def _asks(exercise: Exercise, text: str) -> bool:
    """ "Is it a lever?" is an attempt where words are the answer."""
    if isinstance(exercise.item, ShortAnswerItem):
        return is_question(text)
    return QUESTION.search(text) is not None


async def _attempt(
    turn: Turn, item: OpenItem, exercise: Exercise, text: str
) -> AsyncIterator[Part] | None:
    """The exercise's answer, the open step's, a step of their own, or work of several steps."""
    mark = await marked(turn, exercise, text)
    if mark and mark.verdict in ("right", "partly", "dont_know"):
        return given(turn, item, exercise, mark, text)
    step = await _open_step(turn, item, exercise)
    if step and await is_same(turn, text, step.answer):
        return _after_step(turn, turn._("Yes, that step is right."))
    hints = gives_hints(await rule(turn, exercise))
    check = await work.steps_of(turn, exercise, text) if hints else None
    if check and (check.finished or check.first_wrong is None or work.is_work(exercise, text)):
        return _worked(turn, item, exercise, check, text)
    if mark is None or (mark.verdict == "unsure" and _asks(exercise, text)):
        return None
    if mark.remark == "unreadable" and not _MATHS.search(text):
        return None  # words that were never meant as an answer
    if step and not _asks(exercise, text):
        return _wrong_step(turn, exercise, check)
    return given(turn, item, exercise, mark, text, check=check)


async def _worked(
    turn: Turn, item: OpenItem, exercise: Exercise, check: StepCheck, text: str
) -> AsyncIterator[Part]:
    """A step of their own, or several: what is right, and the first that isn't."""
    if await rule(turn, exercise) == "exam":
        async for part in help_with(turn, "stuck"):
            yield part
        return
    if check.finished or check.first_wrong is not None:
        mark = Mark("right" if check.finished else "wrong")
        async for part in given(turn, item, exercise, mark, text, check=check):
            yield part
        return
    record(turn, exercise, Mark("unsure"), text, mode="exercise", attempt=item.tries + 1)
    open_item.keep(turn, item.model_copy(update={"tries": item.tries + 1, "in_focus": True}))
    so_far = work.praised(turn, check) or turn._("I see nothing wrong in it so far.")
    yield Text(markdown=f"{so_far} {turn._('Go on from there: what comes next?')}")
    yield answer_controls(turn, exercise)


async def _open_step(turn: Turn, item: OpenItem, exercise: Exercise) -> Rung | None:
    """The smaller question asked last: a reply answers it before it answers the exercise."""
    if not item.given or not exercise.item.hints:
        return None
    last = item.given[-1]
    rung = next((each for each in await rungs(turn, exercise) if each.id == last), None)
    return rung if rung and rung.answer else None


async def last_hint(turn: Turn) -> str:
    """The words of the hint given last for the open exercise; empty when there is none."""
    found = await open_item.on_table(turn)
    if found is None or not found[0].given or not found[0].in_focus:
        return ""
    last = found[0].given[-1]
    given = next((rung for rung in await rungs(turn, found[1]) if rung.id == last), None)
    return given.text if given and given.kind in ("hint", "scaffold", "recall") else ""


async def _after_step(turn: Turn, words: str) -> AsyncIterator[Part]:
    yield Text(markdown=words)
    async for part in help_with(turn, "stuck"):
        yield part


async def _wrong_step(
    turn: Turn, exercise: Exercise, check: StepCheck | None
) -> AsyncIterator[Part]:
    """The smaller question was answered wrongly."""
    said = turn._("That isn't what I get for this step.")
    slip = work.slip_of(check)
    if slip is None:
        async for part in _after_step(turn, said):
            yield part
        return
    yield Text(markdown=f"{said} {work.asked(turn, slip)}")
    yield answer_controls(turn, exercise)


async def tapped(turn: Turn, item_id: str, choice: str) -> AsyncIterator[Part]:
    """An option was tapped. The button carries the item, so an old one is recognised."""
    found = await open_item.on_table(turn)
    if found is None or item_id != found[0].item:
        yield Text(markdown=nothing_open(turn))
        return
    item, exercise = found
    mark = await marked(turn, exercise, choice) or Mark("unsure")
    async for part in given(turn, item, exercise, mark, choice):
        yield part


async def leave(turn: Turn) -> AsyncIterator[Part]:
    open_item.close(turn)
    yield Text(markdown=turn._("Fine, we'll leave it. What next?"))


async def _say(markdown: str) -> AsyncIterator[Part]:
    yield Text(markdown=markdown)
