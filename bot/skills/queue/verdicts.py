"""What a verdict changes: the mark, everybody's mark for the same answer, the key."""

from __future__ import annotations

from collections.abc import Iterable

from bot.adding import with_additions
from bot.learner.additions import Addition
from bot.learner.events import AttemptMade, KeyCorrected, Logged, MarkSettled
from bot.learner.referrals import EVENTS, Case, said
from bot.skill import Turn
from bot.tutor.exercise import Exercise, in_course, key_text
from bot.tutor.marking import marked
from knowledge.course import AlgebraItem, Course, NumericItem, ShortAnswerItem


async def settle(turn: Turn, course: Course, case: Case, credit: float) -> str:
    """The teacher's verdict on one answer, for everybody who gave it. What is right is accepted
    from now on, too."""
    exercise = in_course(course, case.section, case.item)
    assert exercise
    every = await _attempts(turn, exercise)
    same = [each for each in every if said(_made(each).answer) == said(case.answer)]
    if credit == 1 and isinstance(exercise.item, NumericItem | AlgebraItem | ShortAnswerItem):
        await _keep_key(turn, exercise, case.answer, replaces=False)
    changed = _settled(turn, exercise, same, {attempt.id: credit for attempt in same})
    return _summary(turn, changed)


async def correct_key(turn: Turn, exercise: Exercise, case: Case, answer: str) -> str:
    """Another answer is the right one: every answer to the item is marked again."""
    corrected = _with_key(turn, exercise, answer)
    by_it = await marked(turn, corrected, answer) if corrected else None
    if corrected is None or by_it is None or by_it.verdict != "right":
        return turn._("I can't read “{answer}” as an answer to that question.", answer=answer[:80])
    await _keep_key(turn, exercise, answer, replaces=True)
    attempts = await _attempts(turn, exercise)
    marks = {}
    for attempt in attempts:
        mark = await marked(turn, corrected, _made(attempt).answer)
        if mark and mark.credit is not None:
            marks[attempt.id] = mark.credit
    waiting = {attempt.id for attempt in case.attempts}
    touched = [
        each
        for each in attempts
        if each.id in waiting or marks.get(each.id, _made(each).credit) != _made(each).credit
    ]
    changed = _settled(turn, corrected, touched, marks)
    lead = turn._("The key is now **{key}**.", key=key_text(turn, corrected.item))
    return f"{lead} {_summary(turn, changed)}"


def _with_key(turn: Turn, exercise: Exercise, answer: str) -> Exercise | None:
    """The exercise with another key; None when that can't be one."""
    correction = _correction(exercise, answer, replaces=True)
    course = with_additions(exercise.course, [key_addition([correction], turn)])
    corrected = in_course(course, exercise.section.id, exercise.item.id)
    return corrected if corrected and answer.strip() else None


def _correction(exercise: Exercise, answer: str, *, replaces: bool) -> KeyCorrected:
    return KeyCorrected(
        course=exercise.course.id,
        section=exercise.section.id,
        item=exercise.item.id,
        answer=answer.strip(),
        replaces=replaces,
    )


async def _attempts(turn: Turn, exercise: Exercise) -> list[Logged]:
    """Everybody's attempts at an item, with the marks that count now; "I don't know" is none."""
    events = await turn.class_record(exercise.course.id, EVENTS)
    return [
        each
        for each in events
        if isinstance(each.event, AttemptMade)
        and each.event.item == exercise.item.id
        and not each.event.dont_know
    ]


def _settled(
    turn: Turn, exercise: Exercise, attempts: Iterable[Logged], credits: dict[int, float]
) -> int:
    """Record the marks that count now; how many are others than before."""
    changed = 0
    for attempt in attempts:
        made = _made(attempt)
        credit = credits.get(attempt.id, made.credit)
        changed += credit != made.credit
        turn.record_for(
            attempt.learner_id,
            MarkSettled(
                course=exercise.course.id,
                section=exercise.section.id,
                item=exercise.item.id,
                attempt=attempt.id,
                answer=made.answer,
                credit=credit,
                changed=credit != made.credit,
                by=turn.learner.id,
            ),
        )
    return changed


async def _keep_key(turn: Turn, exercise: Exercise, answer: str, *, replaces: bool) -> None:
    """Make it part of the course, with what was corrected before."""
    new = _correction(exercise, answer, replaces=replaces)
    turn.record(new)
    before = [
        event
        for event in await turn.orders(exercise.course.id, "key_corrected")
        if isinstance(event, KeyCorrected) and event.item == exercise.item.id
    ]
    await turn.courses.keep(key_addition([*before, new], turn), replace=True)


def key_addition(corrections: list[KeyCorrected], turn: Turn) -> Addition:
    """What corrections of one item's key come to, oldest first."""
    answers: list[str] = []
    replaces = False
    for each in corrections:
        answers = [each.answer] if each.replaces else [*answers, each.answer]
        replaces = replaces or each.replaces
    last = corrections[-1]
    return Addition(
        course=last.course,
        section=last.section,
        kind="key",
        item=last.item,
        data={"answers": answers, "replaces": replaces},
        made_at=turn.now,
        status="approved",
    )


def _summary(turn: Turn, changed: int) -> str:
    if not changed:
        return turn._("Noted. The mark stays as it was.")
    return turn.n(
        "{count} mark is corrected; whose it is hears of it from me.",
        "{count} marks are corrected; whose they are hear of it from me.",
        changed,
    )


def _made(logged: Logged) -> AttemptMade:
    assert isinstance(logged.event, AttemptMade)
    return logged.event
