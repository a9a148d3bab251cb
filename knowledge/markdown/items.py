"""From the parts of an item to an `Item`, with its hints and solution."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    Hint,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.markdown.answers import ANSWERS, scaffold
from knowledge.markdown.arguments import Arguments
from knowledge.markdown.fields import Report
from knowledge.markdown.group import ItemParts
from knowledge.markdown.parts import Part, split_entries
from knowledge.markdown.syntax import QUESTION, TEXT, blank

_MODELS: dict[str, Callable[..., Item]] = {
    "choice": ChoiceItem,
    "multiple_choice": MultipleChoiceItem,
    "true_false": TrueFalseItem,
    "cloze": ClozeItem,
    "numeric": NumericItem,
    "algebra": AlgebraItem,
    "short_answer": ShortAnswerItem,
    "ordering": OrderingItem,
    "matching": MatchingItem,
}


def build_item(parts: ItemParts, stems: Mapping[str, str], report: Report) -> Item | None:
    """The item; None after reporting everything that is wrong with it.

    ``stems`` are the section's ``::: problem`` texts by id.
    """
    main = parts.main
    before = report.errors
    sound = all(part.sound for part in (main, *parts.rungs, *parts.prose.values()))
    question, entries = split_entries(main.body, main.line, report)
    arguments = Arguments(main, report)
    part_of = arguments.id("part_of")
    values: dict[str, Any] = {
        "id": main.id,
        "question": QUESTION.remove(question),
        "part_of": part_of,
        "stem": stems.get(part_of or "", ""),
        "concepts": arguments.ids("concepts"),
        "needs_figure": arguments.flag("needs_figure"),
        "hints": tuple(_hints(parts.rungs, report)),
        **{name: TEXT.remove(part.body) for name, part in parts.prose.items()},
        **ANSWERS[main.keyword](entries, arguments, main, report),
    }
    arguments.done()
    if not main.id and main.sound:
        report.error(
            main.line,
            f"This item has no id. Give it one that is used nowhere else in the course and never "
            f"changes: `::: {main.keyword} some-id`.",
        )
    if blank(question):
        report.error(main.line, "This item has no question: write it below this line.")
    if report.errors > before or not sound:
        return None
    try:
        return _MODELS[main.keyword](**values)
    except ValidationError as error:
        report.invalid(main.line, f"`{main.keyword} {main.id}`", error)
        return None


def _hints(rungs: list[Part], report: Report) -> Iterator[Hint]:
    taken = {rung.id for rung in rungs}
    for number, rung in enumerate(rungs, 1):
        arguments = Arguments(rung, report)
        values: dict[str, Any] = {
            "id": rung.id or _free_id(number, taken),
            "kind": rung.keyword,
            "title": arguments.text("title") or "",
            "depends_on": arguments.ids("depends_on"),
        }
        if rung.keyword == "scaffold":
            text, entries = split_entries(rung.body, rung.line, report)
            values |= {"text": QUESTION.remove(text), **scaffold(entries, rung, report)}
        else:
            values["text"] = TEXT.remove(rung.body)
        arguments.done()
        if blank(values["text"]):
            report.error(
                rung.line, f"This {rung.keyword} is empty: write its text below this line."
            )
            continue
        try:
            yield Hint(**values)
        except ValidationError as error:
            report.invalid(rung.line, f"`{rung.keyword} {values['id']}`", error)


def _free_id(number: int, taken: set[str]) -> str:
    while f"h{number}" in taken:
        number += 1
    taken.add(f"h{number}")
    return f"h{number}"
