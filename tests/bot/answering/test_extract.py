"""Picking sentences: what the rules promise, with a similarity made of shared words."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.extract import Source, Wanted, extract
from knowledge.text import content_words

MEMORY = """Memory is the set of processes used to encode, store, and retrieve information.

There are several reasons why forgetting occurs. One is encoding failure, because what was never
stored can't be found. However, interference plays a part as well.

Now that you have learned about memory, let's take a look at sleep."""
SLEEP = "Sleep is a state marked by low levels of activity. It has several stages."


def overlap(question: str, texts: Sequence[str]) -> list[float]:
    asked = set(content_words(question, "en"))
    return [len(asked & set(content_words(text, "en"))) / (len(asked) or 1) for text in texts]


def source(text: str, key: str = "s", score: float = 1.0) -> Source:
    return Source(key=key, text=text, language="en", score=score)


def picked(question: str, *sources: Source, **options: object) -> list[str]:
    return [pick.text for pick in extract(question, sources, overlap, **options)]  # type: ignore[arg-type]


def test_neighbours_are_taken_together_and_in_order() -> None:
    found = picked("does forgetting come from encoding failure?", source(MEMORY), source(SLEEP))
    assert found[0] == "There are several reasons why forgetting occurs."
    assert found[1].startswith("One is encoding failure")


def test_a_sentence_that_leans_on_another_never_comes_first() -> None:
    found = picked("interference", source(MEMORY), wanted=Wanted(sentences=1, words=30))
    assert not any(text.startswith("However") for text in found)


def test_what_the_book_says_about_itself_is_left_out() -> None:
    found = picked("what is memory?", source(MEMORY))
    assert found[0].startswith("Memory is the set of processes")
    assert not any("take a look" in text for text in found)


def test_nothing_is_said_twice() -> None:
    first = picked("why does forgetting occur?", source(MEMORY))
    again = picked("why does forgetting occur?", source(MEMORY), said=frozenset(first))
    assert not set(first) & set(again)


def test_no_passages_no_answer() -> None:
    assert picked("why?") == []
    assert picked("why?", source("")) == []


@given(
    st.lists(st.text(max_size=120), max_size=6),
    st.text(max_size=60),
    st.integers(1, 6),
    st.integers(10, 150),
)
def test_limits_hold_and_words_are_the_courses_own(
    texts: list[str], question: str, sentences: int, words: int
) -> None:
    sources = [source(text, str(n)) for n, text in enumerate(texts)]
    found = extract(question, sources, overlap, wanted=Wanted(sentences=sentences, words=words))
    assert len(found) <= sentences
    assert sum(len(pick.text.split()) for pick in found) <= max(words, 70)
    assert len({pick.text for pick in found}) == len(found)
