"""Answers to numeric items: value, precision and unit.

What counts, as a teacher would say it:

- The key's own precision is the tolerance, unless the author gave one.
- A unit that measures the same is converted (``500 cm`` for 5 m), but giving back a quantity of the
  question is no answer. One that measures something else is wrong. None at all is forgiven, and
  said.
- Where the key has no unit, one is fine if the exercise asks for it, or speaks of no other kind of
  unit. Where it speaks of several, it can't be told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from knowledge.course import NumericItem
from knowledge.grading.mark import Mark
from knowledge.grading.maths.compare import best, compared, likeliest
from knowledge.grading.maths.evaluate import NoValue, evaluate
from knowledge.grading.maths.expressions import HALF, is_expression, slip
from knowledge.grading.maths.grammar import Unreadable, read
from knowledge.grading.maths.nodes import Negative, Node, Number, Percent
from knowledge.grading.maths.requests import Request, request
from knowledge.grading.maths.written import Written, closeness, written
from knowledge.grading.quantities import Quantity, quantity
from knowledge.grading.units import UnknownUnit, asked_for, canonical, convert, mentioned, same_kind
from knowledge.text import fold

_WRONG_UNIT = Mark("wrong", remark="unit_wrong")
_PERCENT = re.compile(r"%|per ?cent|porcentaje|por ciento", re.IGNORECASE)
_DEGREES = re.compile(r"degree|grado|angle|angulo|°|circ", re.IGNORECASE)
_TEMPERATURES = {"degree_Celsius": "C", "degree_Fahrenheit": "F"}
"""``37 C`` is no charge where a temperature is asked for."""
_ROUNDING_ERROR = Fraction(1, 10**9)


def mark_number(item: NumericItem, answer: str, *, language: str = "en") -> Mark:
    """The mark of an answer (runs in the child process).

    Args:
        answer: without the words around it.
        language: how the learner writes numbers; keys have a decimal point.
    """
    try:
        said = quantity(answer, language)
    except Unreadable:
        return Mark("unsure", remark="unreadable")
    keys = [key for text in (item.answer, *item.accepted) if (key := _key(text)) is not None]
    if not keys:
        return Mark("unsure")
    return best(_with_unit(item, key, said) for key in keys)


def _key(text: str) -> Node | None:
    try:
        return read(text)
    except Unreadable:
        return None


@lru_cache(maxsize=512)
def _request(item: NumericItem) -> Request:
    return request(f"{item.stem}\n{item.question}")


@lru_cache(maxsize=512)
def _text(item: NumericItem) -> str:
    """Everything the exercise says."""
    hints = [text for hint in item.hints for text in (hint.title, hint.text)]
    return "\n".join((item.stem, item.question, *hints, item.solution))


@lru_cache(maxsize=512)
def _mentioned(item: NumericItem) -> frozenset[str]:
    return mentioned(_text(item))


@lru_cache(maxsize=512)
def _asked_for(item: NumericItem) -> frozenset[str]:
    return asked_for(_text(item))


# ---- units -----------------------------------------------------------------------------------


def _with_unit(item: NumericItem, key: Node, said: Quantity) -> Mark:
    if item.unit == "%" or said.is_percent:
        return _percent(item, key, said)
    if not said.unit:
        marked = _value(item, key, said)
        missing = item.unit and _canonical(item.unit) not in _mentioned(item)
        return replace(marked, remark="unit_missing") if _right(marked) and missing else marked
    if not item.unit:
        return _unasked(item, key, said)
    if said.money or item.unit in ("$", "€", "£"):
        return _value(item, key, said) if said.money == item.unit else _WRONG_UNIT
    given, wanted = _canonical(said.unit), _canonical(item.unit)
    if wanted in _TEMPERATURES and said.unit.strip().upper() == _TEMPERATURES[wanted]:
        given = wanted
    if fold(said.unit) == fold(item.unit) or (given and given == wanted):
        return _value(item, key, said)
    if not given:
        return _noun(item, key, said)
    return _converted(item, key, said) if wanted else Mark("unsure")


def _canonical(unit: str) -> str:
    """Empty for what is no unit."""
    try:
        return canonical(unit)
    except UnknownUnit:
        return ""


def _right(marked: Mark) -> bool:
    return marked.verdict == "right"


def _percent(item: NumericItem, key: Node, said: Quantity) -> Mark:
    """``50%``, ``50`` and ``0.5`` for a key of 50%, and ``50%`` for one of 0.5 or of 50 percent."""
    if said.unit:
        return _WRONG_UNIT
    exact, bare = _value(item, Percent(key), said), _value(item, key, said)
    if item.unit == "%":
        return best([exact, replace(bare, remark="unit_missing") if _right(bare) else bare])
    asked = _PERCENT.search(_text(item))
    return best([bare, exact]) if asked else bare


def _unasked(item: NumericItem, key: Node, said: Quantity) -> Mark:
    """The key has no unit, but the answer has one."""
    marked = _value(item, key, said)
    if not _right(marked):
        return marked
    text, given = _text(item), _canonical(said.unit)
    if said.money:
        known = said.money in text.replace("$$", "") or fold(said.unit) in fold(text)
        return marked if known else _WRONG_UNIT
    if not given:
        return _noun(item, key, said)
    if given in _asked_for(item) or (given == "degree" and _DEGREES.search(fold(text))):
        return marked
    if not _mentioned(item):
        return _WRONG_UNIT
    only_one = all(same_kind(each, given) for each in _mentioned(item))
    known = given in _mentioned(item) and only_one and not _asked_for(item)
    return marked if known else Mark("unsure", remark="unit_wrong")


def _noun(item: NumericItem, key: Node, said: Quantity) -> Mark:
    """``42 apples``: fine if the exercise is about apples."""
    marked = _value(item, key, said)
    words = re.findall(r"[^\W\d_]+", fold(said.unit))
    known = set(re.findall(r"[^\W\d_]+", fold(_text(item))))
    if item.unit or not _right(marked):
        return _WRONG_UNIT if item.unit else marked
    spoken_of = words and all({word, word.rstrip("s"), f"{word}s"} & known for word in words)
    return marked if spoken_of else Mark("unsure", remark="unit_wrong")


def _converted(item: NumericItem, key: Node, said: Quantity) -> Mark:
    """In another unit of the same kind."""
    exact = written(key)
    if exact is None:
        return Mark("unsure")
    target = convert(exact.value, item.unit, said.unit)
    if target is None:
        return _WRONG_UNIT
    limit = _limit(item, key)
    step, far = exact.step if limit is None else 2 * limit, None
    if step is not None:
        far = convert(exact.value + step, item.unit, said.unit)
    wanted = Written(target, None if far is None else abs(far - target), exact.digits)
    marked = likeliest(_near(wanted, reading, coarse=limit is None) for reading in said.readings)
    return Mark("wrong", remark="wrong_form") if marked.credit and _is_given(item, said) else marked


def _near(key: Written, reading: Node, *, coarse: bool) -> Mark:
    try:
        value = evaluate(reading)
    except NoValue:
        return Mark("unsure", remark="unreadable")
    if isinstance(value, complex):
        return Mark("wrong")
    if abs(Fraction(value) - key.value) <= abs(key.value) * _ROUNDING_ERROR:
        return Mark("right")
    match closeness(key.value, key, Fraction(value), written(reading)):
        case "same" | "rounded":
            return Mark("right")
        case "coarse" if coarse:
            return Mark("partly", credit=HALF, remark="rounded")
    return Mark("wrong")


def _is_given(item: NumericItem, said: Quantity) -> bool:
    """The question itself says this quantity: to convert it is the exercise."""
    text = " ".join(f"{item.stem} {item.question}".replace("$", " ").split())
    number = re.escape(said.number)
    return any(
        _canonical(unit) == _canonical(said.unit)
        for unit in re.findall(rf"(?<![\d.,]){number}\s*((?:°\s?)?[^\W\d_]+)", text)
    )


# ---- values ----------------------------------------------------------------------------------


def _value(item: NumericItem, key: Node, said: Quantity) -> Mark:
    """The mark of the number alone; of several readings the best counts."""
    return likeliest(_reading(item, key, reading) for reading in said.readings)


def _reading(item: NumericItem, key: Node, said: Node) -> Mark:
    limit = _limit(item, key)
    if limit is not None and is_expression(said):
        try:
            target, value = evaluate(key), evaluate(said)
        except NoValue:
            return Mark("unsure", remark="unreadable")
        if isinstance(target, complex) or isinstance(value, complex):
            return Mark("wrong")
        if abs(Fraction(target) - Fraction(value)) <= limit:
            return Mark("right")
        return Mark("wrong", remark=slip(key, said))
    asked = _request(item)
    key = _to_places(key, asked.places or 0)
    marked = compared(key, said, asked)
    if _right(marked) and (asked.places is not None or asked.significant) and _is_finer(said, key):
        return Mark("partly", credit=HALF, remark="too_precise")
    return marked


def _to_places(key: Node, places: int) -> Node:
    """A key of 0.5 that was to be given to four places is 0.5000."""
    if isinstance(key, Negative):
        return Negative(_to_places(key.of, places))
    if not isinstance(key, Number) or not re.fullmatch(r"\d+(?:\.\d+)?", key.text):
        return key
    whole, _, decimals = key.text.partition(".")
    if not decimals or len(decimals) >= places:
        return key
    return Number(key.value, f"{whole}.{decimals:0<{places}}")


def _is_finer(said: Node, key: Node) -> bool:
    """Not rounded as it was to be: more digits than the key has, and not just zeros."""
    one, other = written(said), written(key)
    if one is None or other is None or one.value == other.value or one.step is None:
        return False
    return one.step < (other.step or (1 if _is_whole(key) else 0))


def _is_whole(node: Node) -> bool:
    return isinstance(node, Number) and node.text.isdigit()


def _limit(item: NumericItem, key: Node) -> Fraction | None:
    """The author's tolerance; None when they gave none, or none that can be read."""
    found = _key(item.tolerance) if item.tolerance else None
    tolerance, exact = written(found) if found else None, written(key)
    if tolerance is None or exact is None:
        return None
    if isinstance(found, Percent):
        return abs(exact.value * tolerance.value)
    # It is meant in the unit that the key is written in.
    return tolerance.value / 100 if isinstance(key, Percent) else tolerance.value
