"""Whether right answers are accepted and wrong ones rejected, on a course's stored answers.

Each stored answer is given as it stands, in LaTeX, in plain text and as a decimal; then with a
slip in it, with a unit it hasn't got, and with the answer of another step of the same lesson. So
are the answers of the smaller questions in its ladder, without units and other steps. Two
peers do the same: equal texts, and SymPy told to simplify the difference.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from evals.answer_forms import decimal, plain, value, wrong
from evals.metrics import percentile
from evals.searchable import tell
from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    Item,
    MultipleChoiceItem,
    NumericItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.grading.grader import Grader
from knowledge.grading.maths.process import OutOfReach, Process
from knowledge.ingest.oatutor import READER

_TYPED = (NumericItem, AlgebraItem)
_UNITS = {
    "kg": r"kg|gram|mass|weigh|\bg\b|pound|ounce",
    "seconds": r"second|time|\bs\b|hour|minute|year|day|per",
    "volts": r"volt|\bv\b",
    "lumens": r"lumen",
    "moles": r"\bmol",
    "parsecs": r"$^",
}
"""With what shows that an exercise may be about it."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that somebody may give."""

    item: Item
    answer: str
    right: bool
    kind: str


Accepts = Callable[[Item, str], float | None]
"""Credit for an answer; None where it can't be told."""


def run(path: Path) -> dict[str, Any]:
    """``accepted`` of ``n`` right answers got full credit; ``wrong_rejected`` of ``n_wrong`` wrong
    ones didn't, some of them because it can't be told (``wrong_undecided``) and some with a part of
    it, for one number right of two (``wrong_partly``). Milliseconds are for one answer, the child
    process being warm."""
    given = list(_given(path))
    process = Process()
    grader = Grader(process=process)
    try:
        process.ask(len, "")  # it is warm from here on
        tell(f"marking {len(given):,} answers")
        figures = measure(given, lambda item, answer: _credit(grader, item, answer))
        tell("the same with the peers")
        typed = [each for each in given if isinstance(each.item, _TYPED)]
        peers = {
            "typed_only": measure(typed, lambda item, answer: _credit(grader, item, answer)),
            "same_text": measure(typed, _same_text),
            "sympy": measure(typed, lambda item, answer: _by_sympy(process, item, answer)),
        }
    finally:
        grader.close()
    return {**figures, "peers": peers}


def measure(given: Sequence[Given], accepts: Accepts) -> dict[str, Any]:
    """Figures of one way of marking."""
    count: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    times = []
    for each in given:
        start = time.perf_counter()
        credit = accepts(each.item, each.answer)
        times.append(1000 * (time.perf_counter() - start))
        good = (credit == 1) == each.right
        count["n" if each.right else "n_wrong"] += 1
        count["accepted" if each.right else "wrong_rejected"] += good
        count["wrong_undecided"] += not each.right and credit is None
        count["wrong_partly"] += not each.right and 0 < (credit or 0) < 1
        kinds[each.kind]["n"] += 1
        kinds[each.kind]["good"] += good
    return {
        "accepted": count["accepted"],
        "n": count["n"],
        "wrong_rejected": count["wrong_rejected"],
        "n_wrong": count["n_wrong"],
        "wrong_undecided": count["wrong_undecided"],
        "wrong_partly": count["wrong_partly"],
        "p50_ms": round(percentile(times, 0.5), 2),
        "p95_ms": round(percentile(times, 0.95), 2),
        "max_ms": round(max(times, default=0.0), 1),
        "kinds": {kind: f"{part['good']}/{part['n']}" for kind, part in kinds.items()},
    }


def _credit(grader: Grader, item: Item, answer: str) -> float | None:
    marked = grader.mark(item, answer)
    return marked.credit if marked else None


# ---- answers ---------------------------------------------------------------------------------


def _given(path: Path) -> Iterator[Given]:
    stored = _stored(path)
    for unit in READER.outline(path).units:
        for source in unit.sections:
            section, _ = source.load()
            items = [item for item in section.items if item.id in stored] if section else []
            for at, item in enumerate(items):
                yield from _of(item, stored[item.id], items[at + 1 :] + items[:at])
                yield from _scaffolds(item)


def _stored(path: Path) -> dict[str, dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    steps = (step for line in lines if line.strip() for step in json.loads(line)["steps"])
    return {step["id"]: step for step in steps if step.get("stepAnswer")}


def _of(item: Item, step: dict[str, Any], others: Sequence[Item]) -> Iterator[Given]:
    match item:
        case NumericItem() | AlgebraItem():
            yield from _typed(item, step, others)
        case ChoiceItem():
            for letter, choice in zip(_LETTERS, item.choices, strict=False):
                yield Given(item, letter, choice.correct, "letter")
                yield Given(item, choice.text, choice.correct, "option")
        case MultipleChoiceItem():
            letters = [
                letter for letter, choice in zip(_LETTERS, item.choices, strict=False)
                if choice.correct
            ]  # fmt: skip
            yield Given(item, ", ".join(letters), True, "letter")
        case TrueFalseItem():
            yield Given(item, "true", item.answer, "letter")
            yield Given(item, "false", not item.answer, "letter")
        case ShortAnswerItem():
            yield Given(item, step["stepAnswer"][0], True, "own")


def _scaffolds(item: Item) -> Iterator[Given]:
    """The smaller questions of its ladder, as items of their own."""
    for hint in item.hints:
        if not hint.answer or hint.choices:
            continue
        small = AlgebraItem(
            id=hint.id, question=hint.text, answer=hint.answer[0], accepted=hint.answer[1:]
        )
        written = plain(hint.answer[0])
        for form in dict.fromkeys((hint.answer[0], written, decimal(written))):
            if form:
                yield Given(small, form, True, "scaffold")
        for _, slip in wrong(written):
            yield Given(small, slip, False, "scaffold_slip")


def _typed(
    item: NumericItem | AlgebraItem, step: dict[str, Any], others: Sequence[Item]
) -> Iterator[Given]:
    stored, latex = step["stepAnswer"][0], step.get("answerLatex") or step["stepAnswer"][0]
    written = plain(latex)
    forms = {"own": stored, "latex": latex, "plain": written, "decimal": decimal(latex)}
    for kind, form in forms.items():
        if form:
            yield Given(item, form, True, kind)
    keys = [written, *map(plain, (item.answer, *item.accepted))]
    for kind, slip in wrong(written):
        yield Given(item, slip, False, kind)
    if isinstance(item, NumericItem):
        yield Given(item, f"{written} {_foreign_unit(item)}", False, "unit")
    same_kind = [other for other in others if isinstance(other, _TYPED)]
    for other in same_kind[:2]:
        said = plain(other.answer)
        if not any(_may_be_same(said, key) for key in keys):
            yield Given(item, said, False, "other_step")


def _foreign_unit(item: Item) -> str:
    """A unit of something that the exercise doesn't speak of."""
    said = item.model_dump_json().casefold()
    return next(unit for unit, speaks in _UNITS.items() if not re.search(speaks, said))


def _may_be_same(one: str, other: str) -> bool:
    """Equal as text, or numbers that one may round to the other: not to be counted as wrong."""
    if _normal(one) == _normal(other):
        return True
    left, right = value(_bare(one)), value(_bare(other))
    if left is None or right is None:
        return False
    near = abs(left - right) <= max(abs(left), abs(right)) / 100
    return near or _rounded(left, other) == right or _rounded(right, one) == left


def _rounded(number: Fraction, like: str) -> Fraction:
    """To the decimal places of another number as it is written."""
    return round(number, len(like.rpartition(".")[2]) if "." in like else 0)


def _bare(text: str) -> str:
    """``5`` of ``x = 5``."""
    return text.rpartition("=")[2].strip()


# ---- peers -----------------------------------------------------------------------------------


def _normal(text: str) -> str:
    return re.sub(r"[\s$*]|\\left|\\right", "", plain(text)).casefold()


def _keys(item: Item) -> tuple[str, ...]:
    assert isinstance(item, NumericItem | AlgebraItem)
    return (item.answer, *item.accepted)


def _same_text(item: Item, answer: str) -> float:
    return float(any(_normal(answer) == _normal(key) for key in _keys(item)))


def _by_sympy(process: Process, item: Item, answer: str) -> float:
    try:
        return float(process.ask(sympy_equal, tuple(map(plain, _keys(item))), plain(answer)))
    except OutOfReach:
        return 0.0


def sympy_equal(keys: Sequence[str], answer: str) -> bool:
    """The difference simplifies to zero; both sides of an equation, in their order."""
    from sympy import simplify
    from sympy.parsing.sympy_parser import (
        convert_xor,
        implicit_multiplication,
        parse_expr,
        standard_transformations,
    )

    rules = (*standard_transformations, convert_xor, implicit_multiplication)

    def parsed(text: str) -> list[Any]:
        return [parse_expr(side, transformations=rules) for side in text.split("=")]

    said = parsed(answer)
    for key in map(parsed, keys):
        if len(key) == len(said) and all(
            simplify(one - other) == 0 for one, other in zip(key, said, strict=True)
        ):
            return True
    return False
