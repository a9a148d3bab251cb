from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from knowledge.fusion import fuse


def test_by_hand() -> None:
    words = np.array([4.0, 2.0, 0.0], dtype=np.float32)
    near = np.array([0.2, 0.4, 0.8], dtype=np.float32)

    fused = fuse(["a", "a", "b"], [words, near], {"a": 0.5, "b": 0.25})

    # words: a = 1 + 1/2·0.5 + 1/4·0.5 = 1.375, b = 0; near: a = 0.5·1 + 0.25·(0.5 + 0.25) = 0.6875
    # of b's 1.75; centroids: half of 1 and of 0.5.
    a, b = 1 + 0.6875 / 1.75 + 0.5, 0 + 1 + 0.25
    assert fused.sections == pytest.approx({"a": 1.0, "b": b / a})
    own = np.array([(1 + 0.25) / 2, (0.5 + 0.5) / 2, (0 + 1) / 2])
    np.testing.assert_allclose(fused.passages, (own + np.array([1, 1, b / a])) / 2, rtol=1e-6)


def test_nothing_found() -> None:
    fused = fuse([], [np.empty(0, dtype=np.float32)], {})

    assert fused.sections == {}
    assert fused.passages.tolist() == []


SIDE = arrays(np.float32, 12, elements=st.integers(-8, 400).map(lambda eighths: eighths / 8))


@given(SIDE, SIDE, st.floats(0.125, 8, width=32))
def test_scores_are_shares_and_do_not_depend_on_a_sides_scale(
    one: np.ndarray, two: np.ndarray, scale: float
) -> None:
    sections = ["a", "b", "c", "a", "b", "c", "a", "b", "c", "d", "e", "f"]

    fused = fuse(sections, [one, two], {})
    scaled = fuse(sections, [one * np.float32(scale), two], {})

    assert all(0 <= score <= 1 for score in fused.sections.values())
    assert fused.passages.min() >= 0 and fused.passages.max() <= 1
    np.testing.assert_allclose(fused.passages, scaled.passages, rtol=1e-3, atol=1e-5)
    assert list(fused.sections.values()) == sorted(fused.sections.values(), reverse=True)
