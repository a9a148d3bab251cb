"""What a whole class may see singles nobody out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.summary import Scope
from bot.summary.model import Share
from bot.summary.sharing import SMALL, for_class, large, rounded, without_small
from tests.bot.summary.classes import DAY, NOW, a_class, answer, summed

counts = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 20), max_size=6)


@given(counts)
def test_small_cells_are_hidden_and_nobody_gets_them_by_subtracting(row: dict[str, int]) -> None:
    found = without_small(row)
    shown = {name: n for name, n in found.items() if n is not None}
    hidden = [row[name] for name in found if name not in shown]
    assert all(n == 0 or n >= SMALL for n in shown.values())
    # Who knows the total has the hidden ones' sum: one alone, or few, would be told by it.
    if shown and any(hidden):
        assert len(hidden) > 1
        assert sum(hidden) >= SMALL
    assert all(shown[name] == row[name] for name in shown)


@given(st.integers(0, 30), st.integers(1, 30))
def test_a_share_says_neither_all_nor_none(right: int, of: int) -> None:
    percent = rounded(Share(min(right, of), of))
    assert 5 <= percent <= 95
    assert percent % 5 == 0


answers = st.lists(
    st.tuples(
        st.integers(0, 11), st.sampled_from(("rays-1", "rays-2", "mirrors-1")), st.booleans()
    ),
    max_size=60,
)


@settings(deadline=None)
@given(answers)
def test_every_figure_has_a_crowd_behind_it(rows: list[tuple[int, str, bool]]) -> None:
    log = a_class(
        [f"s{n}" for n in range(12)],
        [
            answer(f"s{n}", item, right, said="true", belief="" if right else "Mixed up.")
            for n, item, right in rows
        ],
    )
    shown = for_class(summed(log))
    active = {n for n, _, _ in rows}
    assert shown.active is None or large(len(active), 12)
    assert shown.percent is None or len(active) >= SMALL
    if shown.hardest:
        concept = shown.hardest[0].concept
        assert len({n for n, item, _ in rows if item.startswith(concept)}) >= SMALL
    if shown.misconception:
        wrong = {n for n, _, right in rows if not right}
        assert len(wrong) >= SMALL
        assert shown.misconception.others >= SMALL
        assert all(count >= SMALL for _, count in shown.misconception.said)


def test_a_group_is_not_shared() -> None:
    with pytest.raises(ValueError, match="whole class"):
        for_class(summed(a_class(["ana"]), Scope(NOW - DAY, NOW, group="Blue")))
