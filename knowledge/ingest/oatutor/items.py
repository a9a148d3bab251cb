"""Steps → items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    Item,
    MultipleChoiceItem,
    NumericItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.ingest.oatutor.ladder import ladder
from knowledge.ingest.oatutor.records import ProblemRecord, StepRecord
from knowledge.ingest.oatutor.text import has_picture, line, markdown, plain_latex
from knowledge.ingest.quantity import quantity
from knowledge.problems import Problem

_MIXED = re.compile(r"(-?)\$?(\d+)\s*\\frac\{(\d+)\}\{(\d+)\}\$?")
_UNITS = ("", "%", "$", "°")
"""Letters behind a number are variables here, never units: ``40y^2``."""
_UNFILLED = re.compile(r"@\{[^}]*\}")


class _Unusable(Exception):
    """A step that can't become an item; its text says why."""


class Items:
    """Makes the items of one lesson."""

    def __init__(self, file: str, concepts: Mapping[str, str]) -> None:
        """``concepts``: concept id by skill name."""
        self._file, self._concepts = file, concepts
        self.problems: list[Problem] = []

    def of(self, problem: ProblemRecord, line_number: int) -> Iterator[Item]:
        """The items of one problem, a step each."""
        for step in problem.steps:
            try:
                yield self._item(problem, step, line_number)
            except (_Unusable, ValidationError) as error:
                self._report(
                    f"Step {step.id} was left out: {_reason(error)}.", line_number, "error"
                )

    def _report(self, message: str, line_number: int, severity: Any = "warning") -> None:
        self.problems.append(Problem(message, self._file, line_number, severity))

    def _item(self, problem: ProblemRecord, step: StepRecord, line_number: int) -> Item:
        texts = (problem.body, step.stepTitle, step.stepBody, *step.choices)
        if any(_UNFILLED.search(text) for text in (*texts, *step.stepAnswer)):
            raise _Unusable("it has a variable @{…} that was never filled in")
        hints, wrong = ladder(step.id, step.hints)
        for message in wrong:
            self._report(f"Step {step.id}: {message}; this was ignored.", line_number)
        fields: dict[str, Any] = {
            "id": step.id,
            **_question(problem, step),
            "concepts": tuple(self._concepts[name] for name in step.skill_names),
            "hints": hints,
            "needs_figure": has_picture(*texts),
        }
        if step.problemType == "MultipleChoice":
            return self._choice(step, fields, line_number)
        return _typed(step, fields)

    def _choice(self, step: StepRecord, fields: dict[str, Any], line_number: int) -> Item:
        shown = [line(choice) for choice in step.choices]
        keys = {_same(line(answer)) for answer in step.stepAnswer}
        if not all(shown):
            raise _Unusable("a choice is a picture")
        once: dict[str, str] = {}
        for choice in shown:
            once.setdefault(_same(choice), choice)
        unique = list(once.values())
        if not keys & {_same(choice) for choice in unique}:
            raise _Unusable(f"its answer {', '.join(step.stepAnswer) or 'is missing and'} "
                            "is not among its choices")  # fmt: skip
        if len(unique) < 2:
            raise _Unusable("its choices are all the same")
        if len(unique) < len(shown):
            self._report(f"Step {step.id} lists a choice twice; it is shown once.", line_number)
        if {_same(choice) for choice in unique} == {"true", "false"}:
            return TrueFalseItem(**fields, answer="true" in keys)
        choices = [Choice(text=choice, correct=_same(choice) in keys) for choice in unique]
        kind = ChoiceItem if len(keys) == 1 else MultipleChoiceItem
        return kind(**fields, choices=tuple(choices))


def _question(problem: ProblemRecord, step: StepRecord) -> dict[str, Any]:
    """What is asked; the problem's own text stands above it when it has several steps."""
    own = [markdown(step.stepTitle), markdown(step.stepBody)]
    shared = markdown(problem.body)
    several = len(problem.steps) > 1
    asked = "\n\n".join(dict.fromkeys(filter(None, own if several else [shared, *own])))
    stem = shared if several else ""
    if not asked:
        asked, stem = stem or markdown(problem.title), ""
    if not asked:
        raise _Unusable("it asks nothing")
    return {"question": asked, "stem": stem, "part_of": problem.id if several else None}


def _typed(step: StepRecord, fields: dict[str, Any]) -> Item:
    """An answer that is typed: a number, a formula, or words."""
    if not step.stepAnswer or not step.stepAnswer[0].strip():
        raise _Unusable("it has no answer")
    raw, *others = step.stepAnswer
    latex = line(step.answerLatex or raw)
    written = line(raw.replace("**", "^"))
    mixed = _MIXED.fullmatch(latex)
    if mixed:
        sign, whole, above, below = mixed.groups()
        improper = f"{sign}{int(whole) * int(below) + int(above)}/{below}"
        return NumericItem(**fields, answer=improper, accepted=(f"{sign}{whole} {above}/{below}",))
    number = quantity(latex)
    if number is not None and not number.worked and number.unit in _UNITS:
        return NumericItem(**fields, answer=number.number, unit=number.unit)
    accepted = _others(latex, [written, *(line(other.replace("**", "^")) for other in others)])
    if step.answerType == "arithmetic" or _is_formula(latex):
        return AlgebraItem(**fields, answer=latex, accepted=accepted)
    return ShortAnswerItem(**fields, answer=latex, accepted=accepted)


def _others(answer: str, forms: list[str]) -> tuple[str, ...]:
    """Other forms that are not the same but for spaces and dollars."""
    kept = {plain_latex(form): form for form in reversed(forms) if form}
    kept.pop(plain_latex(answer), None)
    return tuple(reversed(kept.values()))


def _is_formula(latex: str) -> bool:
    return not re.search(r"[^\W\d_]{3,}", re.sub(r"\\[A-Za-z]+", "", latex))


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return error.errors()[0]["msg"].removeprefix("Value error, ")
    return str(error)
