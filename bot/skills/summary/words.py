"""The summary in at most ten lines. Each says computed figures and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.hygiene import quoted
from bot.skill import Turn
from bot.skills.summary.view import View, when
from bot.summary.model import (
    FEW,
    Asked,
    ClassSummary,
    ConceptShare,
    Falling,
    Inactive,
    Misconception,
    Plan,
    Struggling,
)
from bot.tutor.exercise import in_course, key_text

LINES = 10
Kind = Literal["head", "hard", "better", "worse", "people", "asked", "goals", "plan"]


@dataclass(frozen=True, slots=True)
class Line:
    kind: Kind
    text: str
    worth: int
    """What goes first where there is no room: the lowest."""


def lines(turn: Turn, view: View, found: ClassSummary) -> list[Line]:
    """In the order in which they are read."""
    every = [Line("head", head(turn, view, found), 9), *_content(turn, view, found)]
    if view.scope.sections is None:  # what follows is about persons and the course as a whole
        every += _people(turn, found)
    every += _questions(turn, found)
    if view.scope.sections is None:
        every += _goals(turn, found)
    if found.plan:
        every.append(Line("plan", suggestion(turn, view, found.plan), 8))
    return fitting(every, LINES)


def fitting(every: list[Line], most: int) -> list[Line]:
    """So many of them, without those that are worth least."""
    kept = sorted(every, key=lambda line: -line.worth)[:most]
    return [line for line in every if line in kept]


def head(turn: Turn, view: View, found: ClassSummary) -> str:
    activity = found.activity
    name = view.wish.group or view.course.title
    said = [
        f"**{name}, {when(turn, view.wish)}**",
        turn._("{active} of {all} active", active=activity.active, all=activity.students),
    ]
    if view.wish.where:
        said.insert(1, turn._("on {place}", place=view.place))
    share = activity.alone
    answers = turn.n("{count} answer", "{count} answers", activity.answers)
    if share.of:
        answers += ", " + turn._("{percent}% right without help", percent=share.percent)
        if activity.before.of >= FEW:
            answers += " " + turn._("(was {percent}%)", percent=activity.before.percent)
    return " · ".join([*said, answers])


def _content(turn: Turn, view: View, found: ClassSummary) -> Iterator[Line]:
    hardest, top = found.hardest, next(iter(found.misconceptions), None)
    together = hardest and top and hardest.concept in top.concepts
    if hardest:
        text = turn._(
            "Hardest: *{concept}* ({percent}%).",
            concept=hardest.title,
            percent=hardest.now.percent,
        )
        if together and top:
            text += " " + mixed_up(turn, view, top)
        yield Line("hard", text, 8)
    if top and not together:
        yield Line("hard", mixed_up(turn, view, top), 7)
    if not found.activity.answers:
        yield Line("hard", turn._("There is no answer to sum up."), 8)
    if found.better:
        yield Line("better", _changed(turn, turn._("Better"), found.better), 6)
    if found.worse:
        yield Line("worse", _changed(turn, turn._("Lower"), found.worse), 5)


def _changed(turn: Turn, word: str, concept: ConceptShare) -> str:
    return turn._(
        "{word}: *{concept}*, {before}% → {now}% ({few} and {many} answers).",
        word=word,
        concept=concept.title,
        before=concept.before.percent,
        now=concept.now.percent,
        few=concept.before.of,
        many=concept.now.of,
    )


def mixed_up(turn: Turn, view: View, top: Misconception) -> str:
    """ "9 students answered “fixed ratio” where “fixed interval” is right." """
    if top.belief and len(top.items) > 1:
        said = turn.n(
            "{count} student shows the same mix-up in {items} items",
            "{count} students show the same mix-up in {items} items",
            top.students,
            items=len(top.items),
        )
        return f"{said}: {top.belief.rstrip('.')}."
    words, count = top.said[0]
    answered = quoted(words, 60)
    if top.belief:
        return turn.n(
            "{count} student answered “{words}”: {belief}.",
            "{count} students answered “{words}”: {belief}.",
            count,
            words=answered,
            belief=top.belief.rstrip("."),
        )
    exercise = in_course(view.course, top.section, top.items[0])
    return turn.n(
        "{count} student answered “{words}” where “{key}” is right ({section}, item {number}).",
        "{count} students answered “{words}” where “{key}” is right ({section}, item {number}).",
        count,
        words=answered,
        key=quoted(key_text(turn, exercise.item), 60) if exercise else "",
        section=view.label(top.section),
        number=", ".join(map(str, item_numbers(view, top.section, top.items))),
    )


def _people(turn: Turn, found: ClassSummary) -> Iterator[Line]:
    if found.concerns:
        reasons = [type(reason) for each in found.concerns for reason in each.reasons]
        named = {
            Inactive: turn._("no activity in 10 days"),
            Falling: turn._("three concepts falling"),
            Struggling: turn._("many hints and few right answers"),
        }
        why = ", ".join(text for kind, text in named.items() if kind in reasons)
        text = turn.n(
            "Worth a look: {count} student ({why}).",
            "Worth a look: {count} students ({why}).",
            len(found.concerns),
            why=why,
        )
        yield Line("people", text, 8)
    if found.stretch:
        text = turn.n(
            "Ready for harder ones: {count} student.",
            "Ready for harder ones: {count} students.",
            len(found.stretch),
        )
        yield Line("people", text, 3)


def _questions(turn: Turn, found: ClassSummary) -> Iterator[Line]:
    asked = found.questions.asked
    covered = next((each for each in asked if each.covered and each.count > 1), None)
    if covered:
        yield Line("asked", turn._("Asked most: {question}", question=_asked(turn, covered)), 2)
    outside = [each for each in asked if not each.covered][:2]
    if outside:
        named = "; ".join(_asked(turn, each) for each in outside)
        text = turn._("Asked but not in the course: {questions}", questions=named)
        yield Line("asked", text, 7)


def _asked(turn: Turn, asked: Asked) -> str:
    count = turn.n("{count} question", "{count} questions", asked.count)
    return turn._("“{question}” ({count})", question=quoted(asked.text, 80), count=count)


def _goals(turn: Turn, found: ClassSummary) -> Iterator[Line]:
    goals = found.goals
    parts = []
    if goals.students:
        parts.append(turn.n("{count} student has one", "{count} students have one", goals.students))
    if goals.reached:
        parts.append(turn.n("{count} reached", "{count} reached", goals.reached))
    answered = sum(goals.answers.values())
    if answered or goals.unanswered:
        parts.append(
            turn.n(
                "{count} of {of} check-in answered",
                "{count} of {of} check-ins answered",
                answered,
                of=answered + goals.unanswered,
            )
        )
    if parts:
        yield Line("goals", turn._("Goals: {what}.", what=", ".join(parts)), 4)


def suggestion(turn: Turn, view: View, plan: Plan) -> str:
    """ "10 minutes on …, section 6.3, items 2, 4, 7." """
    numbers = item_numbers(view, plan.section, plan.items)
    what = view.title(plan.concept) if plan.concept else view.label(plan.section)
    if what == view.label(plan.section) or not plan.concept:
        text = turn._("Suggestion: 10 minutes on {section}", section=view.label(plan.section))
    else:
        text = turn._(
            "Suggestion: 10 minutes on *{concept}*, section {section}",
            concept=what,
            section=view.label(plan.section),
        )
    if numbers:
        named = ", ".join(map(str, numbers))
        items = turn.n("item {numbers}", "items {numbers}", len(numbers), numbers=named)
        text = f"{text}, {items}"
    return f"{text}."


def item_numbers(view: View, section: str, items: tuple[str, ...]) -> list[int]:
    """Places in their section, from 1."""
    own = next((s.items for s in view.course.sections() if s.id == section), ())
    places = {item.id: n for n, item in enumerate(own, 1)}
    return [places[item] for item in items if item in places]
