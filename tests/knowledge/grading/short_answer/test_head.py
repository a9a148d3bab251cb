"""Evidence and the model over it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.short_answer.evidence import MEANING, SIGNS, Evidence
from knowledge.grading.short_answer.head import (
    BY_MEANING,
    BY_WORDS,
    MOST_OPPOSED,
    UNSUPPORTED,
    Head,
)

ALL: Evidence = dict.fromkeys((*MEANING, "shared"), 1.0) | {"opposition": 0.0, "length": 0.0}


@pytest.mark.parametrize("head", [BY_MEANING, BY_WORDS])
def test_weights_have_the_sign_of_their_evidence(head: Head) -> None:
    assert all(weight * SIGNS[name] > 0 for name, weight in head.weights.items())


@pytest.mark.parametrize("head", [BY_MEANING, BY_WORDS])
def test_all_of_the_key_is_right_and_nothing_of_it_is_wrong(head: Head) -> None:
    assert head.probability(ALL) > 0.9
    assert head.probability(dict.fromkeys(ALL, 0.0) | {"length": -1.0}) < 0.25


def test_a_few_words_and_a_near_meaning_are_no_proof() -> None:
    assert BY_MEANING.probability(ALL | {"agreement": 0.2, "shared": 3}) == UNSUPPORTED
    assert BY_MEANING.probability(ALL | {"agreement": 0.2, "shared": 9}) > 0.85


def test_the_opposite_is_unlikely_to_be_right() -> None:
    assert BY_MEANING.probability(ALL | {"opposition": 0.81}) == MOST_OPPOSED


@given(
    st.fixed_dictionaries(
        {name: st.floats(-9, 9) for name in ALL}
        | {"agreement": st.floats(0, 1), "shared": st.floats(0, 9)}
    )
)
def test_any_evidence_is_a_probability(evidence: Evidence) -> None:
    assert 0 <= BY_MEANING.probability(evidence) <= 1
