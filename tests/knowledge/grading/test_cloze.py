"""Blanks, and which misspellings are forgiven."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.course import ClozeItem
from knowledge.grading.cloze import mark_cloze
from knowledge.grading.spelling import misspelt, same_words

TERMS = ("reinforcement", "punishment", "mitosis", "meiosis", "afferent", "efferent", "alkane")
TWO = ClozeItem(
    id="z",
    question="{{1}} conditioning was found by {{2}}.",
    blanks=(("Classical",), ("Pavlov", "Ivan Pavlov")),
)


def never(_: Sequence[str], __: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("said", "credit"),
    [
        ("classical, Pavlov", 1),
        ("classical; ivan pavlov", 1),
        ("1) classical 2) Pavlov", None),
        ("classical\nPavlov", 1),
        ("Classical conditioning was found by Pavlov.", 1),
        ("classical and Skinner", 0.5),
        ("operant, pavlov", 0.5),
        ("operant, skinner", 0),
        ("classical", None),
        ("a, b, c", None),
    ],
)
def test_each_blank_counts(said: str, credit: float | None) -> None:
    assert mark_cloze(TWO, said, (), never).credit == credit


def test_spelling_is_forgiven_and_said() -> None:
    marked = mark_cloze(TWO, "clasical, pavlov", ("operant conditioning",), never)
    assert (marked.verdict, marked.remark) == ("right", "spelling")


def test_a_number_is_compared_as_one() -> None:
    item = ClozeItem(id="z", question="{{1}} of it.", blanks=(("1/2",),))
    assert mark_cloze(item, "0.5", (), lambda forms, said: said == "0.5").verdict == "right"
    assert mark_cloze(item, "1/3", (), never).verdict == "wrong"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("reinforcment", "reinforcement"),
        ("renforcement", "reinforcement"),
        ("punishmnet", "punishment"),
        ("clasical conditioning", "classical conditioning"),
        ("short term memory", "short-term memory"),
        ("photosinthesis", "photosynthesis"),
    ],
)
def test_slips(said: str, key: str) -> None:
    assert misspelt(said, key, TERMS)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("meiosis", "mitosis"),
        ("efferent", "afferent"),
        ("hypotension", "hypertension"),
        ("alkene", "alkane"),
        ("sulfite", "sulfate"),
        ("intracellular", "intercellular"),
        ("punishment", "reinforcement"),
        ("cat", "car"),
        ("B12", "B6"),
        ("classical", "classical conditioning"),
        ("", "mitosis"),
    ],
)
def test_what_is_another_word(said: str, key: str) -> None:
    assert not misspelt(said, key, TERMS)


def test_same_words_whatever_case_accents_and_articles() -> None:
    assert same_words("The Média", "media")
    assert same_words("la media aritmética.", "Media aritmetica")
    assert not same_words("", "")
    assert not same_words("not positive", "positive")
    assert not same_words("5", "-5")
    assert not same_words("4x - 12", "4x + 12")
    assert same_words("short-term *memory*", "short-term memory")


@given(st.sampled_from(TERMS), st.sampled_from(TERMS))
def test_a_term_is_never_taken_for_another(one: str, other: str) -> None:
    assert not misspelt(one, other, TERMS)


@given(st.sampled_from(TERMS), st.integers(0, 12), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_what_is_as_near_to_another_term_is_not_forgiven(term: str, at: int, char: str) -> None:
    said = term[:at] + char + term[at + 1 :]
    forgiven = [key for key in TERMS if same_words(said, key) or misspelt(said, key, TERMS)]
    assert len(forgiven) <= 1
