"""What comes back on an answer to the open exercise."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.cite import citations
from bot.messages import Action, Buttons, Option, Part, Text
from bot.policy import Situation, gives_hints, may_explain
from bot.skill import Turn
from bot.tutor import dispute, feedback, open_item, work
from bot.tutor.exercise import Exercise
from bot.tutor.helping import answer_controls, help_with
from bot.tutor.marking import record
from bot.tutor.open_item import OpenItem
from bot.tutor.rules import rule, rungs
from knowledge.course import ShortAnswerItem
from knowledge.grading.mark import Mark
from knowledge.grading.steps.result import StepCheck


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
    allowed = await rule(turn, exercise)
    if allowed == "exam":
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
    elif isinstance(exercise.item, ShortAnswerItem) and mark.credit is None:
        dispute.doubt(turn)
        async for part in _compare(turn, exercise, mark):
            yield part
        return
    elif mark.credit is None:
        yield Text(markdown=feedback.undecided(turn, mark))
    else:
        now = Situation(allowed, turn.learner.preferences.help, attempts=item.tries + 1)
        words, leads_on = _missed(turn, exercise, mark, check, now)
        yield Text(markdown=words)
        if leads_on:
            yield answer_controls(turn, exercise)
            yield dispute.button(turn)
            return
    async for part in help_with(turn, "stuck"):
        yield part
    if mark.credit is not None and mark.credit < 1:
        yield dispute.button(turn)


async def _compare(turn: Turn, exercise: Exercise, mark: Mark) -> AsyncIterator[Part]:
    """What can't be marked is compared with the course, by the learner."""
    said = [feedback.undecided(turn, mark)]
    ladder = await rungs(turn, exercise)
    recall = next((rung.text for rung in ladder if rung.kind == "recall"), "")
    if recall:
        said.append(turn._("Compare it with what your course says: {text}", text=recall))
    else:
        section = exercise.section.label
        said.append(turn._("Compare it with {section}.", section=section))
    yield Text(markdown=" ".join(said))
    yield citations(exercise.course, [exercise.section.id])
    yield answer_controls(turn, exercise)


def _missed(
    turn: Turn, exercise: Exercise, mark: Mark, check: StepCheck | None, now: Situation
) -> tuple[str, bool]:
    """What to say of a wrong answer; True when it ends with a question that leads on."""
    if not gives_hints(now.rule):
        return feedback.verdict(turn, mark), False
    reasons = may_explain(now)
    at = check.first_wrong if check else None
    if check is None or at is None:
        return feedback.missed(turn, exercise, mark, reasons=reasons), mark.remark is not None
    slip = work.slip_of(check)
    if len(check.steps) == 1:
        asked = work.asked(turn, slip) if slip and not mark.remark else ""
        said = [feedback.missed(turn, exercise, mark, reasons=reasons), asked]
    else:
        said = [work.praised(turn, check), work.located(turn, check)]
    return " ".join(text for text in said if text), slip is not None
