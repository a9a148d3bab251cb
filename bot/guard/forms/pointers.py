"""Patterns for how a text points to one of several options: by letter, number or place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ORDINALS = (
    ("first", "1st", "primera?", "primero", "top"),
    ("second", "2nd", "segund[ao]"),
    ("third", "3rd", "tercera?", "tercero"),
    ("fourth", "4th", "cuart[ao]"),
    ("fifth", "5th", "quint[ao]"),
    ("sixth", "6th", "sext[ao]"),
    ("seventh", "7th", "septim[ao]"),
    ("eighth", "8th", "octav[ao]"),
)
_LAST = ("last", "final", "bottom", "ultim[ao]")
_BEFORE_LAST = ("second to last", "second-to-last", "next to last", "penultimate", "penultim[ao]")
_NAMES = "alpha bravo charlie delta echo foxtrot golf hotel".split()
_NUMBERS = "one two three four five six seven eight".split()

_PLACED = "options?|choices?|answers?|alternatives?|opcion|respuesta|alternativa|(?:i|o)n the list"
THING = (
    r"(?:options?|choices?|answers?|letters?|alternatives?|graphs?|responses?|opcion(?:es)?"
    r"|respuestas?|letras?|alternativas?|incisos?|reponse|antwort|resposta|risposta|opcao|opzione)"
)
"""What an option is called."""
_ANSWER = (
    r"(?:(?<![a-z])(?:answer|ans|respuesta|antwort|reponse|resposta|risposta|key|solution|solucion)"
    r"|\\boxed)"
)
_BE = r"(?:is|are|was|'s|would be|must be|has to be|should be|es|seria|est|ist|e)"
_SIGN = r"(?:=|:|-+>|→)"
FILLER = (
    r"(?:just|clearly|actually|definitely|probably|simply|really|the|a la|la|el|option|choice"
    r"|letter|letra|opcion|correct|right|number|it|claramente)"
)
_PICK = (
    r"(?:pick(?:ed)?|cho(?:o)?se|said|select|go with|going with|go for|take|mark|circle|tick|click"
    r"|tap|try|say|vote for|bet on|trust|elige|escoge|marca|prueba|di)"
)
_RIGHT = (
    r"(?:right|correct|it|the (?:one|answer|right|correct|best|key)|best|true|your answer|fits?"
    r"|works?|wins?|correct[ao]|la (?:correcta|respuesta|buena)|(?:what|the one) (?:i|we))"
)
NOT = (
    r"(?:not|isn't|ain't|never|neither|nor|wrong|rule out|ruling out|eliminate|cross out|forget"
    r"|discard|drop|ignore|exclude|except|without|no es|no|ni|descarta|elimina|tampoco)"
)
WRONG = (
    r"(?:(?:is|are|'s|es|son)\s+(?:(?:all|both|also|definitely|clearly)\s+)?(?:wrong|incorrect|out"
    r"|false|eliminated|ruled out|not (?:right|correct|it)|falsas?|incorrectas?)"
    r"|(?:isn't|aren't|can't be|cannot be|no es|no son)\s+(?:right|correct|it|la correcta))"
)
_ALL_BUT = (
    r"(?:all but|every(?:thing|one)? (?:but|except)|any(?:thing)? (?:but|other than)"
    r"|all (?:of them )?except|todas? (?:menos|excepto|salvo))"
)


@dataclass(frozen=True, slots=True)
class Pointers:
    any: re.Pattern[str]
    """Near a match of this the others match, unless an option is told by its number."""
    tells: re.Pattern[str]
    """It is this one."""
    names: re.Pattern[str]
    """This one is spoken of."""
    excepted: re.Pattern[str]
    """All the others are not it."""


@lru_cache(maxsize=64)
def pointers(index: int, count: int) -> Pointers:
    """For the option at an index (from 0) of ``count``."""
    names = [chr(97 + index), *_NAMES[index : index + 1]]
    ordinals = "|".join(_ordinals(index, count))
    called = rf"[(\[{{\"']?(?:{'|'.join(names)})(?!\w|'\w)[)\]}}\"']?"
    spelled = "|".join([str(index + 1), *_NUMBERS[index : index + 1]])
    numbered = rf"#?(?:{spelled})(?![\w.,]?\d|\w)"
    placed = (
        rf"(?:{ordinals})(?:\s+(?:(?:right|correct|listed)\s+)?"
        rf"(?:one|{_PLACED}|of (?:the|them|these|those)|de (?:las|los|ellas))\b|(?=\W*(?:$"
        rf"|[.!?\n])))"
    )
    tells = (
        rf"(?:\b|(?='s)){_BE}\W+(?:{FILLER}\W+)*{called}(?!\s*(?:[-+*/^=(]|\d))",
        rf"\b{THING}\W*(?:{_BE}\W*)?(?:{FILLER}\W+)*{called}\s*(?:{_BE}\s+{_RIGHT})",
        rf"{_ANSWER}\W+(?:(?:{_BE}|{_SIGN})\W*)?(?:{FILLER}\W+)*(?:{called}|{numbered})",
        rf"\b{_PICK}\W+(?:{FILLER}\W+)*(?:{THING}\W+)?{called}",
        rf"(?<![\w'])(?:{THING}\s+)?{called}\s*,?\s*{_BE}\s+(?:{FILLER}\s+)*{_RIGHT}",
        rf"(?<![\w']){called}\s+as in\b",
        rf"(?:^|\n)\W{{0,6}}{called}\W{{0,6}}(?:$|\n)",
        rf"(?:^|[.!?:]\s)\W{{0,6}}{called}[.!?]+(?:\s|$)",
        rf"\b(?:{placed})(?=.{{0,40}}\b{_RIGHT}\b)",
        rf"(?:\b|(?='s))(?:{_BE}|{_PICK})\W+(?:{FILLER}\W+)*(?:{placed})",
        rf"\b(?:{_BE}|{_PICK})\W+(?:{FILLER}\W+)*(?:{THING}\W+|number |#){numbered}",
        rf"\b{THING}\W+{numbered}\s+{_BE}\s+{_RIGHT}",
        rf"(?:^|[.!?:]\s|\n)\W{{0,4}}(?:(?:the|la|el)\s+)?(?:{placed})\W{{0,4}}(?:$|\n)",
        *_neighbours(index, count),
    )
    around = [chr(97 + at) for at in (index - 1, index + 1) if 0 <= at < count]
    return Pointers(
        any=re.compile(rf"(?<!\w)(?:{'|'.join([*names, *around])}|{ordinals})(?!\w)"),
        tells=re.compile("|".join(tells)),
        names=re.compile(
            rf"\b{THING}\W{{1,3}}(?:{called}|{numbered})(?!\s*(?:,|/|or\b|and\b|o\b|y\b)\s*"
            r"(?:(?:and|or|y|o)\s+)?(?:[a-h]|\d)\b)"
            rf"|\b(?:{ordinals})\s+(?:option|choice|answer|opcion|respuesta)\b"
        ),
        excepted=re.compile(rf"\b{_ALL_BUT}\W+(?:{FILLER}\s+)*(?:{THING}\s+)?{called}"),
    )


def _ordinals(index: int, count: int) -> list[str]:
    found = [*_ORDINALS[index]] if index < len(_ORDINALS) else []
    if index == count - 1:
        found += _LAST
    if index == count - 2:
        found += _BEFORE_LAST
    if index * 2 == count - 1:
        found += ["middle", "(?:d|en )el medio"]
    return found or ["(?!)"]


def _neighbours(index: int, count: int) -> list[str]:
    """``the letter after A``, ``between A and C``."""
    one = rf"\b(?:{THING}|one)\s+(?:\w+\s+){{0,2}}?"
    before, after = chr(96 + index), chr(98 + index)
    found = []
    if index < count - 1:
        found.append(rf"{one}(?:before|above|preceding|antes de)\s+(?:{THING}\s+)?{after}\b")
    if index:
        found.append(rf"{one}(?:after|following|below|despues de)\s+(?:{THING}\s+)?{before}\b")
    if 0 < index < count - 1:
        found.append(rf"\bbetween\s+{before}\s+and\s+{after}\b")
    return found
