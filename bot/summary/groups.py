"""Small groups: who could work with whom, and why. Pure.

By *gap*: people who miss the same thing sit together, to be taught it again. *Mixed*: each group
has people who know and people who don't, to explain things to one another. Everybody is in exactly
one group, sizes differ by one at most, and pairs that must be kept apart are, or it is said that
it can't be done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.learner.class_log import Answer
from bot.summary.apart import Pair, kept_apart
from bot.summary.content import shares
from bot.summary.model import Share

Kind = Literal["gap", "mixed"]

KNOWN = 3
"""First answers before a concept counts for or against somebody."""
GAP = 0.6
"""Somebody with a smaller share has a gap there."""


@dataclass(frozen=True, slots=True)
class Student:
    id: str
    level: float
    """Share of first answers that were right, 0 to 1; the class's own for who gave none."""
    gaps: Mapping[str, Share]
    """Concepts (or units) they have a gap in, the largest gap first."""
    strong: Mapping[str, Share]
    """Concepts they have none in."""


@dataclass(frozen=True, slots=True)
class Group:
    members: tuple[str, ...]
    gap: str = ""
    """The concept that most of them miss; empty when they share none."""
    missing: int = 0
    """How many of them miss it."""
    helps: str = ""
    """Mixed: a concept that some know and others miss."""
    knowing: tuple[str, ...] = ()
    """Those who know it."""


@dataclass(frozen=True, slots=True)
class Grouping:
    groups: tuple[Group, ...]
    together: tuple[Pair, ...] = ()
    """Pairs that should be apart and aren't."""
    impossible: bool = False
    """True: no way of making these groups keeps all pairs apart. False with pairs in
    ``together``: none was found."""


def students(
    members: Collection[str], answers: Iterable[Answer], units: Mapping[str, str]
) -> list[Student]:
    """Everybody with what they know, from their first answers without help: by concept, or where
    answers are too few for gaps to be shared, by unit.

    Args:
        units: section -> id of its unit.
    """
    given = [answer for answer in answers if answer.learner in members and answer.alone]
    by_concept = _students(members, given)
    if _shared(by_concept) * 2 >= len(by_concept):
        return by_concept
    return _students(members, [a._replace(concepts=(units.get(a.section, ""),)) for a in given])


def _shared(people: Sequence[Student]) -> int:
    """How many have a gap that somebody else has, too."""
    counted = Counter(name for person in people for name in person.gaps)
    return sum(any(counted[name] > 1 for name in person.gaps) for person in people)


def _students(members: Collection[str], given: Sequence[Answer]) -> list[Student]:
    by_learner: dict[str, list[Answer]] = {who: [] for who in members}
    for answer in given:
        by_learner[answer.learner].append(answer)
    usual = sum(a.credit == 1 for a in given) / len(given) if given else 0.5
    return [_student(who, own, usual) for who, own in by_learner.items()]


def _student(who: str, own: Sequence[Answer], usual: float) -> Student:
    level = sum(answer.credit == 1 for answer in own) / len(own) if own else usual
    known = {name: Share(*counted) for name, counted in shares(own).items() if counted[1] >= KNOWN}
    ordered = sorted(known.items(), key=lambda each: (each[1].value, each[0]))
    gaps = {name: share for name, share in ordered if share.value < GAP}
    return Student(who, level, gaps, {n: s for n, s in known.items() if n not in gaps})


def group(
    people: Sequence[Student], size: int, kind: Kind, apart: Collection[Pair] = ()
) -> Grouping:
    """
    Args:
        size: of a group, about; at least 1. Groups are as many as it takes for none to be larger,
            unless one group would be of one person alone.
        apart: pairs of ids; those of others are passed over.
    """
    if not people:
        return Grouping(())
    sizes = _sizes(len(people), size)
    places = _by_gap(people, sizes) if kind == "gap" else _mixed(people, sizes)
    ids = {person.id for person in people}
    pairs = {(min(p), max(p)) for p in apart if p[0] != p[1] and set(p) <= ids}
    kept, impossible = kept_apart(places, pairs, sizes)
    by_id = {person.id: person for person in people}
    order = [person.id for person in people]
    rows = [sorted(row, key=order.index) for row in _rows(kept, len(sizes))]
    made = tuple(_reasoned([by_id[who] for who in row], kind) for row in rows)
    together = tuple(sorted(pair for pair in pairs if kept[pair[0]] == kept[pair[1]]))
    return Grouping(made, together, impossible and bool(together))


def _sizes(n: int, size: int) -> list[int]:
    count = -(-n // max(1, size))
    if count > 1 and size > 1 and n // count < 2:  # nobody works alone
        count = max(1, n // 2)
    return [n // count + (place < n % count) for place in range(count)]


def _rows(places: Mapping[str, int], count: int) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(count)]
    for who, place in places.items():
        rows[place].append(who)
    return rows


def _by_gap(people: Sequence[Student], sizes: Sequence[int]) -> dict[str, int]:
    """The gap that most share goes first: its people fill groups, then the next gap's."""
    left = {person.id: person for person in people}
    line: list[str] = []
    while left:
        counted: dict[str, int] = {}
        for person in left.values():
            for concept in person.gaps:
                counted[concept] = counted.get(concept, 0) + 1
        if not counted:
            rest = sorted(left.values(), key=lambda person: person.level)
            line += [person.id for person in rest]
            break
        concept = max(counted, key=lambda name: (counted[name], name))
        having = [person for person in left.values() if concept in person.gaps]
        having.sort(key=lambda person: person.gaps[concept].value)
        line += [person.id for person in having]
        for person in having:
            del left[person.id]
    places = [place for place, size in enumerate(sizes) for _ in range(size)]
    return dict(zip(line, places, strict=True))


def _mixed(people: Sequence[Student], sizes: Sequence[int]) -> dict[str, int]:
    """By level, dealt there and back, so that each group has of every level."""
    line = sorted(people, key=lambda person: (-person.level, person.id))
    room = list(sizes)
    places: dict[str, int] = {}
    forth = True
    waiting = iter(line)
    while len(places) < len(line):
        for place in range(len(room)) if forth else reversed(range(len(room))):
            if room[place]:
                places[next(waiting).id] = place
                room[place] -= 1
        forth = not forth
    return places


# ---- why -----------------------------------------------------------------------------------


def _reasoned(members: Sequence[Student], kind: Kind) -> Group:
    ids = tuple(person.id for person in members)
    missing: dict[str, list[str]] = {}
    for person in members:
        for concept in person.gaps:
            missing.setdefault(concept, []).append(person.id)
    if kind == "gap":
        shared = {name: who for name, who in missing.items() if len(who) > 1 or len(ids) == 1}
        gap = max(shared, key=lambda name: (len(shared[name]), name), default="")
        return Group(ids, gap=gap, missing=len(shared.get(gap, ())))
    knowing = {
        name: tuple(person.id for person in members if name in person.strong) for name in missing
    }
    both = {name: who for name, who in knowing.items() if who}
    helps = max(both, key=lambda name: (min(len(both[name]), len(missing[name])), name), default="")
    return Group(ids, helps=helps, knowing=both.get(helps, ()))
