"""Where the evidence of an item stands: in what a section teaches, or in its exercises."""

from __future__ import annotations

from functools import lru_cache

from knowledge.course import Section
from knowledge.generation.words import line
from knowledge.sentences import split


def taught(section: Section) -> str:
    """All that is taught, as `words.line` folds it, one line a paragraph or sentence."""
    terms = (_lines(f"{term.name} {term.definition}") for term in section.terms)
    return "\n".join([_lines(section.text), _lines(section.summary), *terms])


def exercised(section: Section) -> str:
    """The same of the section's own items."""
    return "\n".join(_lines(f"{item.stem} {item.question}") for item in section.items)


def quoted(sentence: str, lines: str) -> bool:
    """Whether these words stand there in this order, whatever the typography."""
    return bool(line(sentence)) and f" {line(sentence)} " in lines


def stands(evidence: str, section: Section) -> bool:
    """Whether a section (still) says what a generated item rests on, every line of it."""
    lines = f"{taught(section)}\n{exercised(section)}"
    return all(quoted(sentence, lines) for sentence in evidence.splitlines() if sentence.strip())


def passage(evidence: str, section: Section) -> str:
    """The paragraphs of a section that say it; the evidence itself where it is of somewhere else
    (a key term, an exercise)."""
    lines = [each for each in evidence.splitlines() if each.strip()]
    blocks = [block for block in section.text.split("\n\n") if block.strip()]
    found = [block for block in blocks if any(quoted(each, _lines(block)) for each in lines)]
    return "\n\n".join(found) or "\n".join(lines)


@lru_cache(maxsize=4_096)
def _lines(text: str) -> str:
    sentences = (sentence.text for sentence in split(text))
    return "\n".join(f" {line(block)} " for block in (*text.split("\n\n"), *sentences))
