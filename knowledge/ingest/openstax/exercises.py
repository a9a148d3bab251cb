"""Exercises → items: choices with a key, numbers, true or false, short answers, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    ClozeItem,
    Item,
    MultipleChoiceItem,
    NumericItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.ingest.ids import Ids
from knowledge.ingest.lines import bare
from knowledge.ingest.openstax import answers
from knowledge.ingest.openstax.blocks import Blocks
from knowledge.ingest.openstax.context import Placed, placed_exercises
from knowledge.ingest.openstax.inline import Place
from knowledge.ingest.openstax.tree import Element, child, children, inside, name, named
from knowledge.ingest.quantity import quantity
from knowledge.problems import Problem

_BLANK = re.compile(r"(?:\\?_){3,}")
_ID = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(slots=True)
class LeftOut:
    """Lines of exercises that became no item, by reason."""

    lines: dict[str, list[int]] = field(default_factory=dict)

    def add(self, reason: str, element: Element) -> None:
        self.lines.setdefault(reason, []).append(element.sourceline or 0)

    def problems(self, file: str) -> Iterator[Problem]:
        """One warning a reason, each exercise named by its line."""
        for reason, lines in self.lines.items():
            told = f"1 exercise left out: {reason}."
            if len(lines) > 1:
                where = ", ".join(str(line) for line in lines)
                told = f"{len(lines)} exercises left out: {reason} (lines {where})."
            yield Problem(told, file, lines[0], "warning")


NO_SOLUTION = "the book gives no solution"
VARIES = "the solution says that answers vary"
PICTURE = "the solution or a choice is a picture"
ELSEWHERE = "the exercise itself is not in the book's files"
EMPTY = "there is no question"


class Exercises:
    """Makes the items of one module."""

    def __init__(self, blocks: Blocks, place: Place, file: str) -> None:
        self._blocks, self._place, self._file = blocks, place, file
        # A described picture is nothing that an answer could be compared with.
        self._solutions = Blocks(replace(place, pictures=False))
        self._ids = Ids()
        self.left_out = LeftOut()
        self.problems: list[Problem] = []

    def items(self, content: Element) -> tuple[Item, ...]:
        found = tuple(item for placed in placed_exercises(content) for item in self._items(placed))
        self.problems += self.left_out.problems(self._file)
        return found

    def _items(self, placed: Placed) -> Iterator[Item]:
        exercise = placed.exercise
        problem, solution = child(exercise, "problem"), self._solution(exercise)
        if _is_elsewhere(exercise):
            self.left_out.add(ELSEWHERE, exercise)
        elif problem is None or not solution:
            self._without(exercise, problem)
        elif answers.is_unsound(solution):
            self.left_out.add(VARIES, exercise)
        else:
            yield from self._sound(placed, problem, solution)

    def _id(self, exercise: Element) -> str:
        """The exercise's own id; with the module's before it where the book repeats it."""
        own = exercise.get("id") or "exercise"
        if own in self._place.labels.repeated or own == "exercise":
            own = f"{self._place.module}-{own}"
        return self._ids.take(_ID.sub("-", own).strip("-._")[:90] or self._place.module)

    def _without(self, exercise: Element, problem: Element | None) -> None:
        if problem is None:
            reason = EMPTY
        elif any(next(named(found, "media"), None) is not None for found in _solutions(exercise)):
            reason = PICTURE
        else:
            reason = NO_SOLUTION
        self.left_out.add(reason, exercise)

    def _solution(self, exercise: Element) -> str:
        """The solution's words: pictures in it are told, but don't make one by themselves."""
        inner = [part for solution in _solutions(exercise) for part in children(solution)]
        if not any(_says_something(part) for part in inner):
            return ""
        loose = [
            text for solution in _solutions(exercise) if (text := (solution.text or "").strip())
        ]
        return "\n\n".join(filter(None, [*loose, self._solutions.markdown(inner)]))

    def _sound(self, placed: Placed, problem: Element, solution: str) -> Iterator[Item]:
        """The items of an exercise that has an answer."""
        common: dict[str, Any] = {
            "id": self._id(placed.exercise),
            "stem": self._blocks.markdown(placed.setting),
            "needs_figure": _needs_figure(placed),
        }
        commentary = child(placed.exercise, "commentary")
        if commentary is not None:
            common["explanation"] = self._blocks.markdown(children(commentary))
        choices = _choice_list(problem, placed.setting)
        texts = self._choices(choices) if choices is not None else []
        style = "" if choices is None else choices.get("number-style") or "arabic"
        key = answers.key(solution, texts, style) if texts else None
        if key is not None:
            asked = self._blocks.markdown(part for part in children(problem) if part is not choices)
            if choices in placed.setting:  # shown as the choices, not above them as well
                rest = (part for part in placed.setting if part is not choices)
                common["stem"] = self._blocks.markdown(rest)
            yield from self._choice(placed, common, asked, texts, key)
            return
        asked = self._blocks.markdown(children(problem)) or self._blocks.inline.line(problem)
        if not asked:
            self.left_out.add(EMPTY, placed.exercise)
            return
        steps = list(self._steps(problem, solution, common))
        for fields, answer in steps or [({**common, "question": asked}, solution)]:
            yield from self._make(placed, _answered(fields, answer, self._place.language))

    def _choices(self, listed: Element) -> list[str]:
        items = [item for item in children(listed) if name(item) == "item"]
        return [" ".join(self._blocks.markdown([item]).split()) for item in items]

    def _choice(
        self,
        placed: Placed,
        common: dict[str, Any],
        asked: str,
        texts: list[str],
        key: tuple[tuple[int, ...], str],
    ) -> Iterator[Item]:
        positions, explanation = key
        if not all(texts):
            self.left_out.add(PICTURE, placed.exercise)
            return
        choices = [Choice(text=text, correct=n in positions) for n, text in enumerate(texts)]
        question, stem = (asked, common["stem"]) if asked else (common["stem"], "")
        fields = {**common, "question": question, "stem": stem, "choices": choices}
        if explanation:
            fields["explanation"] = explanation
        kind = ChoiceItem if len(positions) == 1 else MultipleChoiceItem
        yield from self._make(placed, (kind, fields))

    def _steps(
        self, problem: Element, solution: str, common: dict[str, Any]
    ) -> Iterator[tuple[dict[str, Any], str]]:
        """Parts (a), (b) … of which the solution answers some, each as a step of its own."""
        shown = _trailing_pictures(problem)
        asked = self._blocks.markdown(part for part in children(problem) if part not in shown)
        questions = answers.parts(asked)
        if questions is None:
            return
        answered = answers.answered_parts(solution, questions)
        if not answered:
            return
        lead = "" if re.fullmatch(r"\*\*[^*]+\*\*", questions.lead) else questions.lead
        before = [common["stem"], lead, self._blocks.markdown(shown)]
        for letter, question in questions.parts.items():
            answer = answered.get(letter, "")
            if answer and not answers.is_unsound(answer):
                stem = "\n\n".join(filter(None, before))
                step = {"id": f"{common['id']}-{letter}", "part_of": common["id"]}
                yield {**common, **step, "stem": stem, "question": question}, answer
            before.append(f"({letter}) {question}")

    def _make(self, placed: Placed, made: tuple[Any, dict[str, Any]]) -> Iterator[Item]:
        kind, fields = made
        try:
            yield kind(**fields)
        except ValidationError as error:
            reason = error.errors()[0]["msg"].removeprefix("Value error, ")
            line = placed.exercise.sourceline
            self.problems.append(
                Problem(f"This exercise was left out: {reason}.", self._file, line)
            )


def _answered(fields: dict[str, Any], solution: str, language: str) -> tuple[Any, dict[str, Any]]:
    """The kind of item that this solution can be checked as, and its fields."""
    said = answers.truth(solution)
    if said is not None:
        value, explanation = said
        extra = {"explanation": explanation} if explanation else {}
        return TrueFalseItem, {**fields, "answer": value, **extra}
    number = quantity(solution, language)
    if number is not None:
        worked = {"solution": solution} if number.worked else {}
        accepted = (number.written,) if number.written else ()
        answer = {"answer": number.number, "unit": number.unit, "accepted": accepted}
        return NumericItem, {**fields, **answer, **worked}
    filled = _cloze(fields["question"], solution)
    if filled:
        return ClozeItem, {**fields, **filled}
    kind = AlgebraItem if answers.is_formula(solution) else ShortAnswerItem
    return kind, {**fields, "answer": solution}


def _cloze(question: str, solution: str) -> dict[str, Any] | None:
    """One blank in the question and a few words that go there."""
    blanks = _BLANK.findall(question)
    words = bare(solution).rstrip(".")
    if (
        len(blanks) != 1
        or not re.fullmatch(r"[^\W\d_][\w' -]{1,40}", words)
        or len(words.split()) > 4
    ):
        return None
    return {"question": _BLANK.sub("{{1}}", question), "blanks": [[words]]}


def _solutions(exercise: Element) -> list[Element]:
    return [inner for inner in children(exercise) if name(inner) == "solution"]


def _says_something(part: Element) -> bool:
    """Words, a formula or a table: not just a label or a picture."""
    if name(part) in ("label", "title", "figure", "media"):
        return False
    return bool(re.search(r"\w", "".join(part.itertext())))


def _choice_list(problem: Element, setting: tuple[Element, ...]) -> Element | None:
    """The last lettered or numbered list of the problem, else of what stands before it."""
    lists = [inner for inner in children(problem) if name(inner) == "list"]
    if not lists:  # some books put it into the paragraph
        lists = [found for found in named(problem, "list") if not inside(found, "item", "table")]
    if not lists:
        lists = [found for element in setting for found in named(element, "list")]
    if not lists:
        return None
    kind = lists[-1].get("list-type") or lists[-1].get("type")
    many = sum(name(item) == "item" for item in lists[-1])
    return lists[-1] if kind == "enumerated" and 2 <= many <= 26 else None


def _trailing_pictures(problem: Element) -> list[Element]:
    """Figures and tables behind the last part belong to all parts."""
    parts = children(problem)
    while parts and name(parts[-1]) in ("figure", "table", "media"):
        parts.pop()
    return children(problem)[len(parts) :]


def _needs_figure(placed: Placed) -> bool:
    """True when the question shows a picture or speaks of one."""
    problem = child(placed.exercise, "problem")
    for element in (problem, *placed.setting):
        if element is None:
            continue
        if next(named(element, "media", "figure"), None) is not None or name(element) == "figure":
            return True
    return False


def _is_elsewhere(exercise: Element) -> bool:
    """OpenStax injects some exercises from its server by a link."""
    return any(
        "os-embed" in (link.get("class") or "") or (link.get("url") or "").startswith("#")
        for link in named(exercise, "link")
    )
