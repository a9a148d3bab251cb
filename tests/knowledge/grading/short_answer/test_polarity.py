"""The same, or the opposite?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.short_answer.opposites import opposed
from knowledge.grading.short_answer.polarity import Polarity, polarity, says_opposite
from knowledge.text import stem

KEY = "The pressure increases."
HEATED = "What happens to the pressure when it is heated?"


def of(answer: str, key: str = KEY, question: str = HEATED, language: str = "en") -> Polarity:
    return polarity(answer, key, question, language)


@pytest.mark.parametrize(
    "answer",
    [
        "It increases",
        "the pressure doesn't decrease",
        "increases",
        "The can is hot, so the pressure increases",
    ],
)
def test_the_same(answer: str) -> None:
    assert of(answer).agreement >= 0.6
    assert of(answer).opposition == 0


@pytest.mark.parametrize(
    "answer",
    ["It decreases", "the pressure does not increase", "it never increases", "it didnt increase"],
)
def test_the_opposite(answer: str) -> None:
    assert of(answer).opposition >= 0.8
    assert of(answer).agreement == 0


def test_a_not_turns_the_whole_round_whatever_is_behind_an_and() -> None:
    said = of("Plants do not use light and make sugar", "Plants use light and make sugar", "Why?")
    assert said.opposition == 1


def test_what_is_said_and_taken_back_is_contradictory() -> None:
    assert of("The pressure increases. The pressure does not increase.").contradictory
    assert not of("The pressure increases. The volume stays.").contradictory


def test_not_only_is_no_negation() -> None:
    assert of("it not only increases").agreement >= 0.6


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("the sun is bigger than the moon", "The moon is bigger than the sun"),
        ("in 1918", "in 1945"),
    ],
)
def test_places_around_than_and_numbers(answer: str, key: str) -> None:
    assert of(answer, key, "What?").agreement == 0


def test_spanish() -> None:
    key = "La presión aumenta."
    assert of("la presión disminuye", key, "¿Qué pasa?", "es").opposition >= 0.8
    assert of("no aumenta la presión", key, "¿Qué pasa?", "es").opposition >= 0.8
    assert of("aumenta la presión", key, "¿Qué pasa?", "es").agreement >= 0.8


@pytest.mark.parametrize(
    ("word", "other"),
    [("connected", "disconnected"), ("hypothermia", "hyperthermia"), ("more", "fewer")],
)
def test_opposites_both_ways(word: str, other: str) -> None:
    one, two = stem(word, "en"), stem(other, "en")
    assert opposed(one, two, "en")
    assert opposed(two, one, "en")


@pytest.mark.parametrize(("word", "other"), [("about", "bout"), ("more", "more"), ("in", "on")])
def test_no_opposites(word: str, other: str) -> None:
    assert not opposed(word, other, "en")


def test_the_opposite_of_one_key_may_be_another() -> None:
    assert says_opposite([Polarity(opposition=0.9), Polarity(agreement=0.3)])
    assert not says_opposite([Polarity(opposition=0.9), Polarity(agreement=0.9)])
    assert not says_opposite([Polarity(opposition=0.5)])
    assert not says_opposite([])


TEXTS = st.lists(
    st.sampled_from("pressure not increases decreases , . and volume than 2".split()), max_size=12
).map(" ".join)


@given(TEXTS, TEXTS)
def test_shares_are_shares_and_only_one_is_told(answer: str, key: str) -> None:
    told = of(answer, key)
    assert 0 <= told.agreement <= 1
    assert 0 <= told.opposition <= 1
    assert not (told.agreement and told.opposition)


@given(TEXTS)
def test_a_text_agrees_with_itself(text: str) -> None:
    assert of(text, text).opposition == 0
