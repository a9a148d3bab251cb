"""Everything behind the ten lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.hygiene import quoted
from bot.i18n import N_
from bot.skill import Turn
from bot.skills.summary.view import View
from bot.skills.summary.words import item_numbers, mixed_up, suggestion
from bot.summary.model import FEW, ClassSummary, ConceptShare, Misconception
from bot.summary.questions import CROWD
from bot.tutor.exercise import in_course, short_question

_CONCEPTS = 12
_MONDAY = date(2024, 1, 1)
"""Any: only the weekday is said."""
_ANSWERS = {
    "done": N_("done"),
    "some": N_("some of it"),
    "not_yet": N_("not yet"),
    "talk": N_("want to talk"),
}


def sections(turn: Turn, view: View, found: ClassSummary) -> Iterator[str]:
    """Markdown, a block each."""
    blocks = (
        (turn._("When"), _when(turn, found)),
        (turn._("Right without help, by concept"), _concepts(turn, found)),
        (turn._("Hardest exercises"), _items(turn, view, found)),
        (turn._("Mix-ups"), _mix_ups(turn, view, found)),
        (turn._("Questions"), _questions(turn, view, found)),
        (turn._("Check-ins"), _check_ins(turn, found)),
        (turn._("What to do"), _plan(turn, view, found)),
    )
    for title, lines in blocks:
        listed = "\n".join(f"- {line}" for line in lines)
        if listed:
            yield f"**{title}**\n{listed}"


def meaning(turn: Turn) -> str:
    """What the figures count."""
    return turn._(
        "“Right without help” counts first answers, given without a hint. Few answers make a "
        "figure jumpy: the number behind it says how many there were."
    )


def _when(turn: Turn, found: ClassSummary) -> Iterator[str]:
    weekdays = found.activity.weekdays
    if not any(weekdays):
        return
    named = [
        f"{turn.translator.day(_MONDAY + timedelta(days=n), weekday=True)} {count}"
        for n, count in enumerate(weekdays)
        if count
    ]
    yield turn._("Days of work, all students: {days}.", days=", ".join(named))
    often = sum(days >= 3 for days in found.activity.days.values())
    once = sum(days == 1 for days in found.activity.days.values())
    yield turn._(
        "{often} on three days or more, {once} on one day only, {none} not at all.",
        often=often,
        once=once,
        none=found.activity.students - found.activity.active,
    )


def _concepts(turn: Turn, found: ClassSummary) -> Iterator[str]:
    ordered = sorted(found.concepts, key=lambda c: (c.now.of < found.enough, c.now.value))
    shown = ordered[:_CONCEPTS]
    yield from (_concept(turn, each) for each in shown)
    more = len(found.concepts) - len(shown)
    if more:
        yield turn.n("{count} more concept", "{count} more concepts", more)


def _concept(turn: Turn, each: ConceptShare) -> str:
    said = turn._(
        "{concept}: {percent}% ({right} of {of})",
        concept=each.title,
        percent=each.now.percent,
        right=each.now.right,
        of=each.now.of,
    )
    if each.before.of >= FEW:
        said += ", " + turn._("was {percent}%", percent=each.before.percent)
    return said


def _items(turn: Turn, view: View, found: ClassSummary) -> Iterator[str]:
    for each in found.items:
        exercise = in_course(view.course, each.section, each.item)
        if exercise:
            numbers = item_numbers(view, each.section, (each.item,))
            yield turn._(
                "{section}, item {number}: {right} of {of} right. “{question}”",
                section=view.label(each.section),
                number=numbers[0],
                right=each.share.right,
                of=each.share.of,
                question=short_question(exercise.item, 90),
            )


def _mix_ups(turn: Turn, view: View, found: ClassSummary) -> Iterator[str]:
    for each in found.misconceptions:
        if not each.belief:
            yield mixed_up(turn, view, each)
            continue
        numbers = item_numbers(view, each.section, each.items)
        text = turn.n(
            "{belief}: {count} student ({section}, {items}).",
            "{belief}: {count} students ({section}, {items}).",
            each.students,
            belief=each.belief.rstrip("."),
            section=view.label(each.section),
            items=turn.n(
                "item {numbers}", "items {numbers}", len(numbers),
                numbers=", ".join(map(str, numbers)),
            ),
        )  # fmt: skip
        yield f"{text} {_said(turn, each)}"


def _said(turn: Turn, each: Misconception) -> str:
    named = [
        turn._("“{question}” ({count})", question=quoted(words, 60), count=count)
        for words, count in each.said
        if words
    ]
    return turn._("They answered: {answers}.", answers=", ".join(named)) if named else ""


def _questions(turn: Turn, view: View, found: ClassSummary) -> Iterator[str]:
    for each in found.questions.asked:
        count = turn.n("{count} question", "{count} questions", each.count)
        where = view.label(each.section) if each.covered else turn._("not in the course")
        about = ", ".join(filter(None, [count, where]))
        yield turn._("“{question}” ({count})", question=quoted(each.text, 100), count=about)
    if view.wish.group:
        yield turn._(
            "I tell what was asked for the whole class only, so that nobody is pointed at."
        )
    if found.questions.withheld:
        yield turn._(
            "Some questions aren't shown yet: I show a day's questions once it is over and at "
            "least {crowd} students were active, so that nobody can be told by elimination.",
            crowd=CROWD,
        )


def _check_ins(turn: Turn, found: ClassSummary) -> Iterator[str]:
    goals = found.goals
    if goals.answers:
        named = [
            f"{turn._(text)} {goals.answers[answer]}"
            for answer, text in _ANSWERS.items()
            if answer in goals.answers
        ]
        yield turn._("Answers: {answers}.", answers=", ".join(named))
    if goals.unanswered:
        yield turn.n("{count} not answered", "{count} not answered", goals.unanswered)


def _plan(turn: Turn, view: View, found: ClassSummary) -> Iterator[str]:
    plan = found.plan
    if plan is None:
        return
    yield suggestion(turn, view, plan)
    for number, item in zip(item_numbers(view, plan.section, plan.items), plan.items, strict=False):
        exercise = in_course(view.course, plan.section, item)
        if exercise:
            yield turn._(
                "Item {number}: “{question}”",
                number=number,
                question=short_question(exercise.item, 120),
            )


def draft(turn: Turn, view: View, found: ClassSummary) -> str:
    """To the whole class: what comes next, and nothing about anybody. Empty without a plan."""
    if found.plan is None:
        return ""
    message = turn._(
        "Next lesson we take ten minutes for “{section}”. Many of us stumbled there, so it's worth "
        "a second look: read the section and try one exercise before we meet.",
        section=view.label(found.plan.section),
    )
    return f"{turn._('A message you could send:')}\n> {message}"
