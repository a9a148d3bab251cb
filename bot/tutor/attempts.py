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
from bot.tutor import dispute, feedback, open_item, work
from bot.tutor.exercise import Exercise
from bot.tutor.helping import answer_controls, help_with, nothing_open
from bot.tutor.marking import is_same, marked, record
from bot.tutor.open_item import OpenItem
from bot.tutor.rules import rule, rungs
from knowledge.course import AlgebraItem, NumericItem, ShortAnswerItem
from knowledge.grading.mark import Mark
from knowledge.grading.steps.result import StepCheck


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
    if work.is_work(exercise, text):
        check = await work.steps_of(turn, exercise, text)
        if check:
            return _worked(turn, item, exercise, check, text)
    mark = await marked(turn, exercise, text)
    step = await _open_step(turn, item, exercise)
    if step and not (mark and mark.verdict == "right"):
        if await is_same(turn, text, step.answer):
            return _after_step(turn, turn._("Yes, that step is right."))
        if mark and mark.verdict != "dont_know" and not QUESTION.search(text):
            return _after_step(turn, turn._("That isn't what I get for this step."))
    if mark is None or (mark.verdict == "unsure" and QUESTION.search(text)):
        return None
    return given(turn, item, exercise, mark, text)


async def _worked(
    turn: Turn, item: OpenItem, exercise: Exercise, check: StepCheck, text: str
) -> AsyncIterator[Part]:
    """Work of several steps: what is right in it, and the first step that isn't."""
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


async def _after_step(turn: Turn, words: str) -> AsyncIterator[Part]:
    yield Text(markdown=words)
    async for part in help_with(turn, "stuck"):
        yield part


async def given(
    turn: Turn,
    item: OpenItem,
    exercise: Exercise,
    mark: Mark,
    said: str,
    *,
    check: StepCheck | None = None,
) -> AsyncIterator[Part]:
    """An answer to the open exercise.

    Args:
        check: what following the work to it gave.
    """
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
        yield Text(markdown=feedback.undecided(turn, mark))
        if isinstance(exercise.item, ShortAnswerItem):
            dispute.doubt(turn)
    else:
        check = check or await _one_step(turn, exercise, mark, said)
        words, leads_on = _missed(turn, exercise, mark, check)
        yield Text(markdown=words)
        if leads_on:
            yield answer_controls(turn, exercise)
            yield dispute.button(turn)
            return
    async for part in help_with(turn, "stuck"):
        yield part
    if mark.credit is not None and mark.credit < 1:
        yield dispute.button(turn)


async def _one_step(turn: Turn, exercise: Exercise, mark: Mark, said: str) -> StepCheck | None:
    """A wrong result alone may tell what went wrong, too."""
    if mark.remark or not isinstance(exercise.item, NumericItem | AlgebraItem):
        return None
    return await work.steps_of(turn, exercise, said)


def _missed(
    turn: Turn, exercise: Exercise, mark: Mark, check: StepCheck | None
) -> tuple[str, bool]:
    """What to say of a wrong answer; True when it ends with a question that leads on."""
    at = check.first_wrong if check else None
    if check is None or at is None:
        return feedback.missed(turn, exercise, mark), mark.remark is not None
    slip = check.steps[at].slip
    if len(check.steps) == 1:
        said = [feedback.missed(turn, exercise, mark), work.asked(turn, slip) if slip else ""]
    else:
        said = [work.praised(turn, check), work.located(turn, check)]
    return " ".join(text for text in said if text), slip is not None


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
