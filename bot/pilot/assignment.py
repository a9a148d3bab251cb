"""Who gets which arm: drawn by lot, the same for the same seed, balanced by prior level.

Within each stratum the arms come in blocks, each arm once a block in an order of its own, so that
at no moment two arms of a stratum differ by more than one. Whoever comes later continues the
blocks: nobody's arm ever changes.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from statistics import fmean

from bot.learner.events import (
    Arm,
    AttemptMade,
    Level,
    Logged,
    PilotAssigned,
    PilotPlanned,
)
from bot.learner.membership import Member
from knowledge.text import fold

_FEWEST_ANSWERS = 3
"""Below these nothing is said about how somebody did before."""
_GROUPS_A_HALF = 2
"""Groups an arm, for each half by prior level, without which they are drawn all together."""


def draw(
    plan: PilotPlanned, strata: Mapping[str, str], before: Counter[str] | None = None
) -> dict[str, Arm]:
    """The arm of each unit.

    Args:
        strata: by the unit's name.
        before: how many of each stratum were drawn earlier.
    """
    before = before or Counter()
    drawn: dict[str, Arm] = {}
    for stratum in sorted(set(strata.values())):
        names = sorted(
            (name for name, of in strata.items() if of == stratum),
            key=lambda name: _hash(plan, name),
        )
        for place, name in enumerate(names, before[stratum]):
            block, position = divmod(place, len(plan.arms))
            drawn[name] = _block(plan, stratum, block)[position]
    return drawn


def _hash(plan: PilotPlanned, name: str) -> str:
    return sha256(f"{plan.pilot} {plan.seed} {name}".encode()).hexdigest()


def _block(plan: PilotPlanned, stratum: str, block: int) -> list[Arm]:
    chance = random.Random(_hash(plan, f"{stratum} {block}"))  # noqa: S311 - a seeded lot
    return chance.sample(plan.arms, len(plan.arms))


# ---- a class -------------------------------------------------------------------------------


def assign(
    plan: PilotPlanned, students: Sequence[Member], prior: Mapping[str, float | None]
) -> list[tuple[str, PilotAssigned]]:
    """The lot for a class, with whose each is. Where groups are drawn, who is in none is left out.

    Args:
        prior: share of right answers before the pilot, by learner; None: too few to say.
    """
    levels = levels_of({student.learner: prior.get(student.learner) for student in students})
    if plan.unit == "student":
        arms = draw(plan, levels)
        strata: Mapping[str, str] = levels
        clusters = dict.fromkeys(levels, "")
    else:
        clusters = {each.learner: fold(each.group) for each in students if each.group}
        halves = _halves(plan, clusters, prior)
        by_group = draw(plan, halves)
        arms = {learner: by_group[group] for learner, group in clusters.items()}
        strata = {learner: halves[group] for learner, group in clusters.items()}
    return [
        (
            learner,
            PilotAssigned(
                course=plan.course,
                pilot=plan.pilot,
                arm=arm,
                level=levels[learner],
                cluster=clusters[learner],
                stratum=strata[learner],
            ),
        )
        for learner, arm in sorted(arms.items())
    ]


def assign_late(
    plan: PilotPlanned, learner: str, group: str, earlier: Iterable[PilotAssigned]
) -> PilotAssigned | None:
    """The lot for somebody who came after the approval; None where groups are drawn and theirs
    wasn't: a group that appears later is no part of the pilot."""
    before = [event for event in earlier if event.pilot == plan.pilot]
    if plan.unit == "student":
        arm: Arm | None = draw(
            plan, {learner: "unknown"}, Counter(event.stratum for event in before)
        )[learner]
        stratum, cluster = "unknown", ""
    else:
        cluster = fold(group)
        mine = next((event for event in before if group and event.cluster == cluster), None)
        arm, stratum = (mine.arm, mine.stratum) if mine else (None, "")
    if arm is None:
        return None
    return PilotAssigned(
        course=plan.course,
        pilot=plan.pilot,
        arm=arm,
        level="unknown",
        cluster=cluster,
        stratum=stratum,
        late=True,
    )


# ---- how they did before --------------------------------------------------------------------


def prior_levels(attempts: Iterable[Logged]) -> dict[str, float | None]:
    """Share of first answers without hints that were right, by learner; None: too few of them."""
    answers: defaultdict[str, list[bool]] = defaultdict(list)
    for each in attempts:
        event = each.event
        if isinstance(event, AttemptMade) and event.attempt == 1 and event.hints == 0:
            answers[each.learner_id].append(event.credit == 1)
    return {
        learner: fmean(right) if len(right) >= _FEWEST_ANSWERS else None
        for learner, right in answers.items()
    }


def levels_of(prior: Mapping[str, float | None]) -> dict[str, Level]:
    """Each learner's third of the class."""
    known = [(share, learner) for learner, share in prior.items() if share is not None]
    known.sort()
    thirds: tuple[Level, ...] = ("low", "middle", "high")
    levels: dict[str, Level] = dict.fromkeys(prior, "unknown")
    for place, (_, learner) in enumerate(known):
        levels[learner] = thirds[place * len(thirds) // len(known)]
    return levels


def _halves(
    plan: PilotPlanned, clusters: Mapping[str, str], prior: Mapping[str, float | None]
) -> dict[str, str]:
    """Each group's half of the class's groups by how its students did; one whole where they are
    too few."""
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for learner, group in clusters.items():
        share = prior.get(learner)
        shares[group] += [] if share is None else [share]
    ranked = sorted(shares, key=lambda group: (fmean(shares[group] or [0.5]), group))
    if len(ranked) < 2 * _GROUPS_A_HALF * len(plan.arms):
        return dict.fromkeys(ranked, "all")
    return {
        group: "lower" if 2 * place < len(ranked) else "upper" for place, group in enumerate(ranked)
    }
