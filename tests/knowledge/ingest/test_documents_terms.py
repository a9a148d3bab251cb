"""Key terms of documents."""

from __future__ import annotations

import pytest

from knowledge.ingest.blocks import Block
from knowledge.ingest.documents.terms import is_heading, taken_out


@pytest.mark.parametrize(
    "title",
    ["Key terms", "Glossary:", "5.2 Key Terms", "Waves: Glosario (p. 3–4)", "**Vocabulary**"],
)
def test_headings(title: str) -> None:
    assert is_heading(title)


@pytest.mark.parametrize("title", ["Terms of trade", "The key", "Definition", "Glossary of war"])
def test_other_headings(title: str) -> None:
    assert not is_heading(title)


@pytest.mark.parametrize(
    "text",
    [
        "**wave**: a disturbance that travels",
        "**wave:** a disturbance that travels",
        "wave: a disturbance that travels",
        "wave – a disturbance that travels",
        "- **wave** a disturbance that travels",
        "| Term | Meaning |\n| --- | --- |\n| wave | a disturbance that travels |",
    ],
)
def test_ways_to_write_a_definition(text: str) -> None:
    blocks = [
        Block("Sound moves."),
        Block("Key terms", 2),
        Block(text),
        Block("Next", 2),
        Block("x"),
    ]
    kept, terms = taken_out("Waves", blocks)
    assert terms == {"wave": "a disturbance that travels"}
    assert [block.text for block in kept] == ["Sound moves.", "Next", "x"]


def test_several_at_once() -> None:
    _, terms = taken_out("Glossary", [Block("- crest: the top\n- trough: the bottom")])
    assert terms == {"crest": "the top", "trough": "the bottom"}


def test_what_is_no_definition_stays() -> None:
    blocks = [
        Block("wave: this is not under such a heading"),
        Block("Key terms", 2),
        Block("Learn these by heart, and mind the spelling."),
        Block("- crest: the top\n- and so on"),
    ]
    kept, terms = taken_out("Waves", blocks)
    assert not terms
    assert kept == blocks


def test_nothing_to_take() -> None:
    assert taken_out("Waves", []) == ([], {})
