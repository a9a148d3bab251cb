"""A text as a reader takes it in: without what only hides it, every character traceable.

Zero-width characters, Markdown's marks, HTML entities and percent-encoding go; look-alike letters,
full-width and circled characters, other scripts' digits become plain ones; long runs of blanks and
of one sign are shortened. LaTeX stays, because formulas are read from it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

Span = tuple[int, int]

_SPECIAL = re.compile(
    r"(?P<unseen>[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f"
    r"\ufeff\u20e3\U000e0000-\U000e01ef]+)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)"
    r"|(?P<percent>%[0-7][0-9A-Fa-f](?![0-9A-Fa-f]*%))"
    r"|(?P<mark>\*{2,}|(?<![\w\\])_{1,3}(?=(?:\d[\d.,/]*|[A-Za-z])_{1,3}(?!\w))|(?<=\d)_{1,3}(?!\w)"
    r"|(?<=(?<!\w)_[A-Za-z])_{1,3}(?!\w)|~~|\|\||`+"
    r"|(?<![\w)\]}])\*(?=[^\s*])|(?<=[^\s*\d])\*(?![\w($\\*]|\s*\d))"
    r"|(?P<blank>\s{4,})|(?P<run>(?P<same>[^\w\s])(?P=same){8,})"
    r"|(?P<latex>\\(?:left|right|displaystyle|text(?:bf|it|rm)?|math(?:bf|rm"
    r"|it))(?![A-Za-z])|\\[,;:!])"
)
_SUSPECT = re.compile(
    r"\s(?=\s{3})|([^\w\s])(?=\1{8})"
    r"|[&%*_~|`\\\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u20e3"
    r"\U000e0000-\U000e01ef]"
)
"""Where something special may begin: looking everywhere costs ten times as much."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LOOKALIKE = {
    **dict(zip("аеорсухіјѕһԁԛԝ", "aeopcyxijshdqw", strict=True)),
    **dict(zip("АВЕКМНОРСТХІЈЅ", "ABEKMHOPCTXIJS", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("οıɑɡ", "oiag", strict=True)),
    **dict.fromkeys("−–‐‑‒﹣－", "-"),
    **dict.fromkeys("’‘ʼ`´", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("\u00a0\u2007\u202f\u2009\u3000", " "),
    "×": "×", "⁄": "/", "∕": "/", "√": "√", "…": "…",
}  # fmt: skip
_SUPERSCRIPT = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))


@dataclass(frozen=True)
class Reading:
    """One way to read a text."""

    text: str
    """Plain characters; case as written, no accents."""
    starts: tuple[int, ...]
    """Where each run of unchanged characters begins in ``text`` …"""
    origins: tuple[int, ...]
    """… and in the original; the original's length at the end."""
    marks: tuple[int, ...] = ()
    """Where in ``text`` Markdown's marks stood: what is in bold stands out."""
    low: str = field(init=False)
    """``text`` in lower case, of the same length."""

    def __post_init__(self) -> None:
        low = self.text.lower()
        if len(low) != len(self.text):  # a capital that becomes two letters
            low = "".join(char.lower()[:1] for char in self.text)
        object.__setattr__(self, "low", low)

    def original(self, span: Span) -> Span:
        """Where a span of ``text`` stands in the original."""
        return self._origin(span[0]), self._origin(max(span[0], span[1] - 1)) + 1

    def _origin(self, at: int) -> int:
        run = bisect_right(self.starts, at) - 1
        # One character may have become several: ½ is " 1/2".
        return min(self.origins[run] + at - self.starts[run], self.origins[run + 1] - 1)


def read(text: str) -> Reading:
    """What a person sees. Linear in the text."""
    built = _Builder()
    at = 0
    for suspect in _SUSPECT.finditer(text):
        found = _SPECIAL.match(text, suspect.start()) if suspect.start() >= at else None
        if not found:
            continue
        built.copy(text, at, found.start())
        match found.lastgroup:
            case "mark":
                built.mark()
            case "blank":
                built.put("\n" if "\n" in found[0] else " ", found.start())
            case "run" | "same":
                built.put(found["same"] * 3, found.start())
            case "entity":
                built.put(html.unescape(found[0]), found.start())
            case "percent":
                built.put(chr(int(found[0][1:], 16)), found.start())
            case _:
                pass
        at = found.end()
    built.copy(text, at, len(text))
    return built.reading(len(text))


class _Builder:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._marks: list[int] = []

    def mark(self) -> None:
        self._marks.append(self._length)

    def put(self, said: str, origin: int) -> None:
        self._starts.append(self._length)
        self._origins.append(origin)
        self._parts.append(said)
        self._length += len(said)

    def copy(self, text: str, start: int, end: int) -> None:
        at = start
        for found in _NOT_ASCII.finditer(text, start, end):
            if at < found.start():
                self.put(text[at : found.start()], at)
            at = found.end()
            raised = found[0] in _SUPERSCRIPT and text[at - 2 : at - 1] not in _SUPERSCRIPT
            self.put(f"^{_plain(found[0])}" if raised else _plain(found[0]), found.start())
        if at < end:
            self.put(text[at:end], at)

    def reading(self, length: int) -> Reading:
        origins = (*self._origins, length)
        return Reading("".join(self._parts), tuple(self._starts), origins, tuple(self._marks))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in _LOOKALIKE:
        return _LOOKALIKE[char]
    if char in _SUPERSCRIPT:
        return _SUPERSCRIPT[char]
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    if unicodedata.numeric(char, None) is not None and unicodedata.decomposition(char).startswith(
        "<fraction>"
    ):
        return f" {unicodedata.normalize('NFKC', char).replace('⁄', '/')}"
    name = unicodedata.name(char, "")
    squared = re.fullmatch(
        r"(?:NEGATIVE |CROSSING )?(?:SQUARED|CIRCLED)(?: LATIN CAPITAL LETTER)? (\w)"
        r"|REGIONAL INDICATOR SYMBOL LETTER (\w)",
        name,
    )
    if squared:
        return squared[1] or squared[2]
    decomposed = unicodedata.normalize("NFKD", char)
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return "".join(_LOOKALIKE.get(each, each) for each in plain)
