"""Pieces of text, cut anywhere, give the text that was meant."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.llm.deltas import Deltas


def put_together(*pieces: str) -> str:
    deltas = Deltas()
    return "".join([deltas.feed(piece) for piece in pieces]) + deltas.end()


def cut(text: str, every: int) -> list[str]:
    return [text[i : i + every] for i in range(0, len(text), every)]


@given(st.text(), st.integers(1, 9))
def test_nothing_depends_on_where_it_was_cut(text: str, every: int) -> None:
    assert put_together(*cut(text, every)) == put_together(text)


@given(st.text(alphabet="abc <>/thinké\n"), st.integers(1, 9))
def test_text_without_thoughts_stays_as_it_is(text: str, every: int) -> None:
    if not text.lstrip().startswith("<think>"):
        whole = put_together(*cut(text, every))
        assert whole.rstrip() == text.strip()


@given(st.text(alphabet="ab<>/ \n"), st.text(alphabet="xyz <>\n"), st.integers(1, 9))
def test_thoughts_are_left_out(thoughts: str, text: str, every: int) -> None:
    whole = put_together(*cut(f" <think>{thoughts}</think>\n{text}", every))
    assert whole.rstrip() == text.strip()


def test_halves_of_a_character_are_joined() -> None:
    assert put_together("so \ud83d", "\ude00 it is") == "so \U0001f600 it is"


@given(st.lists(st.text(alphabet=st.characters(categories=("Cs", "Ll")))))
def test_the_result_can_always_be_encoded(pieces: list[str]) -> None:
    put_together(*pieces).encode("utf-8")


@given(st.text())
def test_no_control_characters_come_through(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", put_together(text))


def test_thoughts_that_never_end_are_no_answer() -> None:
    assert put_together("<think>", "for ever and ever") == ""
