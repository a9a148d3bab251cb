"""Small groups: whoever comes, everybody is in one, and who is kept apart stays apart."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.summary.groups import Group, Kind, Student, group, students
from bot.summary.model import Share
from tests.bot.summary.classes import answer

CONCEPTS = ("rays", "mirrors", "lenses")
UNITS = {"rays": "u1", "mirrors": "u1", "lenses": "u2"}
shares = st.integers(0, 5).map(lambda right: Share(right, 5))


def student(number: int, known: dict[str, Share]) -> Student:
    gaps = {name: share for name, share in known.items() if share.value < 0.6}
    strong = {name: share for name, share in known.items() if name not in gaps}
    level = sum(share.value for share in known.values()) / (len(known) or 1)
    return Student(f"s{number}", level, gaps, strong)


classes = st.lists(st.dictionaries(st.sampled_from(CONCEPTS), shares), max_size=14).map(
    lambda rows: [student(n, row) for n, row in enumerate(rows)]
)
kinds: st.SearchStrategy[Kind] = st.sampled_from(("gap", "mixed"))
pairs = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=10).map(
    lambda rows: [(f"s{one}", f"s{other}") for one, other in rows]
)


@settings(max_examples=200, deadline=None)
@given(classes, st.integers(1, 6), kinds, pairs)
def test_everybody_is_in_one_group(
    people: list[Student], size: int, kind: Kind, apart: list[tuple[str, str]]
) -> None:
    made = group(people, size, kind, apart)
    placed = [who for each in made.groups for who in each.members]
    assert sorted(placed) == sorted(person.id for person in people)
    sizes = {len(each.members) for each in made.groups}
    assert not sizes or max(sizes) - min(sizes) <= 1
    assert all(len(each.members) <= max(size, 3) for each in made.groups)
    if size > 1 and len(people) > 1:
        assert 1 not in sizes
    together = {
        (min(pair), max(pair))
        for pair in apart
        if pair[0] != pair[1] and any(set(pair) <= set(each.members) for each in made.groups)
    }
    assert set(made.together) == together  # what doesn't hold is said


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 7), st.integers(2, 3), kinds, st.data())
def test_what_can_be_kept_apart_is(n: int, size: int, kind: Kind, data: st.DataObject) -> None:
    people = [student(k, {}) for k in range(n)]
    ids = [person.id for person in people]
    apart = data.draw(st.lists(st.sampled_from(list(combinations(ids, 2))), max_size=6))
    made = group(people, size, kind, apart)
    sizes = [len(each.members) for each in made.groups]
    possible = any(
        not any(set(pair) <= set(row) for pair in apart for row in rows)
        for rows in _partitions(ids, sizes)
    )
    assert bool(made.together) is not possible
    assert made.impossible is (not possible)


def _partitions(ids: list[str], sizes: list[int]) -> list[list[tuple[str, ...]]]:
    """Every way to fill groups of these sizes."""
    if not sizes:
        return [[]]
    return [
        [row, *rest]
        for row in combinations(ids, sizes[0])
        for rest in _partitions([each for each in ids if each not in row], sizes[1:])
    ]


def test_a_gap_brings_people_together() -> None:
    low, high = Share(1, 5), Share(5, 5)
    people = [
        student(0, {"rays": low, "lenses": high}),
        student(1, {"rays": high, "lenses": low}),
        student(2, {"rays": low, "lenses": high}),
        student(3, {"rays": high, "lenses": low}),
    ]
    made = group(people, 2, "gap")
    assert made.groups == (
        Group(("s0", "s2"), gap="rays", missing=2),
        Group(("s1", "s3"), gap="lenses", missing=2),
    )


def test_mixed_groups_have_who_can_explain() -> None:
    low, high = Share(1, 5), Share(5, 5)
    people = [student(n, {"rays": high if n < 2 else low}) for n in range(4)]
    made = group(people, 2, "mixed")
    assert [(each.helps, each.knowing) for each in made.groups] == [
        ("rays", ("s0",)),
        ("rays", ("s1",)),
    ]
    assert [each.members for each in made.groups] == [("s0", "s3"), ("s1", "s2")]


def test_three_that_quarrel_and_two_groups() -> None:
    people = [student(n, {}) for n in range(4)]
    made = group(people, 2, "mixed", [("s0", "s1"), ("s1", "s2"), ("s0", "s2")])
    assert len(made.together) == 1
    assert made.impossible


def test_few_answers_are_looked_at_by_unit() -> None:
    items = ("rays-1", "mirrors-1", "mirrors-2")  # no concept has three answers, the unit does
    answers = [answer(who, item, False) for who in ("ana", "ben") for item in items]
    found = students(["ana", "ben", "cleo"], answers, UNITS)
    assert [list(each.gaps) for each in found] == [["u1"], ["u1"], []]
    assert found[2].level == found[0].level == 0.0  # nobody knows better
    more = [answer(who, f"rays-{n}", False) for who in ("ana", "ben") for n in (1, 2, 3)]
    assert [list(s.gaps) for s in students(["ana", "ben"], more, UNITS)] == [["rays"], ["rays"]]
