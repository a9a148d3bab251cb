"""Holds a model's answer against the passages it was given. Pure.

The model cites passages as ``[n]``. Here numbers that don't exist are taken out, the others are
turned into a list of sources, and an answer without any is called what it is: not grounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Citation
from bot.sanitise import safe, urls_in


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as the model saw it, and what it is cited as. Number n is the n-th, from 1."""

    citation: Citation
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer that may be shown."""

    markdown: str
    """``[n]`` in it is the n-th of ``citations``, from 1."""
    citations: tuple[Citation, ...]
    """The cited sections, in order of their first mention, each once."""
    unknown: int
    """How many citations were taken out because there is no such passage."""

    @property
    def grounded(self) -> bool:
        """False: nothing says where this comes from. Don't show it as an answer."""
        return bool(self.citations)


SUPPORTED = 0.25
"""Least share of an answer's words that must occur in its passages."""


def check(answer: str, sources: Sequence[Source]) -> Checked:
    """What of an answer can be shown, and what it cites."""
    reader = Reader(sources)
    markdown = reader.read(answer) + reader.end()
    return Checked(markdown.strip(), tuple(reader.cited), reader.unknown)


_CITATION = re.compile(
    r"(?P<space>[ \t]*)[\[【]\s*\^?(?:passages?\s+)?"
    r"(?P<numbers>\d{1,3}(?:\s*(?:[,;&–-]|and)\s*\d{1,3})*)\s*[\]】](?!\()",
    re.IGNORECASE,
)
_SPAN = re.compile(r"```[\s\S]*?(?:```|\Z)|`[^`\n]+`|\$\$[^$]+\$\$|\$[^$\n]+\$")


class Reader:
    """Checks an answer while it is still being written: what it returns can be shown at once."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.cited: list[Citation] = []
        self.unknown = 0
        self._sources = sources
        self._urls = {url for source in sources for url in urls_in(source.text)}
        self._urls |= {source.citation.url for source in sources if source.citation.url}
        self._pending = ""

    def read(self, piece: str) -> str:
        """Take the next piece; returns what is settled of all that came so far."""
        self._pending += piece
        cut = _settled(self._pending)
        ready, self._pending = self._pending[:cut], self._pending[cut:]
        return self._shown(ready)

    def supported(self, answer: str) -> bool:
        """Whether an answer speaks of what its passages speak of.

        A number in brackets alone proves nothing: this catches an answer that was talked away
        from the passages and cites one all the same. Only for an answer in the passages'
        language. Measured on three OpenStax books with their own summaries as answers: 1 in 100
        shares less than 30% (Spanish statistics) to 52% (psychology) of its words with passages
        of its section, half share 65% to 80%; with passages of another section of the same book
        half share 13% to 21%. Invented or injected text shares close to none.
        """
        said = _stems(answer)
        known = _stems(" ".join(source.text for source in self._sources))
        return len(said) < 6 or len(said & known) >= SUPPORTED * len(said)

    def end(self) -> str:
        """The rest."""
        ready, self._pending = self._pending, ""
        return self._shown(ready)

    def _shown(self, text: str) -> str:
        text, out, at = safe(text, self._urls), [], 0
        for span in _SPAN.finditer(text):  # a[0] in code and intervals in maths cite nothing
            out += [_CITATION.sub(self._renumbered, text[at : span.start()]), span[0]]
            at = span.end()
        return "".join([*out, _CITATION.sub(self._renumbered, text[at:])])

    def _renumbered(self, found: re.Match[str]) -> str:
        numbers = _numbers(found["numbers"])
        if len(numbers) > 1 and 0 in numbers:
            return found[0]  # an interval
        known = [n for n in numbers if 1 <= n <= len(self._sources)]
        self.unknown += len(numbers) - len(known)
        marks = dict.fromkeys(f"[{self._number(self._sources[n - 1].citation)}]" for n in known)
        return found["space"] + "".join(marks) if marks else ""

    def _number(self, citation: Citation) -> int:
        if citation not in self.cited:
            self.cited.append(citation)
        return self.cited.index(citation) + 1


def _numbers(text: str) -> list[int]:
    """``1, 3`` and ``2-4``."""
    numbers: list[int] = []
    for part in re.split(r"[,;&]|and", text):
        ends = [int(end) for end in re.split(r"[–-]", part)]
        whole = range(ends[0], ends[-1] + 1) if ends[0] <= ends[-1] <= ends[0] + 20 else ends
        numbers += whole
    return numbers


_WHOLE = re.compile(
    r"```[\s\S]*?```|(?!```)`[^`\n]*`|\$\$[^$]+\$\$|(?!\$\$)\$[^$\n]+\$"
    r"|[\[【](?:[^\[\]【】]|\[[^\[\]]*\])*[\]】](?:\((?:[^()]|\([^()]*\))*\)|(?!\())"
    r"|<[^>\s][^>]*>"
)


def _settled(text: str) -> int:
    """How much of a text can't change its meaning by what follows: up to the last space outside
    of brackets, code and mathematics. Nothing but a fence reaches over the end of a paragraph."""
    at = cut = 0
    while at < len(text):
        if text[at] in "[【<`$" and text[at : at + 2] not in ("< ", "<\n"):
            if whole := _WHOLE.match(text, at):
                at = whole.end()
                continue
            if text.startswith("```", at) or "\n\n" not in text[at:]:
                return cut
        elif text[at].isspace():
            cut = at
        at += 1
    return cut


def _stems(text: str) -> set[str]:
    """The beginnings of a text's longer words: near enough to a stem in any alphabet. Scripts
    that don't put spaces between words give too few to judge by."""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return {word[:5] for word in words if len(word) <= 20 and word < "\u3000"}
