from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from knowledge.passages import LONGEST_BLOCK, TARGET_WORDS, cut, passages
from tests.knowledge.searching import course, section, small_course

PARAGRAPH = "Words that fill a paragraph of some length. " * 8
TABLE = "| a | b |\n|---|---|\n" + "\n".join(f"| {n} | some cell |" for n in range(150))
BLOCKS = st.sampled_from(
    [
        PARAGRAPH,
        PARAGRAPH * 6,
        "Short.",
        "# Top",
        "## Heading",
        "### Deeper",
        "- one\n- two\n\n  with more\n- three",
        TABLE,
        "$$\nx = 1\n\ny = 2\n$$",
        "$$ never closed",
        "```python\n# no heading\n\nx = 1\n```",
        "> quoted\n> text",
        "[link]: https://example.org",
        "line\x0bwith \x85odd\u2028separators",
        "1. first\n2. second",
        "<div>\n\nhtml\n\n</div>",
    ]
)


@given(st.lists(BLOCKS, max_size=12))
def test_nothing_is_lost_and_nothing_added(blocks: list[str]) -> None:
    markdown = "\n\n".join(blocks)

    pieces = cut(markdown)

    headings = {"# Top", "## Heading", "### Deeper"}
    body = " ".join(block for block in blocks if block not in headings)
    assert Counter(" ".join(text for _, text in pieces).split()) == Counter(body.split())


def test_a_passage_stands_under_all_its_headings_and_never_crosses_one() -> None:
    pieces = cut(
        "Intro.\n\n## Senses\n\n### Taste\n\nSweet.\n\n### Smell\n\nRoses.\n\n## End\n\nBye."
    )

    assert pieces == [
        ("", "Intro."),
        ("Senses › Taste", "Sweet."),
        ("Senses › Smell", "Roses."),
        ("End", "Bye."),
    ]


def test_paragraphs_are_packed_up_to_the_target_and_stay_whole() -> None:
    paragraphs = [f"Paragraph {n}. " + " ".join(["word"] * 58) for n in range(6)]

    texts = [text for _, text in cut("\n\n".join(paragraphs))]

    assert [len(text.split()) for text in texts] == [120, 120, 120]
    assert texts[0] == f"{paragraphs[0]}\n\n{paragraphs[1]}"


def test_tables_code_and_equations_are_never_broken() -> None:
    code = "```\n" + "\n\n".join(f"line {n} of the program" for n in range(80)) + "\n```"
    equation = "$$\n" + "x = 1 + 2 + 3 + 4 + 5 \\\\\n" * 40 + "\ny\n$$"

    for block in (TABLE, code, equation):
        assert block in [text for _, text in cut(f"{PARAGRAPH}\n\n{block}\n\n{PARAGRAPH}")]


def test_a_paragraph_that_is_too_long_is_cut_between_sentences() -> None:
    long = " ".join(f"This is sentence number {n} of a very long paragraph." for n in range(60))
    assert len(long.split()) > LONGEST_BLOCK

    texts = [text for _, text in cut(long)]

    assert len(texts) > 2
    assert all(text.endswith(".") and len(text.split()) <= TARGET_WORDS for text in texts)


def test_summary_and_terms_are_passages_of_their_own() -> None:
    kinds = [(each.kind, each.text) for each in passages(small_course())][:3]

    assert [kind for kind, _ in kinds] == ["text", "summary", "term"]
    assert kinds[2][1] == "**spring tide**: the highest tide of a month"


def test_the_heading_is_indexed_but_not_shown() -> None:
    (passage,) = passages(course(section("s", "Tides", "## Causes\n\nThe moon.", number="2.1")))

    assert passage.text == "The moon."
    assert passage.indexed == "2.1 Tides. Causes\nThe moon."


def test_the_hash_changes_with_what_is_indexed_and_with_nothing_else() -> None:
    (one,) = passages(course(section("a", "Tides", "The moon.")))
    (elsewhere,) = passages(course(section("b", "Tides", "The moon.", url="https://x.org"), id="c"))
    (other,) = passages(course(section("a", "Tides", "The sun.")))
    (moved,) = passages(course(section("a", "Ebb", "The moon.")))

    assert one.hash == elsewhere.hash
    assert len({one.hash, other.hash, moved.hash}) == 3
