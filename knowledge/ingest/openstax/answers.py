"""What a printed solution is: letters of choices, true or false, a number with a unit, or parts.

Works on Markdown, as the blocks are rendered, and decides nothing that is not plain to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.ingest.lines import bare
from knowledge.ingest.openstax.listing import ROMAN

_UNSOUND = re.compile(
    r"(?:graph:\s*)?(?:(?:student|individual|your)?\W*s?\s*(?:answers?|solutions?|responses?|results?|graphs?)"
    r"\s+(?:(?:will|may|can|could)\s+)?vary.*"
    r"|check (?:the )?students?\W*s? (?:solutions?|work|answers?).*"
    r"|(?:las )?(?:respuestas|soluciones)[^.]*\b(?:var[ií]an?|variar)\b.*"
    r"|(?:compruebe|verifique|revise) la (?:solución|respuesta) del estudiante.*"
    r"|(?:odpowiedzi mogą się różnić).*|as respostas (?:podem )?varia.*)",
    re.IGNORECASE | re.DOTALL,
)
_TRUE = re.compile(
    r"(?:the statement is )?(true|verdader[oa]|verdade(?:iro)?|prawda)\b[\s.,;:–—-]*", re.IGNORECASE
)
_FALSE = re.compile(r"(?:the statement is )?(false|fals[oa]|fałsz)\b[\s.,;:–—-]*", re.IGNORECASE)
_LETTER = r"\(?([a-z]|\d|[ivx]{1,4})\)?"
_ONE = re.compile(rf"(?:answer:?\s*|respuesta:?\s*)?{_LETTER}[.):]?", re.IGNORECASE)
_AND = r"(?:\s*[,;&]\s*(?:(?:and|or|y|e|o)\s+)?|\s+(?:and|or|y|e|o|i)\s+)"
_SEVERAL = re.compile(rf"{_LETTER}[.)]?(?:{_AND}{_LETTER}[.)]?)+", re.IGNORECASE)
_EXPLAINED = re.compile(rf"{_LETTER}\s*[.):;–—-]\s*(?=\S)(.{{3,}})", re.IGNORECASE | re.DOTALL)
_SAYS_MORE = re.compile(r"\\text\{[^}]*(?:[^\W\d_]{3}|\b(?:to|or|in|de|a|o|y)\b)|\\begin\{aligned")
"""Words in a formula, or several lines of it."""
_MARK = re.compile(
    r"(?:(?<=\n\n)|^)\(?([a-z])[.)]{1,2}(?:\s+|$)"
    r"|(?<!\S)\(([a-z])\)\s*[.)]?\s*"
    r"|(?<!\S)(?:\d+\.\s+)?([ⓐ-ⓩ])\s*"
)
"""``a. …`` where a paragraph begins, ``(a)`` and ``ⓐ`` anywhere."""
_CIRCLED = "".join(map(chr, range(ord("ⓐ"), ord("ⓩ") + 1)))
_LOOSE_MARK = re.compile(_MARK.pattern + r"|(?<=\s)([b-z])[.)]\s+")
"""Solutions run on: ``a. 5 ft/s b. 9 ft/s``."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A text cut at its letters (a), (b) …"""

    lead: str
    """What stands before (a)."""
    parts: dict[str, str]


def is_unsound(solution: str) -> bool:
    """“Answers will vary”: there is nothing to compare an answer with."""
    text = bare(solution)
    return not re.search(r"\w", text) or (len(text) < 120 and bool(_UNSOUND.fullmatch(text)))


def truth(solution: str) -> tuple[bool, str] | None:
    """True or false, and the explanation that follows."""
    text = solution.replace("**", "").strip()
    for pattern, value in ((_TRUE, True), (_FALSE, False)):
        found = pattern.match(text)
        if found and (found.end() == len(text) or re.search(r"[.,;:–—\n-]", found[0][-3:])):
            return value, text[found.end() :].strip()
    return None


def key(
    solution: str, choices: list[str], style: str = "alpha"
) -> tuple[tuple[int, ...], str] | None:
    """Positions of the right choices and the explanation; None when no letter is meant.

    ``style`` is how the choices are marked: a number is a mark only among numbered choices.
    """
    found = _key(solution, choices, style)
    return found if found and found[0] else None


def _key(solution: str, choices: list[str], style: str) -> tuple[tuple[int, ...], str] | None:
    text = bare(solution).rstrip(".")
    single = _ONE.fullmatch(text)
    if single:
        return _positions([single[1]], len(choices), style), ""
    if _SEVERAL.fullmatch(text):
        letters = re.split(_AND, text, flags=re.IGNORECASE)
        return _positions([letter.strip("(). ") for letter in letters], len(choices), style), ""
    same = [
        n
        for n, choice in enumerate(choices)
        if bare(choice).casefold().rstrip(".") == text.casefold()
    ]
    if len(same) == 1:
        return (same[0],), ""
    explained = _EXPLAINED.fullmatch(solution.strip())
    if explained and not _asks(choices) and not re.search(r"(?:\n\n|\s)\(?b[.)]\s", solution):
        return _positions([explained[1]], len(choices), style), _explanation(explained[2], choices)
    return None


def is_formula(solution: str) -> bool:
    """One formula and nothing else: an expression, an equation, a set, an interval."""
    if re.fullmatch(r"[(\[]\s*[-−\d./]+\s*,\s*[-−\d./]+\s*[)\]]", solution.strip()):
        return True
    found = re.fullmatch(r"\$(?!\$)([^$\n]+)\$[.;]?", solution.strip())
    return bool(found and not _SAYS_MORE.search(found[1]))


def _asks(choices: list[str]) -> bool:
    """Parts of a question rather than answers to it."""
    return any("?" in choice or "__" in choice for choice in choices)


def _explanation(text: str, choices: list[str]) -> str:
    """What is said beyond repeating the choice."""
    said = bare(text).casefold().strip(" .")
    return (
        ""
        if any(said == bare(choice).casefold().strip(" .") for choice in choices)
        else text.strip()
    )


def _positions(marks: list[str], count: int, style: str) -> tuple[int, ...]:
    """Where the marks point to; empty when one of them is none of these choices'."""
    places = [_position(mark.lower(), style) for mark in marks]
    sound = all(0 <= place < count for place in places)
    return tuple(dict.fromkeys(places)) if sound else ()


def _position(mark: str, style: str) -> int:
    if "roman" in style and mark in ROMAN:
        return ROMAN.index(mark)
    if mark.isdigit():
        return int(mark) - 1 if style == "arabic" else -1
    return ord(mark) - ord("a") if len(mark) == 1 else -1


def parts(markdown: str) -> Parts | None:
    """A question cut at (a), (b), (c) … if they come in order and there are several."""
    found = _cut(markdown, _MARK)
    return found if found and len(found.parts) > 1 and all(found.parts.values()) else None


def answered_parts(solution: str, asked: Parts) -> dict[str, str]:
    """What a solution says to each part; empty when it is not cut like the question.

    A part may be missing (books print every other answer), or be empty (it was a picture).
    """
    found = _cut(solution, _LOOSE_MARK, among=set(asked.parts))
    if found is None or found.lead:
        return {}
    return {letter: text.rstrip(" ;,") for letter, text in found.parts.items()}


def _cut(markdown: str, pattern: re.Pattern[str], among: set[str] | None = None) -> Parts | None:
    """Cut at (a), (b) … in order; with ``among``, at its letters, of which some may be missing."""
    found: list[tuple[str, int, int]] = []
    for mark in pattern.finditer(markdown):
        firm = next(filter(None, mark.groups()[:3]), "")
        letter = firm or mark[4]
        if letter in _CIRCLED:
            letter = chr(ord("a") + _CIRCLED.index(letter))
        last = found[-1][0] if found else ""
        due = letter == (chr(ord(last) + 1) if last else "a")
        if due or (among and firm and letter in among and letter > last):
            found.append((letter, mark.start(), mark.end()))
    if not found or (among and not among.issuperset(letter for letter, *_ in found)):
        return None
    ends = [*(start for _, start, _ in found[1:]), len(markdown)]
    cut = {letter: markdown[end:until].strip()
           for (letter, _, end), until in zip(found, ends, strict=True)}  # fmt: skip
    return Parts(markdown[: found[0][1]].strip(), cut)
