"""An item as the parts of a section file; the mirror of `knowledge.markdown.items`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from knowledge.course import (
    AlgebraItem,
    Choice,
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
from knowledge.markdown.syntax import (
    OPTION,
    QUESTION,
    TEXT,
    Escape,
    escape_separator,
    quoted,
)

_BARE = re.compile(r"[A-Za-z0-9._,%/-]+")


def item_parts(item: Item, stems: dict[str, str]) -> Iterator[str]:
    """The item's parts. ``stems`` holds the problems of this section already written."""
    if item.part_of and item.part_of not in stems:
        stems[item.part_of] = item.stem
        yield _part("problem", item.part_of, {}, TEXT.add(plain(item.stem)))
    answers = "\n".join(_ANSWERS[item.kind](item))
    question = QUESTION.add(plain(item.question))
    yield _part(item.kind, item.id, _arguments(item), f"{question}\n\n{answers}")
    if item.stem != stems.get(item.part_of or "", ""):
        yield _part("stem", "", {}, TEXT.add(plain(item.stem)))
    for hint in item.hints:
        yield _hint(hint)
    if item.solution:
        yield _part("solution", "", {}, TEXT.add(plain(item.solution)))
    if item.explanation:
        yield _part("explanation", "", {}, TEXT.add(plain(item.explanation)))


def plain(text: str) -> str:
    r"""Text with its line ends as ``\n``."""
    return re.sub(r"\r\n?", "\n", text)


def entry(box: str, text: str, escape: Escape = QUESTION) -> str:
    """One answer with its further lines indented."""
    return f"- [{box}] {indented(escape.add(plain(text)))}"


def indented(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"  {line}" if line else "" for line in rest)])


def _part(keyword: str, name: str, arguments: dict[str, str], body: str) -> str:
    words = [":::", keyword, name]
    words += [f"{key}={_value(value)}" for key, value in arguments.items()]
    marker = " ".join(word for word in words if word)
    return f"{marker}\n\n{body}" if body else marker


def _value(text: str) -> str:
    return text if _BARE.fullmatch(text) else quoted(text)


def _arguments(item: Item) -> dict[str, str]:
    found: dict[str, str] = {}
    if item.part_of:
        found["part_of"] = item.part_of
    if item.concepts:
        found["concepts"] = ",".join(item.concepts)
    if isinstance(item, NumericItem):
        if item.unit:
            found["unit"] = item.unit
        if item.tolerance:
            found["tolerance"] = item.tolerance
    if item.needs_figure:
        found["needs_figure"] = "true"
    return found


def _hint(hint: Hint) -> str:
    arguments = {}
    if hint.title:
        arguments["title"] = hint.title
    if hint.depends_on:
        arguments["depends_on"] = ",".join(hint.depends_on)
    if hint.kind == "hint":
        return _part("hint", hint.id, arguments, TEXT.add(plain(hint.text)))
    body = QUESTION.add(plain(hint.text)) + "\n\n" + "\n".join(_scaffold_answers(hint))
    return _part("scaffold", hint.id, arguments, body)


def _scaffold_answers(hint: Hint) -> Iterator[str]:
    """Answers ticked among the choices where that says it all, apart from them otherwise."""
    answers = set(hint.answer)
    ticked = tuple(choice for choice in hint.choices if choice in answers)
    if ticked == hint.answer and len(ticked) < len(hint.choices):
        for choice in hint.choices:
            yield entry("x" if choice in answers else " ", choice)
    else:
        yield from (entry("=", answer) for answer in hint.answer)
        yield from (entry(" ", choice) for choice in hint.choices)


# ---- answers, by kind ----------------------------------------------------------------------


def _option(choice: Choice) -> str:
    text = entry("x" if choice.correct else " ", choice.text, OPTION)
    return text + _note(choice.misconception)


def _note(misconception: str) -> str:
    if not misconception:
        return ""
    lines = plain(misconception).split("\n")
    return "".join(f"\n  > {line}" if line else "\n  >" for line in lines)


def _choices(item: ChoiceItem | MultipleChoiceItem) -> Iterator[str]:
    return map(_option, item.choices)


def _true_false(item: TrueFalseItem) -> Iterator[str]:
    yield f"- [{'x' if item.answer else ' '}] true" + (
        "" if item.answer else _note(item.misconception)
    )
    yield f"- [{' ' if item.answer else 'x'}] false" + (
        _note(item.misconception) if item.answer else ""
    )


def _cloze(item: ClozeItem) -> Iterator[str]:
    for number, forms in enumerate(item.blanks, 1):
        yield from (entry(str(number), form) for form in forms)


def _typed(item: NumericItem | AlgebraItem | ShortAnswerItem) -> Iterator[str]:
    yield from (entry("=", form) for form in (item.answer, *item.accepted))
    if isinstance(item, ShortAnswerItem):
        yield from (entry("+", idea) for idea in item.key_ideas)


def _ordering(item: OrderingItem) -> Iterator[str]:
    return (entry(str(number), step) for number, step in enumerate(item.steps, 1))


def _matching(item: MatchingItem) -> Iterator[str]:
    for pair in item.pairs:
        yield entry("=", f"{escape_separator(plain(pair.left))} :: {pair.right}")
    yield from (entry(" ", text) for text in item.extra)


_ANSWERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "choice": _choices,
    "multiple_choice": _choices,
    "true_false": _true_false,
    "cloze": _cloze,
    "numeric": _typed,
    "algebra": _typed,
    "short_answer": _typed,
    "ordering": _ordering,
    "matching": _matching,
}
