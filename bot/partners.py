"""Who could study with whom: each knows what the other still has to learn, and both study at the
same times. Pure.

Nothing here says who somebody is; names are shared when both agreed to each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from bot.learner.events import Logged, PartnerAnswered, PartnerSought

EVENTS = ("partner_sought", "partner_answered")
"""The types that `standing` needs."""
STRONG, WEAK = 0.75, 0.6
"""Enough to explain it to somebody; shaky, as `/progress` says it."""
_ENOUGH = 3
"""Of concepts or times, more count no more."""
_HOURS = 4
"""Hours of a stretch of the day."""

Slot = tuple[int, int]
"""Weekday (0: Monday) and stretch of the day (0: from midnight), in UTC."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """What matters of somebody who looks for a partner."""

    learner: str
    strong: frozenset[str]
    """Ids of concepts."""
    weak: frozenset[str]
    slots: frozenset[Slot]


@dataclass(frozen=True, slots=True)
class Fit:
    """Why two fit, from one's side."""

    other: str
    helps: tuple[str, ...]
    """Concepts that the other knows and one doesn't."""
    needs: tuple[str, ...]
    """Concepts that one knows and the other doesn't."""
    slots: tuple[Slot, ...]

    @property
    def score(self) -> int:
        return sum(min(len(each), _ENOUGH) for each in (self.helps, self.needs, self.slots))


@dataclass(frozen=True, slots=True)
class Partnership:
    """Where one's search stands."""

    partner: str | None = None
    """What their partner may be called, when both agreed."""
    fit: Fit | None = None
    """Who could be it."""
    answered: bool = False
    """They said what they think of that."""
    wanted_by_them: bool = False
    """The other one said yes. Never shown."""


@dataclass(slots=True)
class Standing:
    """Who looks, and who said what to whom."""

    names: dict[str, str] = field(default_factory=dict)
    """Of those who look."""
    said: dict[tuple[str, str], bool] = field(default_factory=dict)
    """(who, to whom) -> agreed."""

    def partner(self, learner: str) -> str | None:
        """The one with whom both agreed, as long as both want it."""
        wanted = [other for (who, other), yes in self.said.items() if who == learner and yes]
        both = (other for other in wanted if self.said.get((other, learner)))
        return next((other for other in both if {learner, other} <= self.names.keys()), None)


def standing(course: str, events: Iterable[Logged]) -> Standing:
    """
    Args:
        events: everybody's `EVENTS`, oldest first.
    """
    found = Standing()
    for each in events:
        match each.event:
            case PartnerSought(course=c) as event if c == course and event.looking:
                found.names[each.learner_id] = event.name
            case PartnerSought(course=c) if c == course:
                found.names.pop(each.learner_id, None)
                # Who comes back begins afresh; what others said to them is over as well.
                gone = [pair for pair in found.said if each.learner_id in pair and found.said[pair]]
                for pair in gone:
                    del found.said[pair]
            case PartnerAnswered(course=c) as event if c == course:
                found.said[each.learner_id, event.other] = event.agreed
    return found


def fit(one: Seeker, other: Seeker) -> Fit | None:
    """None when one of them would gain nothing, or they never study at the same time."""
    helps = tuple(sorted(other.strong & one.weak))
    needs = tuple(sorted(one.strong & other.weak))
    slots = tuple(sorted(one.slots & other.slots))
    if not (helps and needs and slots) or one.learner == other.learner:
        return None
    return Fit(other.learner, helps, needs, slots)


def pairs(seekers: Sequence[Seeker], found: Standing) -> dict[str, Fit]:
    """For each who has somebody to be asked about: who, and why. Nobody is in two pairs; a pair of
    which one said no never comes again; one of which somebody said yes comes before others."""
    free = [s for s in seekers if s.learner in found.names and found.partner(s.learner) is None]
    ranked = []
    for one, other in combinations(sorted(free, key=lambda seeker: seeker.learner), 2):
        said = [
            found.said.get(pair)
            for pair in ((one.learner, other.learner), (other.learner, one.learner))
        ]
        fits = fit(one, other)
        if fits and False not in said:
            ranked.append((-said.count(True), -fits.score, one.learner, other.learner, fits))
    chosen: dict[str, Fit] = {}
    for *_, one_id, other_id, fits in sorted(ranked, key=lambda each: each[:4]):
        if one_id not in chosen and other_id not in chosen:
            chosen[one_id] = fits
            chosen[other_id] = Fit(one_id, fits.needs, fits.helps, fits.slots)
    return chosen


def slots(times: Iterable[datetime]) -> frozenset[Slot]:
    """When somebody studies, from when they did something lately."""

    return frozenset(
        (at.weekday(), at.hour // _HOURS) for at in (each.astimezone(UTC) for each in times)
    )


def by_mastery(beliefs: Mapping[str, tuple[float, int]]) -> tuple[frozenset[str], frozenset[str]]:
    """The concepts that are strong and weak enough to say so.

    Args:
        beliefs: by concept, what is believed and on how many answers.
    """
    known = {name: value for name, (value, n) in beliefs.items() if n >= 2}
    strong = frozenset(name for name, value in known.items() if value >= STRONG)
    return strong, frozenset(name for name, value in known.items() if value <= WEAK)


def moments(
    found: Collection[Slot], now: datetime, zone: ZoneInfo
) -> list[tuple[datetime, datetime]]:
    """The next beginning and end of each slot, in a learner's own zone, soonest first."""

    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    begins = [
        day + timedelta(days=(weekday - day.weekday()) % 7, hours=stretch * _HOURS)
        for weekday, stretch in found
    ]
    return [
        (at.astimezone(zone), (at + timedelta(hours=_HOURS)).astimezone(zone))
        for at in sorted(begins)
    ]
