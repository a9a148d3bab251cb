"""The answer without a model: key terms and the sentences of the course that fit best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.definitions import Definition
from bot.answering.extract import Picked, Similarity, Source, Wanted, extract
from bot.skills.ask.find import Found
from knowledge.course import Section

_MOST_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say, where it stands in the course, and which sentences it used up."""

    markdown: str
    sections: tuple[str, ...]
    """Section ids, the most important one first."""
    said: tuple[str, ...] = ()
    asks: bool = False
    """It ends with a question of its own."""


def compose(
    found: Found,
    similarity: Similarity,
    wanted: Wanted,
    *,
    said: frozenset[str] = frozenset(),
) -> Answer | None:
    """A few sentences that answer the question; None when the passages hold none."""
    definitions = [] if found.move else list(found.terms)
    lead = [_definition(definition) for definition in definitions]
    used = sum(len(line.split()) for line in lead)
    left = Wanted(
        sentences=max(1, wanted.sentences - len(lead)),
        words=max(35, wanted.words - used),
        plain=wanted.plain,
        interests=wanted.interests,
    )
    told = [f"{d.term.name} {d.term.definition}" for d in definitions]
    sources = _sources(found, definitions)
    picked = extract(_asked(found), sources, similarity, wanted=left, said=said, told=told)
    if not lead and not picked:
        return None
    sections = [definition.section.id for definition in definitions]
    sections += [pick.source.key for pick in picked]
    return Answer(
        "\n\n".join([*lead, *_paragraphs(picked)]),
        tuple(dict.fromkeys(sections))[:_MOST_SOURCES],
        (*(definition.term.definition for definition in definitions), *(p.text for p in picked)),
    )


_MOVE_WORDS = {"why": "why", "how": "how", "example": "for example", "simpler": "", "more": ""}


def _asked(found: Found) -> str:
    """The question with the word that says which sentences are wanted now."""
    word = _MOVE_WORDS.get(found.move.move, "") if found.move else ""
    return f"{found.question} {word}".strip()


def _definition(definition: Definition) -> str:
    name, text = definition.term.name, definition.term.definition
    return (
        f"**{name[:1].upper()}{name[1:]}**: {text}{'' if text.endswith(('.', '!', '?')) else '.'}"
    )


def _sources(found: Found, definitions: Sequence[Definition]) -> list[Source]:
    """Passages of reading text; for key terms, the sections that define them come first."""
    home = {definition.section.id for definition in definitions}
    hits = [hit for hit in found.hits if hit.passage.kind != "term"]
    hits.sort(key=lambda hit: hit.passage.section_id not in home)
    return [
        Source(
            key=hit.passage.section_id,
            text=hit.passage.text,
            language=hit.passage.language,
            score=hit.score,
        )
        for hit in hits
    ]


def _paragraphs(picked: Sequence[Picked]) -> list[str]:
    """Neighbouring sentences of one section run on; list items stay a list."""
    blocks: list[tuple[str, bool, list[str]]] = []
    for pick in picked:
        in_list = pick.sentence.in_list
        if blocks and blocks[-1][:2] == (pick.source.key, in_list):
            blocks[-1][2].append(pick.text)
        else:
            blocks.append((pick.source.key, in_list, [pick.text]))
    return [
        "\n".join(f"- {text}" for text in texts) if in_list and len(texts) > 1 else " ".join(texts)
        for _, in_list, texts in blocks
    ]


def overview(section: Section, similarity: Similarity, language: str) -> str:
    """What a section says, in short: its summary, else the sentences nearest to its title."""
    if section.summary:
        return section.summary
    source = Source(section.id, section.text[:12_000], language, 1.0)
    picked = extract(section.title, [source], similarity, wanted=Wanted(sentences=5, words=140))
    return " ".join(pick.text for pick in picked)
