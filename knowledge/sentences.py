"""Cut a passage into sentences that can be quoted on their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_ABBREVIATIONS = (
    "e.g i.e etc vs cf al Dr Mr Mrs Ms Prof St No Fig Figs Eq Sec Ch Vol Jr Sr approx Inc p pp "
    "U.S U.K a.m p.m Sra Dra Ud Uds ej p.ej pág núm aprox EE.UU"
).split()
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"])(?:" + "|".join(map(re.escape, _ABBREVIATIONS)) + r"|[A-Z](?:\.[A-Z])*)\.$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…][\"”’»)\]*_]*(?=\s+[\"“‘«(\[*_¿¡$]*[A-ZÀ-ÖØ-Þ0-9$])")
# As in Pandoc: no space inside the dollars and no digit after them, so prices are not maths.
_MATHS = re.compile(r"\$\$.+?\$\$|\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d)", re.DOTALL)
_CODE = re.compile(r"^(```|~~~).*?^\1\s*$", re.DOTALL | re.MULTILINE)
_LIST_MARK = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_NOT_PROSE = re.compile(r"^\s*(\||!\[|<!--|:::|>?\s*\[!|---|\*(?:Picture|Imagen):)")
_CAPTION = re.compile(r"^\*\*(?:Figure|Table|Figura|Tabla) [\w.]+\*\*\s*")
_CREDIT = re.compile(r"\s*\((?:credit|crédito)s?\b[^()]*(?:\([^()]*\)[^()]*)*\)", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…:;][\"”’»)\]*_]*$|\$$")
_SHORTEST_WITHOUT_END = 6
_LABEL = re.compile(r"^\*\*[^*]+\*\*[:.]?$")
_AS_BEFORE = re.compile(
    r"^(?:As|Como) (?:was |we |you |se |ya )*"
    r"(?:mention|discuss|describ|not|stat|learn|saw|explain|vimos|mencion|explic)\w*"
    r"(?: (?:earlier|above|before|previously|anteriormente|antes|arriba))?(?: in [^,]{3,40})?, (\w)"
)
_SOURCE = re.compile(
    r"\s*\((?:see |e\.g\.,? |véase )?"
    r"(?:[A-ZÀ-Þ][^()]{0,140}?,? \(?(?:n\.d\.|(?:1[6-9]|20)\d\d[a-z]?)(?:[;,] [^()]*)?|"
    r"(?:Figure|Table|Figura|Tabla|Fig\.) ?[\w.]+)\)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage, ready to be shown."""

    text: str
    paragraph: int
    """Number of the paragraph (or list item) within the passage."""
    position: int
    """Number within the passage."""
    in_list: bool = False
    opens_paragraph: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())


def tidy(text: str) -> str:
    """A sentence without author-year references, and pointers to what isn't shown with it."""
    text = _CREDIT.sub("", _CAPTION.sub("", text))
    text = _AS_BEFORE.sub(lambda found: found[1].upper(), _SOURCE.sub("", text))
    return re.sub(r"\s+", " ", text).replace(" .", ".").replace(" ,", ",").strip()


def split(markdown: str) -> list[Sentence]:
    """The sentences of a passage, in order, without headings, tables, pictures and code."""
    found: list[Sentence] = []
    for number, (block, in_list) in enumerate(_blocks(_CODE.sub("", markdown))):
        for place, text in enumerate(_cut(block)):
            clean = tidy(text)
            if any(char.isalnum() for char in clean) and (in_list or not _title(clean)):
                found.append(Sentence(clean, number, len(found), in_list, place == 0))
    return found


def _title(text: str) -> bool:
    """A line of its own that is no sentence."""
    bold = text.startswith("**") and text.endswith("**") and text.count("**") == 2
    return bold or (not _ENDS.search(text) and len(text.split()) < _SHORTEST_WITHOUT_END)


def _blocks(markdown: str) -> list[tuple[str, bool]]:
    """Paragraphs and list items as single lines, and whether each is a list item."""
    blocks: list[tuple[list[str], bool]] = []
    open_block = False
    for raw in markdown.splitlines():
        line = raw.strip().removeprefix("> ").strip()
        if not line or _HEADING.match(line) or _NOT_PROSE.match(line) or _LABEL.match(line):
            open_block = False
        elif _LIST_MARK.match(line):
            blocks.append(([_LIST_MARK.sub("", line)], True))
            open_block = True
        elif open_block:
            blocks[-1][0].append(line)
        else:
            blocks.append(([line], False))
            open_block = True
    return [(" ".join(lines), in_list) for lines, in_list in blocks]


def _cut(block: str) -> list[str]:
    maths = [match.span() for match in _MATHS.finditer(block)]
    cuts = [0]
    for match in _END.finditer(block):
        end = match.end()
        inside_maths = any(start < end < stop for start, stop in maths)
        if not inside_maths and not _ABBREVIATION.search(block[cuts[-1] : match.start() + 1]):
            cuts.append(end)
    cuts.append(len(block))
    return [block[a:b].strip() for a, b in pairwise(cuts) if block[a:b].strip()]
