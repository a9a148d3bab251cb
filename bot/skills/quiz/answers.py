"""An answer in a quiz: how sure they are, the mark, what to say about it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from bot.cite import citations
from bot.messages import Part, Text
from bot.skill import Turn
from bot.skills.quiz import flow, state
from bot.skills.quiz.flow import OnTable
from bot.skills.quiz.state import Answered, Quiz
from bot.tutor import dispute
from bot.tutor.exercise import Exercise, key_text
from bot.tutor.feedback import undecided
from bot.tutor.hinting import (
    allowed_rungs,
    no_more_hints,
    record_hint,
    rung_text,
    short_rungs,
)
from bot.tutor.marking import marked, record
from bot.tutor.why import why
from bot.tutor.words import flat, skips
from knowledge.course import TrueFalseItem
from knowledge.grading.mark import Mark

CONFIDENCE = {"guess": 0.3, "fairly": 0.65, "sure": 0.95}
"""What the words stand for, as a probability."""
_HOW_SURE = {
    "guess": re.compile(
        r"(?:(?:a |just a |it'?s a |only )?guess(?:ing)?|not (?:at all |really )?sure|no idea|"
        r"unsure|adivin\w+|ni idea|no estoy segur[oa]|1)"
    ),
    "fairly": re.compile(r"(?:fairly(?: sure)?|maybe|i think(?: so)?|kind of|mas o menos|quiza|2)"),
    "sure": re.compile(
        r"(?:(?:very |pretty |quite |absolutely |100% |totally )?(?:sure|certain|confident)|"
        r"100%|(?:muy )?segur[oa]|3)"
    ),
}
_SAID_BESIDE = re.compile(r"^(?P<answer>.{1,400}?)[ ]*[,;(][ ]*(?P<how>[^,;()]{1,40})\)?[ .!]*$")


def how_sure(text: str) -> str | None:
    """``guess``, ``fairly`` or ``sure``; None when a text says nothing about it."""
    said = flat(text).strip(" .!()")
    return next((how for how, rule in _HOW_SURE.items() if rule.fullmatch(said)), None)


async def to_question(turn: Turn, table: OnTable, text: str) -> AsyncIterator[Part] | None:
    """The reply to a message; None when it is no answer to the question."""
    beside = _SAID_BESIDE.match(text)
    how = how_sure(beside["how"]) if beside else None
    said = beside["answer"] if beside and how else text
    mark = await marked(turn, table.exercise, said)
    if mark is None:
        return None
    return given(turn, table, mark, said, CONFIDENCE[how] if how else None)


async def given(
    turn: Turn, table: OnTable, mark: Mark, said: str, confidence: float | None = None
) -> AsyncIterator[Part]:
    """An answer came; who wants to be asked is asked first how sure they are."""
    quiz = table.quiz
    if mark.verdict == "unsure" and mark.remark:  # no answer yet: the question stays
        state.keep(turn, quiz)
        yield Text(markdown=undecided(turn, mark))
        yield flow.options(turn, table)
        return
    if turn.learner.preferences.confidence and confidence is None and mark.credit is not None:
        quiz = quiz.model_copy(update={"stage": "confidence", "said": said})
        state.keep(turn, quiz)
        yield flow.confidence(turn, quiz)
        return
    credit = _record(turn, table, mark, said, confidence)
    yield Text(markdown=await _feedback(turn, table, mark))
    yield citations(table.course, [table.exercise.section.id])
    if mark.credit is not None and mark.credit < 1:
        dispute.remember(turn, table.exercise, mark, said)
        yield dispute.button(turn, "quiz")
    async for part in flow.ask(turn, table.course, _with_answer(table, credit)):
        yield part


def _record(
    turn: Turn, table: OnTable, mark: Mark, said: str, confidence: float | None
) -> float | None:
    return record(
        turn,
        table.exercise,
        mark,
        said,
        mode=table.quiz.mode,
        hints=table.quiz.hints,
        confidence=confidence,
        quiz=table.quiz.id,
    ).credit


def _with_answer(table: OnTable, credit: float | None) -> Quiz:
    quiz, exercise = table.quiz, table.exercise
    over = Answered(
        section=exercise.section.id,
        item=exercise.item.id,
        concepts=exercise.concepts,
        credit=credit,
        hints=quiz.hints,
    )
    again = exercise.concepts if credit is None or credit < 1 else ()
    return quiz.model_copy(update={"done": (*quiz.done, over), "again": again})


async def hint(turn: Turn, table: OnTable) -> AsyncIterator[Part]:
    """The next rung of the item's ladder."""
    quiz, rungs = table.quiz, await allowed_rungs(turn, table.exercise)
    if quiz.mode == "test_out" or quiz.hints >= len(rungs):
        state.keep(turn, quiz)
        none = (
            turn._("This one goes without hints, to see what you know already.")
            if quiz.mode == "test_out"
            else no_more_hints(turn, given=quiz.hints)
        )
        yield Text(markdown=none)
        yield flow.options(turn, table)
        return
    level, rung = rungs[quiz.hints]
    record_hint(turn, table.exercise, level, rung)
    table = table.now(hints=quiz.hints + 1)
    state.keep(turn, table.quiz)
    yield Text(markdown=rung_text(turn, rung))
    yield flow.options(turn, table)


def unknown(turn: Turn, table: OnTable) -> AsyncIterator[Part]:
    """They don't know: a hint first, the answer after it. It isn't counted as wrong."""
    first = table.quiz.mode != "test_out" and table.quiz.hints == 0
    if first and short_rungs(table.exercise):
        return hint(turn, table)
    return given(turn, table, Mark("dont_know"), "")


async def _feedback(turn: Turn, table: OnTable, mark: Mark) -> str:
    """Right or not, why, and what it was; the question is over, so the answer may be seen."""
    exercise = table.exercise
    key, reason = _key(turn, exercise), await why(turn, exercise)
    match mark.verdict:
        case "right":
            said = [
                _varied(turn, _right(turn, table.quiz)),
                _spelling(turn, mark, exercise),
                reason,
            ]
        case "partly":
            said = [turn._("Partly right."), key, reason]
        case "wrong":
            believed = mark.picked[0].misconception if mark.picked else ""
            if isinstance(exercise.item, TrueFalseItem):
                believed = exercise.item.misconception
            said = [_varied(turn, _wrong(turn)), believed, key, reason]
        case "dont_know":
            said = [
                turn._("Skipped.")
                if skips(turn.text)
                else turn._("Good to know; that doesn't count against you."),
                _key(turn, exercise),
                reason,
            ]
        case _:
            said = [
                turn._("I can't tell for sure whether that's right, so it doesn't count."),
                _key(turn, exercise),
                reason,
            ]
    return " ".join(text for text in said if text)


def _spelling(turn: Turn, mark: Mark, exercise: Exercise) -> str:
    if mark.remark != "spelling":
        return ""
    return turn._("It's spelled **{answer}**.", answer=key_text(turn, exercise.item))


def _right(turn: Turn, quiz: Quiz) -> list[str]:
    if quiz.hints:
        return [turn._("Yes. The hint was all you needed."), turn._("Right, with a little help.")]
    return [turn._("Yes, that's it."), turn._("Right."), turn._("That's right.")]


def _wrong(turn: Turn) -> list[str]:
    return [turn._("Not this time."), turn._("Not quite."), turn._("No, but it was worth a try.")]


def _varied(turn: Turn, words: list[str]) -> str:
    """Not the same words as last time."""
    last = turn.state.get("quiz_words")
    chosen = turn.rng.choice([each for each in words if each != last] or words)
    turn.state["quiz_words"] = chosen
    return chosen


def _key(turn: Turn, exercise: Exercise) -> str:
    if isinstance(exercise.item, TrueFalseItem):
        return turn._("It's true.") if exercise.item.answer else turn._("It's false.")
    return turn._("The answer is **{answer}**.", answer=key_text(turn, exercise.item))
