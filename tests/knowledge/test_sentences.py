"""Cutting passages into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import split


def texts(markdown: str) -> list[str]:
    return [sentence.text for sentence in split(markdown)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Watson met B. F. Skinner. They talked.", ["Dr. Watson met B. F. Skinner.", "They talked."]),
        ("He slept at 6:00 a.m. in the lab. Then he woke.", ["He slept at 6:00 a.m. in the lab.", "Then he woke."]),
        ("Use e.g. Rats or pigeons. Done.", ["Use e.g. Rats or pigeons.", "Done."]),
        ("Pi is 3.14 today. It holds.", ["Pi is 3.14 today.", "It holds."]),
        ("So $x = 3. Y = 2$ holds. Next.", ["So $x = 3. Y = 2$ holds.", "Next."]),
        ("It costs $3.50 here. And $4 there.", ["It costs $3.50 here.", "And $4 there."]),
        ("¿Por qué? Porque sí. Últimos días.", ["¿Por qué?", "Porque sí.", "Últimos días."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
    ],
)  # fmt: skip
def test_where_sentences_end(markdown: str, expected: list[str]) -> None:
    assert texts(markdown) == expected


def test_only_prose_is_quoted() -> None:
    markdown = (
        "## Heading\n\n**Note:**\n\n| a | b |\n|---|---|\n\n```\ncode. More\n```\n\nProse here."
    )
    assert texts(markdown) == ["Prose here."]


def test_list_items_stand_alone() -> None:
    found = split(
        "Types of memory:\n\n- Sensory memory\n- Short-term\n  memory\n2. Long-term memory"
    )
    assert [(s.text, s.in_list) for s in found] == [
        ("Types of memory:", False),
        ("Sensory memory", True),
        ("Short-term memory", True),
        ("Long-term memory", True),
    ]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Dogs drool (Hunt, 2007).", "Dogs drool."),
        ("It is known (Garcia & Koelling, 1966; Holmes, 1993) today.", "It is known today."),
        ("Look at the curve (Figure 6.4).", "Look at the curve."),
        ("Ivan Pavlov (1849–1936) was Russian.", "Ivan Pavlov (1849–1936) was Russian."),
        ("The stimulus (UCS) is paired.", "The stimulus (UCS) is paired."),
    ],
)
def test_references_go_but_content_in_brackets_stays(raw: str, clean: str) -> None:
    assert texts(raw) == [clean]


@given(st.text(max_size=300))
def test_any_text_gives_sentences_of_its_own_words(markdown: str) -> None:
    words = set(markdown.split())
    for number, sentence in enumerate(split(markdown)):
        assert sentence.position == number
        assert sentence.text.strip() == sentence.text != ""
        # References and list marks go; nothing is added.
        assert all(
            any(part in word or word in part for word in words) for part in sentence.text.split()
        )
