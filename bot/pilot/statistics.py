"""How sure a difference between two arms is. Nothing here knows about learners.

The unit of analysis is the unit of the lot: a student's share of right answers where students were
drawn, a group's mean where groups were. Answers of one student, and students of one group, are
alike; to count them one by one would promise certainty that isn't there (Donner & Klar 2000). With
few units the interval comes from Student's t, with degrees of freedom by Satterthwaite.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean

_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Unit:
    """A student or a group, as it was drawn."""

    arm: str
    stratum: str
    value: float
    """Its outcome, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One arm's mean minus another's, with a 95% interval."""

    arm: str
    reference: str
    difference: float
    low: float
    high: float
    units: tuple[int, int]
    """Of the arm and of the reference."""
    df: float
    """Degrees of freedom of the interval."""
    standardised: float | None = None
    """Hedges' g: the difference in standard deviations of students; None: all did the same."""
    standardised_low: float | None = None
    standardised_high: float | None = None

    @property
    def clear(self) -> bool:
        """The interval leaves out zero."""
        return self.low > 0 or self.high < 0


def compare(
    units: Collection[Unit], arm: str, reference: str, students: Sequence[Unit] = ()
) -> Effect | None:
    """The difference between two arms, within strata and then averaged by their size; None with
    fewer than two units in an arm.

    Args:
        students: by whose spread it is standardised; default: the units themselves.
    """
    cells = _cells([unit for unit in units if unit.arm in (arm, reference)], arm, reference)
    counts = [sum(len(cell[a]) for cell in cells) for a in (arm, reference)]
    if min(counts) < 2:
        return None
    if min(counts) <= len(cells):  # nothing would be left to see the spread by
        cells = [{a: [v for cell in cells for v in cell[a]] for a in (arm, reference)}]
    sizes = [len(cell[arm]) + len(cell[reference]) for cell in cells]
    weights = [size / sum(sizes) for size in sizes]
    difference = sum(
        w * (fmean(cell[arm]) - fmean(cell[reference]))
        for w, cell in zip(weights, cells, strict=True)
    )
    parts = [
        (
            _variance([cell[a] for cell in cells])
            * sum(w * w / len(cell[a]) for w, cell in zip(weights, cells, strict=True)),
            count - len(cells),
        )
        for a, count in zip((arm, reference), counts, strict=True)
    ]
    variance = sum(part for part, _ in parts)
    df = variance**2 / sum(part**2 / free for part, free in parts)
    half = t_quantile(0.5 + _LEVEL / 2, df) * math.sqrt(variance)
    effect = Effect(
        arm, reference, difference, max(-1.0, difference - half), min(1.0, difference + half),
        (counts[0], counts[1]), df,
    )  # fmt: skip
    everyone = [u for u in students or units if u.arm in (arm, reference)]
    return _standardised(effect, variance, everyone)


_Cell = dict[str, list[float]]


def _cells(units: Sequence[Unit], arm: str, reference: str) -> list[_Cell]:
    """The values by stratum and arm. A stratum in which an arm is missing can't compare anything:
    its units go to the largest that can."""
    found: defaultdict[str, _Cell] = defaultdict(lambda: {arm: [], reference: []})
    for unit in units:
        found[unit.stratum][unit.arm].append(unit.value)
    whole = [cell for cell in found.values() if cell[arm] and cell[reference]]
    home = max(whole, key=lambda cell: len(cell[arm]) + len(cell[reference]), default=None)
    home = home or {arm: [], reference: []}
    for cell in found.values():
        if not (cell[arm] and cell[reference]):
            home[arm] += cell[arm]
            home[reference] += cell[reference]
    return whole or [home]


def _variance(strata: Sequence[Sequence[float]]) -> float:
    """Of one arm's units, pooled over the strata.

    Where all did the same there is no spread to go by, and a variance of zero would be certainty
    for nothing: one success and one failure are added (Agresti & Caffo 2000).
    """
    squares = sum((value - fmean(values)) ** 2 for values in strata for value in values)
    n = sum(map(len, strata))
    if squares > 1e-12:
        return squares / (n - len(strata))
    share = (sum(map(sum, strata)) + 1) / (n + 2)
    return share * (1 - share)


def _standardised(effect: Effect, variance: float, students: Sequence[Unit]) -> Effect:
    """With Hedges' g; its interval takes the difference's and the spread's uncertainty together."""
    by_arm = [[s.value for s in students if s.arm == a] for a in (effect.arm, effect.reference)]
    free = len(students) - 2
    squares = sum((value - fmean(values)) ** 2 for values in by_arm for value in values)
    if squares <= 1e-12 or free < 1:
        return effect
    spread = math.sqrt(squares / free)
    shrink = 1 - 3 / (4 * free - 1)
    g = shrink * effect.difference / spread
    error = math.sqrt(shrink**2 * variance / spread**2 + g**2 / (2 * free))
    half = t_quantile(0.5 + _LEVEL / 2, effect.df) * error
    return Effect(
        effect.arm, effect.reference, effect.difference, effect.low, effect.high,
        effect.units, effect.df, g, g - half, g + half,
    )  # fmt: skip


def half_width(units: int, spread: float) -> float:
    """About how far a 95% interval will reach to either side.

    Args:
        units: in each of two arms, at least 2.
        spread: standard deviation of their outcomes.
    """
    return t_quantile(0.5 + _LEVEL / 2, 2 * units - 2) * spread * math.sqrt(2 / units)


def wilson(successes: int, n: int) -> tuple[float, float]:
    """95% interval of a share (Wilson 1927)."""
    z = NormalDist().inv_cdf(0.5 + _LEVEL / 2)
    share, z2 = successes / n, z * z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return middle - half, middle + half


# ---- Student's t -----------------------------------------------------------------------------


def t_quantile(p: float, df: float) -> float:
    """The value below which a share ``p`` > 0.5 of Student's t lies."""
    low, high = 0.0, 1.0
    while t_cdf(high, df) < p:
        low, high = high, 2 * high
    while high - low > 1e-10 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if t_cdf(middle, df) < p else (low, middle)
    return high


def t_cdf(t: float, df: float) -> float:
    """Share of Student's t below ``t``."""
    tail = _beta(df / (df + t * t), df / 2, 0.5) / 2
    return 1 - tail if t > 0 else tail


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22)."""
    if x in (0.0, 1.0):
        return x
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    log_front = (
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        + a * math.log(x) + b * math.log1p(-x)
    )  # fmt: skip
    # Lentz's method: the fraction as a running product.
    tiny = 1e-300
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or tiny)
    fraction = d
    for m in range(1, 300):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + term * d or tiny)
            c = 1 + term / c or tiny
            fraction *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return math.exp(log_front) * fraction / a
