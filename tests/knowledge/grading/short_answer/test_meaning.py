"""Vectors of answers behind their questions."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.embed import EmbeddingError, MiniLM, Vectors
from knowledge.grading.short_answer.meaning import PAUSE, Meaning
from tests.fakes import NoEmbedder

minilm = MiniLM()
WHY = "Why did the bulb go out?"


def test_what_an_answer_adds_is_free_of_its_question() -> None:
    sense = Meaning(minilm).sense("there is a gap in the wire", WHY, "en")
    assert sense is not None
    assert float(np.linalg.norm(sense.added)) == pytest.approx(1, abs=1e-4)
    assert float(sense.added @ minilm.query(WHY)) == pytest.approx(0, abs=1e-4)


def test_near_and_far() -> None:
    meaning = Meaning(minilm)
    gap, broken, bored = (
        meaning.sense(text, WHY, "en")
        for text in ("there is a gap in the wire", "a wire is broken", "it was bored of shining")
    )
    assert gap and broken and bored
    assert gap.near(broken) > gap.near(bored)
    assert gap.recall(broken) > gap.recall(bored)
    assert gap.recall(gap) == pytest.approx(1, abs=0.01)


def test_a_question_that_fills_the_model_leaves_its_end() -> None:
    sense = Meaning(minilm).sense("gap " * 5, "why " * 2000, "en")
    assert sense is not None
    assert len(sense.words)


def test_none_where_words_must_do() -> None:
    assert Meaning(None).sense("gap", WHY, "en") is None
    assert Meaning(NoEmbedder()).sense("gap", WHY, "en") is None
    assert Meaning(minilm).sense("hueco", WHY, "es") is None


class Failing(MiniLM):
    calls = 0

    def tokens(self, text: str, *, behind: str) -> tuple[Vectors, Vectors]:
        self.calls += 1
        raise EmbeddingError("out of order")


def test_a_failing_embedder_is_left_alone_for_a_while() -> None:
    failing, now = Failing(), [0.0]
    meaning = Meaning(failing, clock=lambda: now[0])
    for _ in range(3):
        assert meaning.sense("gap", WHY, "en") is None
    assert failing.calls == 1
    now[0] += PAUSE + 1
    meaning.sense("gap", WHY, "en")
    assert failing.calls == 2
