"""What a learner points at when there are options: letters, numbers, or the words themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from knowledge.grading.spelling import misspelt, same_words, words_of
from knowledge.text import fold

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ONE = re.compile(
    r"(?:(?:the |la |el )?(?:option|choice|letter|number|answer|opcion|letra|numero|inciso)\s*)?"
    r"(?:la |el )?#?[(\[]?\s*([a-z]|\d{1,2})\s*[)\].:]*",
)
_LETTERED = re.compile(r"[(\[]?([a-z])[)\].:]+\s*(.+)", re.DOTALL)
_ORDINALS = {word: number for number, words in enumerate(
    ("first primera primero 1st", "second segunda segundo 2nd", "third tercera tercero 3rd",
     "fourth cuarta cuarto 4th", "fifth quinta quinto", "sixth sexta sexto"), 1
) for word in words.split()} | {"last": -1, "ultima": -1, "ultimo": -1}  # fmt: skip
_ORDINAL = re.compile(r"(?:the |la |el )?(\w+)(?: (?:one|option|choice|opcion))?")
_NOISE = re.compile(
    r"\\(?:left|right|text|mathrm)(?![a-z])|[\s$\\{}\"“”!?;:]|[.,](?!\d)",
)


def pointed(said: str, options: Sequence[str]) -> int | None:
    """Which option a text points at; None when it points at none, or at more than one.

    An option's own text comes first: "2" is the option "2" before it is the second one.
    """
    for same in (str.strip, _flat):
        exact = [at for at, option in enumerate(options) if same(option) == same(said)]
        if exact:
            return exact[0]
    folded = fold(said).strip(" .!?")
    if one := _ONE.fullmatch(folded):
        number = int(one[1]) - 1 if one[1].isdigit() else LETTERS.index(one[1])
        return number if 0 <= number < len(options) else None
    ordinal = _ORDINAL.fullmatch(folded)
    if ordinal and (number := _ORDINALS.get(ordinal[1], 0)) and number <= len(options):
        return number - 1 if number > 0 else len(options) - 1
    lettered = _LETTERED.fullmatch(folded)
    if lettered and (number := LETTERS.index(lettered[1])) < len(options):
        text = words_of(lettered[2])
        # "b) because …" points at b; "b) <text of another option>" contradicts itself.
        other = by_words(" ".join(text), options)
        return number if other in (None, number) else None
    return by_words(said, options)


def _flat(text: str) -> str:
    """Without what is typed now one way, now another; signs and decimal marks stay."""
    return _NOISE.sub("", fold(text))


def by_words(said: str, options: Sequence[str]) -> int | None:
    """The only option with these words, with a slip in them, or that is meant by some of them."""
    for fits in (_same, _slipped, _within, _contained):
        found = [at for at, option in enumerate(options) if fits(said, option, options)]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _same(said: str, option: str, _: Sequence[str]) -> bool:
    return same_words(said, option)


def _slipped(said: str, option: str, options: Sequence[str]) -> bool:
    """With a slip, and nearer to this option than to any other."""
    others = [other for other in options if other != option]
    if misspelt(said, option, others):
        return True
    one, wanted = " ".join(words_of(said)), " ".join(words_of(option))
    if len(wanted) < 20 or any(char.isdigit() for char in one + wanted):
        return False
    allowed = len(wanted) // 12
    near = OSA.distance(one, wanted, score_cutoff=allowed)
    return near <= allowed and all(
        OSA.distance(one, " ".join(words_of(other))) > near + allowed for other in others
    )


def _within(said: str, option: str, _: Sequence[str]) -> bool:
    """Some of the option's words, one behind the other, two of them or a long one at least."""
    given, wanted = words_of(said), words_of(option)
    enough = len(given) > 1 or (len(given) == 1 and len(given[0]) > 4)
    return enough and _same_numbers(said, option) and _run(given, wanted)


def _contained(said: str, option: str, options: Sequence[str]) -> bool:
    """The option's words stand in a short answer; no other option's first words do."""
    given, wanted = words_of(said), words_of(option)
    short = len(wanted) > 0 and len(given) <= 2 * len(wanted) + 4
    return short and _same_numbers(said, option) and _run(wanted, given)


def _same_numbers(one: str, other: str) -> bool:
    """The 2 in ``1/2`` isn't the option "2"."""
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)


def _run(part: Sequence[str], whole: Sequence[str]) -> bool:
    return any(
        all(map(_same_word, part, whole[at : at + len(part)]))
        for at in range(len(whole) - len(part) + 1)
    )


def _same_word(one: str, other: str) -> bool:
    """``decrease`` is ``decreases``."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 4 and long in (f"{short}s", f"{short}es"))
