"""An item as a form, and back: what was changed passes the same checks as anything made here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.hygiene import quoted
from bot.i18n import N_
from bot.learner.additions import Addition
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    ClozeItem,
    Course,
    Item,
    NumericItem,
    Section,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.generation.checks import Reason, check
from knowledge.generation.generated import Generated, generated
from knowledge.text import fold

_BLANK = re.compile(r"\{\{1\}\}")
_GAP = re.compile(r"(?:\\?_){2,}")
_TRUE = frozenset(("true", "t", "yes", "verdadero", "cierto", "si"))
_FALSE = frozenset(("false", "f", "no", "falso"))
_SEPARATOR = ";"
_NAMED = re.compile(r"(?<!\w)'([^']+)'(?!\w)|\"([^\"]+)\"")
"""What a check names of the item, in the words meant for us."""


@dataclass(frozen=True, slots=True)
class Unsound:
    """It can't be kept."""

    why: Reason
    detail: str = ""


_WHY: Mapping[Reason, str] = {
    "schema": N_("It doesn't make a question: the answer has to be one of the options, and none "
                 "may be empty."),
    "evidence_missing": N_("The sentence it rests on doesn't stand in the section, word for word."),
    "evidence_unsupportive": N_("The sentence it rests on doesn't say what is to be right."),
    "also_true": N_("Something that is to be wrong could be defended as right."),
    "distractor_kind": N_("The options aren't of the same kind."),
    "distractor_implausible": N_("A wrong option is none that somebody would pick."),
    "options_alike": N_("Two options say the same."),
    "giveaway_length": N_("The right option stands out by its length."),
    "giveaway_grammar": N_("The grammar gives the right option away."),
    "giveaway_words": N_("Words of the question give the right option away."),
    "trivial": N_("The question answers itself."),
    "duplicate": N_("The section has a question like it already."),
    "needs_figure": N_("It speaks of a figure that nobody would see."),
    "needs_context": N_("It can't be understood alone; say what it is about."),
    "length": N_("It is too long or too short."),
    "markup": N_("Something in its markup is left open."),
    "exercise_text": N_("It repeats one of the course's own exercises."),
    "all_of_the_above": N_("Options about other options (“all of the above”) don't work when they "
                           "are mixed."),
}  # fmt: skip


def reason(turn: Turn, found: Unsound) -> str:
    said = turn._(_WHY[found.why])
    named = [quoted(one or other, 60) for one, other in _NAMED.findall(found.detail)]
    if not named:
        return said
    return said + " " + turn._("It's about: {words}.", words=", ".join(named))


def can_edit(item: Item) -> bool:
    """There is a form for such an item."""
    one_blank = isinstance(item, ClozeItem) and len(item.blanks) == 1
    kinds = ChoiceItem | TrueFalseItem | NumericItem | AlgebraItem | ShortAnswerItem
    return one_blank or isinstance(item, kinds)


def fields(turn: Turn, item: Item, made: Addition) -> list[tuple[str, str, str]]:
    """(name, label, value) of what can be changed."""
    question, answer = item.question, ""
    found = []
    match item:
        case ChoiceItem():
            options = "\n".join(choice.text for choice in item.choices)
            found = [("options", turn._("Options, one a line"), options)]
            answer = next(choice.text for choice in item.choices if choice.correct)
        case TrueFalseItem():
            answer = turn._("true") if item.answer else turn._("false")
        case ClozeItem():
            question = _BLANK.sub("____", question)
            answer = f"{_SEPARATOR} ".join(item.blanks[0])
        case NumericItem() | AlgebraItem() | ShortAnswerItem():
            answer = f"{_SEPARATOR} ".join((item.answer, *item.accepted))
    evidence = str(made.data.get("evidence", ""))
    return [
        ("question", turn._("Question"), question),
        *found,
        ("answer", turn._("Right answer"), answer),
        ("explanation", turn._("Why that is right"), item.explanation),
        ("evidence", turn._("Sentence of the section it rests on"), evidence),
    ]


def edited(
    course: Course, exercise: Exercise, made: Addition, said: Mapping[str, str]
) -> Addition | Unsound:
    """The item as the form has it, if it is sound."""
    item, section = exercise.item, exercise.section
    fields_ = item.model_dump(exclude={"id", "kind", "hints"})
    try:
        fields_ |= _changed(item, said)
        new = generated(
            type(item),
            section,
            evidence=said.get("evidence", "").strip() or str(made.data.get("evidence", "")),
            source=made.data.get("source", "model"),
            **fields_,
        )
    except (ValidationError, ValueError):
        return Unsound("schema")
    rejection = check(new, _without(course, section, item))
    if rejection:
        return Unsound(rejection.reason, rejection.detail)
    return _addition(made, new)


def _addition(made: Addition, new: Generated) -> Addition:
    same = new.item.model_copy(update={"id": made.item}).model_dump(mode="json")
    name = made.item if same == made.data.get("item") else new.item.id
    return Addition(
        course=made.course,
        section=made.section,
        kind="item",
        item=name,
        data={
            "item": new.item.model_dump(mode="json"),
            "evidence": new.evidence,
            "source": new.source,
        },
        made_at=made.made_at,
    )


def _changed(item: Item, said: Mapping[str, str]) -> dict[str, Any]:
    """Raises ValueError when the answer isn't one."""
    question = said.get("question", item.question).strip()
    answer = said.get("answer", "").strip()
    explanation = said.get("explanation", item.explanation).strip()
    found: dict[str, Any] = {"question": question, "explanation": explanation}
    match item:
        case ChoiceItem():
            lines = said.get("options", "").splitlines()
            texts = [line.strip(" -•\t") for line in lines if line.strip(" -•\t")]
            believed = {choice.text: choice.misconception for choice in item.choices}
            right = [text for text in texts if fold(text) == fold(answer)]
            if len(right) != 1:
                raise ValueError("the answer is none of the options")
            choices = [
                {
                    "text": text,
                    "correct": text == right[0],
                    "misconception": "" if text == right[0] else believed.get(text, ""),
                }
                for text in texts
            ]
            found["choices"] = tuple(Choice.model_validate(each) for each in choices)
        case TrueFalseItem():
            if fold(answer) not in _TRUE | _FALSE:
                raise ValueError("neither true nor false")
            found["answer"] = fold(answer) in _TRUE
        case ClozeItem():
            found["question"] = _GAP.sub("{{1}}", question)
            found["blanks"] = (_answers(answer),)
        case _:
            first, *others = _answers(answer)
            found |= {"answer": first, "accepted": tuple(others)}
    return found


def _answers(said: str) -> tuple[str, ...]:
    found = tuple(filter(None, (each.strip() for each in said.split(_SEPARATOR))))
    if not found:
        raise ValueError("no answer")
    return found


def _without(course: Course, section: Section, item: Item) -> Course:
    """The course as if the item weren't in it: it isn't compared with itself."""
    left = tuple(each for each in section.items if each.id != item.id)
    units = tuple(
        unit.model_copy(
            update={
                "sections": tuple(
                    each.model_copy(update={"items": left}) if each.id == section.id else each
                    for each in unit.sections
                )
            }
        )
        for unit in course.units
    )
    return course.model_copy(update={"units": units})
