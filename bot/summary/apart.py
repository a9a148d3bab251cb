"""Keeping pairs of people in different groups. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

Pair = tuple[str, str]
_TRIES = 20_000
"""Steps of the search."""


def kept_apart(
    places: dict[str, int], pairs: Collection[Pair], sizes: Sequence[int]
) -> tuple[dict[str, int], bool]:
    """The same groups with as few changes as it takes; whether it was shown to be impossible."""
    if not any(places[one] == places[other] for one, other in pairs):
        return places, False
    bound = dict.fromkeys(who for pair in sorted(pairs) for who in pair)
    enemies = {who: {*_others(who, pairs)} for who in bound}
    search = _Search(enemies, places, list(sizes))
    found = search.run(sorted(bound, key=lambda who: -len(enemies[who])))
    if found is None:
        return _fewest(places, pairs), search.left > 0
    return _filled(places, found, sizes), False


def _others(who: str, pairs: Iterable[Pair]) -> Iterable[str]:
    return (one if other == who else other for one, other in pairs if who in (one, other))


class _Search:
    """Places for those who are kept apart: depth first, where they were first of all."""

    def __init__(
        self, enemies: Mapping[str, set[str]], wanted: Mapping[str, int], room: list[int]
    ) -> None:
        self.left = _TRIES
        self._enemies = enemies
        self._wanted = wanted
        self._room = room
        self._found: dict[str, int] = {}

    def run(self, people: Sequence[str]) -> dict[str, int] | None:
        """None when there is none, or (``left`` is 0) when it took too long."""
        if len(self._found) == len(people):
            return dict(self._found)
        who = people[len(self._found)]
        taken = {self._found[each] for each in self._enemies[who] if each in self._found}
        tried = sorted(range(len(self._room)), key=lambda place: place != self._wanted[who])
        for place in tried:
            if place in taken or not self._room[place] or not self.left:
                continue
            self.left -= 1
            self._found[who], self._room[place] = place, self._room[place] - 1
            if found := self.run(people):
                return found
            del self._found[who]
            self._room[place] += 1
        return None


def _filled(
    places: Mapping[str, int], fixed: Mapping[str, int], sizes: Sequence[int]
) -> dict[str, int]:
    """The others stay where they were as long as there is room."""
    room = list(sizes)
    for place in fixed.values():
        room[place] -= 1
    found, moved = dict(fixed), list[str]()
    for who, place in places.items():
        if who in found:
            continue
        if room[place]:
            found[who] = place
            room[place] -= 1
        else:
            moved.append(who)
    free = [place for place, left in enumerate(room) for _ in range(left)]
    found.update(zip(moved, free, strict=True))
    return found


def _fewest(places: Mapping[str, int], pairs: Collection[Pair]) -> dict[str, int]:
    """Swaps that leave fewer pairs together, as long as there are any."""

    def together(found: Mapping[str, int]) -> int:
        return sum(found[one] == found[other] for one, other in pairs)

    best, count = dict(places), together(places)
    improved = True
    while improved and count:
        improved = False
        for who in sorted({who for pair in pairs for who in pair}):
            for other in places:
                trial = best | {who: best[other], other: best[who]}
                if (fewer := together(trial)) < count:
                    best, count, improved = trial, fewer, True
    return best
