"""A message while an exercise is open: an answer, a wish for help, or something else."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.answering.beside_exercise import (
    LEAVES,
    NAMES_HINT,
    OPTION,
    QUESTION,
    WANTS_ANSWER,
    WANTS_HINT,
    WANTS_SOLUTION,
)
from bot.cite import citations
from bot.hints import Rung
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.tutor import dispute, feedback, open_item
from bot.tutor.exercise import Exercise
from bot.tutor.helping import help_with, nothing_open
from bot.tutor.marking import marked, record
from bot.tutor.open_item import OpenItem
from bot.tutor.rules import rule, rungs
from knowledge.grading.mark import Mark
from knowledge.grading.simple import same


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
    if WANTS_ANSWER.search(text):
        return help_with(turn, "tell")
    if WANTS_HINT.match(text):
        return help_with(turn, "stuck")
    if not text or not item.in_focus:
        return None
    return await _attempt(turn, item, exercise, text)


async def _attempt(
    turn: Turn, item: OpenItem, exercise: Exercise, text: str
) -> AsyncIterator[Part] | None:
    mark = await marked(turn, exercise, text)
    step = await _open_step(turn, item, exercise)
    if step and not (mark and mark.verdict == "right"):
        if same(text, step.answer):
            return _after_step(turn, turn._("Yes, that step is right."))
        if mark and not QUESTION.search(text):
            return _after_step(turn, turn._("That isn't what I get for this step."))
    if mark is None or (mark.verdict == "unsure" and QUESTION.search(text)):
        return None
    return given(turn, item, exercise, mark, text)


async def _open_step(turn: Turn, item: OpenItem, exercise: Exercise) -> Rung | None:
    """The smaller question asked last: a reply answers it before it answers the exercise."""
    if not item.given or not exercise.item.hints:
        return None
    last = item.given[-1]
    rung = next((each for each in await rungs(turn, exercise) if each.id == last), None)
    return rung if rung and rung.answer else None


async def _after_step(turn: Turn, words: str) -> AsyncIterator[Part]:
    yield Text(markdown=words)
    async for part in help_with(turn, "stuck"):
        yield part


async def given(
    turn: Turn, item: OpenItem, exercise: Exercise, mark: Mark, said: str
) -> AsyncIterator[Part]:
    """An answer to the open exercise."""
    if await rule(turn, exercise) == "exam":
        async for part in help_with(turn, "stuck"):
            yield part
        return
    hints = len(item.given)
    record(turn, exercise, mark, said, mode="exercise", hints=hints, attempt=item.tries + 1)
    if mark.verdict == "right":
        open_item.close(turn)
        words = feedback.praise(turn, tries=item.tries, hints=hints)
        yield Text(markdown="\n\n".join(filter(None, [words, exercise.item.explanation])))
        yield citations(exercise.course, [exercise.section.id])
        another = Action(name="ask.practise", args={"section": exercise.section.id})
        yield Buttons(options=(Option(label=turn._("Another one"), action=another),))
        return
    open_item.keep(turn, item.model_copy(update={"tries": item.tries + 1}))
    dispute.remember(turn, exercise, mark, said)
    if mark.verdict == "dont_know":
        yield Text(markdown=turn._("Good to know. Then let's take it one step at a time."))
    elif mark.credit is None:
        yield Text(
            markdown=turn._(
                "That isn't the form I have, and I can't tell yet whether it means the same. "
                "Check it against this:"
            )
        )
    else:
        yield Text(markdown=feedback.missed(turn, exercise, mark))
    async for part in help_with(turn, "stuck"):
        yield part
    if mark.credit is not None and mark.credit < 1:
        yield dispute.button(turn)


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
