"""Matching study partners: rules that hold whoever looks."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.learner.events import Event, PartnerAnswered, PartnerSought
from bot.learner.store import StoredEvent
from bot.partners import Seeker, Standing, by_mastery, fit, moments, pairs, slots, standing

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
_SETS = st.frozensets(st.sampled_from("abcdef"), max_size=4)
_SLOTS = st.frozensets(st.tuples(st.integers(0, 6), st.integers(0, 5)), max_size=4)
SEEKERS = st.lists(
    st.builds(Seeker, st.sampled_from([f"p{n}" for n in range(8)]), _SETS, _SETS, _SLOTS),
    unique_by=lambda seeker: seeker.learner,
)
SAID = st.dictionaries(
    st.tuples(*[st.sampled_from([f"p{n}" for n in range(8)])] * 2), st.booleans()
)


@given(SEEKERS, SAID, st.randoms())
def test_pairs(
    seekers: list[Seeker], said: dict[tuple[str, str], bool], rng: random.Random
) -> None:
    found = Standing({s.learner: "" for s in seekers if s.learner != "p7"}, said)
    chosen = pairs(seekers, found)
    shuffled = seekers[:]
    rng.shuffle(shuffled)
    assert pairs(shuffled, found) == chosen
    by_id = {seeker.learner: seeker for seeker in seekers}
    for one, fits in chosen.items():
        back = chosen[fits.other]
        assert back.other == one and (back.helps, back.needs) == (fits.needs, fits.helps)
        assert fits.helps and fits.needs and fits.slots
        assert set(fits.helps) <= by_id[fits.other].strong & by_id[one].weak
        assert False not in (said.get((one, fits.other)), said.get((fits.other, one)))
        assert found.partner(one) is None and "p7" not in (one, fits.other)
    # Nobody who is left could still be put together.
    left = [s for s in seekers if s.learner not in chosen and found.partner(s.learner) is None]
    for one in left:
        for other in left:
            no = False in (
                said.get((one.learner, other.learner)), said.get((other.learner, one.learner))
            )  # fmt: skip
            assert no or "p7" in (one.learner, other.learner) or fit(one, other) is None


def test_a_yes_comes_before_a_better_fit() -> None:
    both = frozenset({(0, 4)})
    ana = Seeker("ana", frozenset("ab"), frozenset("cd"), both)
    ben = Seeker("ben", frozenset("c"), frozenset("a"), both)
    cleo = Seeker("cleo", frozenset("cd"), frozenset("ab"), both)
    names = dict.fromkeys(("ana", "ben", "cleo"), "")
    assert pairs([ana, ben, cleo], Standing(names))["ana"].other == "cleo"
    found = Standing(names, {("ana", "ben"): True})
    assert pairs([ana, ben, cleo], found)["ana"].other == "ben"
    found = Standing(names, {("ana", "ben"): True, ("ben", "ana"): False})
    assert pairs([ana, ben, cleo], found)["ana"].other == "cleo"


def test_who_stops_is_nobodys_partner() -> None:
    def log(*events: tuple[str, Event]) -> list[StoredEvent]:
        return [StoredEvent(n, who, NOON, event) for n, (who, event) in enumerate(events)]

    looks = PartnerSought(course="c", name="N")
    agreed = [
        ("ana", looks),
        ("ben", looks),
        ("ana", PartnerAnswered(course="c", other="ben", agreed=True)),
        ("ben", PartnerAnswered(course="c", other="ana", agreed=True)),
    ]
    assert standing("c", log(*agreed)).partner("ana") == "ben"
    assert standing("other", log(*agreed)).partner("ana") is None
    stops = ("ben", PartnerSought(course="c", looking=False))
    assert standing("c", log(*agreed, stops)).partner("ana") is None
    again = standing("c", log(*agreed, stops, ("ben", looks)))
    assert again.partner("ana") is None and "ben" in again.names


def test_times_and_mastery() -> None:
    assert slots([NOON, NOON + timedelta(hours=3)]) == {(4, 3)}
    begin, end = moments([(4, 3)], NOON, ZoneInfo("America/Bogota"))[0]
    assert (begin.hour, end.hour) == (7, 11) and begin.weekday() == 4
    assert by_mastery({"a": (0.9, 5), "b": (0.3, 2), "c": (0.1, 1), "d": (0.7, 9)}) == (
        {"a"},
        {"b"},
    )
