"""Long Markdown is cut where it can be cut, and nothing is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.mathtext import formulas
from bot.messages import File, Text
from bot.rendering.split import split

_SAID = "the and of learning $x^2$ **bold** [one](http://x.y/z) end. So? 5".split()
_WORDS = st.lists(
    st.sampled_from([*_SAID, "$a + b = c$", "`code span here`", "[a link](http://x.y/z)"]),
    min_size=1,
    max_size=40,
).map(" ".join)
_BLOCKS = st.one_of(
    _WORDS,
    _WORDS.map(lambda words: f"## {words}"),
    st.lists(_WORDS, min_size=1, max_size=6).map(lambda items: "\n".join(f"- {i}" for i in items)),
    st.lists(_WORDS, min_size=1, max_size=6).map(
        lambda items: "\n".join(f"{n}. {i}" for n, i in enumerate(items, 1))
    ),
    st.lists(
        st.sampled_from(["x = 1", "", "    y()", "# no $heading$", "- no item"]), min_size=1
    ).map(lambda lines: "```python\n" + "\n".join(lines) + "\n```"),
    st.just("$$\\frac{a}{b} = c$$"),
    st.just("| a | b |\n|---|---|\n| 1 | 2 |"),
)
_MARKDOWN = st.lists(_BLOCKS, min_size=1, max_size=12).map("\n\n".join)


def texts(parts: list[Text | File]) -> list[str]:
    return [part.markdown for part in parts if isinstance(part, Text)]


def content(part: Text | File) -> str:
    return part.markdown if isinstance(part, Text) else part.data.decode()


@given(_MARKDOWN, st.integers(80, 400))
def test_every_piece_fits_and_no_word_is_lost(markdown: str, limit: int) -> None:
    parts = split(markdown, limit)
    assert all(0 < len(text) <= limit for text in texts(parts))
    bare = re.sub(r"```\w*", "", markdown)  # a fence that became a file has lost its marks
    found = re.sub(r"```\w*", "", " ".join(content(part) for part in parts))
    assert "".join(found.split()) == "".join(bare.split())


@given(_MARKDOWN, st.integers(80, 400))
def test_no_code_and_no_formula_is_cut(markdown: str, limit: int) -> None:
    parts = split(markdown, limit, most=1_000)
    whole = [f.latex for _, f in formulas(markdown)]
    pieces = [f.latex for part in texts(parts) for _, f in formulas(part)]
    files = sum(isinstance(part, File) for part in parts)
    assert pieces == whole or files
    fences = [t.content for t in MarkdownIt().parse(markdown) if t.type == "fence"]
    kept = [
        t.content for text in texts(parts) for t in MarkdownIt().parse(text) if t.type == "fence"
    ]
    code = [content(part) for part in parts if isinstance(part, File) and part.name == "code.py"]
    assert len(kept) + len(code) == len(fences)
    assert all(each in fences for each in kept)


@pytest.mark.parametrize("limit", [100, 2_000])
def test_what_fits_stays_as_it_is(limit: int) -> None:
    assert split("A *short* text.\n\n- one", limit) == [Text(markdown="A *short* text.\n\n- one")]
    assert split("\n \n", limit) == []


def test_a_text_is_cut_at_its_sentences() -> None:
    parts = split("One is here now. Two is here now. Three is here now.", 40)
    assert texts(parts) == ["One is here now. Two is here now.", "Three is here now."]


def test_a_list_is_cut_between_its_items() -> None:
    markdown = "Steps:\n\n1. first step\n   - with a detail\n2. second step\n3. third step"
    assert texts(split(markdown, 50)) == [
        "Steps:\n\n1. first step\n   - with a detail",
        "2. second step\n3. third step",
    ]


def test_code_that_is_too_long_becomes_a_file_in_its_place() -> None:
    code = "\n".join(f"print({n})" for n in range(30))
    before, file, after = split(f"Before.\n\n```python\n{code}\n```\n\nAfter.", 100)
    assert (before, after) == (Text(markdown="Before."), Text(markdown="After."))
    assert isinstance(file, File)
    assert (file.name, file.data.decode()) == ("code.py", code + "\n")


def test_a_formula_that_is_too_long_becomes_a_file() -> None:
    formula = "$$" + " + ".join(f"x_{{{n}}}" for n in range(40)) + "$$"
    before, file = split(f"Look at this one:\n{formula}", 100)
    assert before == Text(markdown="Look at this one:")
    assert isinstance(file, File)
    assert file.data.decode().strip() == formula


def test_a_word_without_an_end_does_not_break_it() -> None:
    parts = split("a" * 500, 100)
    assert "".join(content(part) for part in parts).strip() == "a" * 500


def test_what_comes_after_the_last_message_is_in_one_file_in_its_order() -> None:
    code = "```python\n" + "x = 1\n" * 30 + "```"
    parts = split("\n\n".join(["First paragraph."] * 6 + [code, "The end."]), 20, most=2)
    assert [type(part) for part in parts] == [Text, Text, File]
    assert content(parts[-1]).endswith(f"First paragraph.\n\n{code}\n\nThe end.\n")


def test_a_book_becomes_a_few_messages_and_a_file() -> None:
    book = "\n\n".join(f"Paragraph {n} says something." for n in range(100))
    parts = split(book, 100, most=3)
    assert [type(part) for part in parts] == [Text, Text, Text, File]
    assert "".join(" ".join(content(p) for p in parts).split()) == "".join(book.split())
