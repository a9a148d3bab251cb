"""What one learner can review: the deck, its order, and what a message during a review means."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learner.events import AttemptMade, Event, QuestionAsked, Reviewed
from bot.learner.memory import Key
from bot.skills.review import words
from bot.skills.review.deck import ROUND, Deck, deck, interleaved
from knowledge.course import Course
from tests.bot.learner.events import folded
from tests.bot.learner.test_memory import START, At
from tests.dialogs.courses import ESTADISTICA, PSYCHOLOGY


def made(*events: Event, course: Course = PSYCHOLOGY) -> Deck:
    happened = [At(START, event) for event in events]
    return deck(course, folded(happened), happened)


def asked(section: str, question: str = "why?", *, covered: bool = True) -> QuestionAsked:
    other = "classical" if section == "operant" else "operant"
    sections = (section, other) if covered else ()
    return QuestionAsked(course="psych", question=question, covered=covered, sections=sections)


def term(name: str, section: str = "classical", rating: int = 1) -> Reviewed:
    return Reviewed(
        course="psych", section=section, what=f"term:{name}", rating=rating, self_rated=True
    )


def test_a_course_gives_terms_and_items_with_a_sure_mark() -> None:
    assert [key.what for key in made().entries] == [
        "term:classical conditioning",
        "term:extinction",
        "item:neutral",
        "term:negative reinforcement",
        "term:punishment",
        "item:negative",
    ]


def test_what_is_new_comes_from_the_section_met_last() -> None:
    found = made(asked("classical"), asked("operant", "Isn't PUNISHMENT bad?"))
    assert found.met == ["operant", "classical"]
    assert found.to_add() == PSYCHOLOGY.units[1].sections[1]
    # The term they named comes first, whatever its place in the section.
    assert [key.what for key in found.new_terms("operant")] == [
        "term:punishment",
        "term:negative reinforcement",
    ]
    found = made(asked("operant"), asked("operant", covered=False), term("extinction"))
    assert [key.what for key in found.new_terms("classical")] == ["term:classical conditioning"]


def test_a_term_is_named_by_whole_words() -> None:
    question = QuestionAsked(
        course="estadistica", question="¿qué es la Mediana?", covered=True, sections=("centro",)
    )
    found = made(question, course=ESTADISTICA)
    assert [key.what for key in found.new_terms("centro")] == ["term:mediana", "term:media"]


def test_another_course_and_what_vanished_stay_out() -> None:
    elsewhere = term("extinction").model_copy(update={"course": "other"})
    gone = term("shaping")
    tried = AttemptMade(
        course="psych", section="operant", item="negative", concepts=(), answer="t", credit=0
    )
    found = made(elsewhere, gone, tried, asked("operant").model_copy(update={"course": "other"}))
    assert [key.what for key in found.cards] == ["item:negative"]
    assert found.met == ["operant", "classical"]


def test_a_round_is_short_and_mixed() -> None:
    missed = [term(name) for name in ("classical conditioning", "extinction")]
    missed += [term(name, "operant") for name in ("negative reinforcement", "punishment")]
    found = made(*missed)
    assert found.next_round(START) == []
    assert found.days_until_next(START) == 1
    queue = found.next_round(START + timedelta(days=1))
    assert [key.section for key in queue] == ["classical", "operant"] * 2
    assert len(queue) <= ROUND


keys = st.builds(Key, st.just("c"), st.sampled_from("abc"), st.uuids().map(str))


@given(st.lists(keys, max_size=8, unique=True))
def test_sections_alternate_wherever_they_can(given_keys: list[Key]) -> None:
    mixed = interleaved(given_keys)
    assert sorted(mixed) == sorted(given_keys)
    side_by_side = sum(one.section == other.section for one, other in pairwise(mixed))
    most = max(Counter(key.section for key in given_keys).values(), default=0)
    assert side_by_side == max(0, most - (len(given_keys) - most) - 1)


@pytest.mark.parametrize(
    ("text", "rating"),
    [("1", 1), ("Again", 1), ("idk", 1), ("difícil", 2), ("3", 3), ("good!", 3), ("FÁCIL", 4), ("5", None), ("good question", None)],
)  # fmt: skip
def test_ratings_in_words(text: str, rating: int | None) -> None:
    assert words.rating(text) == rating


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("anki", True),
        ("export it to Anki please", True),
        ("exportar a Anki", True),
        ("what is anki?", False),
        ("ankitis", False),
    ],
)
def test_anki_is_asked_for(text: str, wanted: bool) -> None:
    assert words.wants_anki(text) == wanted
