"""Figures worked out by hand, and Student's t held against its own density."""

from __future__ import annotations

import math

import pytest

from bot.pilot.statistics import Effect, Unit, compare, half_width, t_cdf, t_quantile, wilson


def arms(one: list[float], other: list[float], stratum: str = "all") -> list[Unit]:
    return [Unit("a", stratum, v) for v in one] + [Unit("b", stratum, v) for v in other]


def found(units: list[Unit]) -> Effect:
    effect = compare(units, "a", "b")
    assert effect
    return effect


def density(x: float, df: float) -> float:
    front = math.gamma((df + 1) / 2) / (math.sqrt(df * math.pi) * math.gamma(df / 2))
    return front * (1 + x * x / df) ** (-(df + 1) / 2)


@pytest.mark.parametrize(
    ("df", "quantile"), [(1, 12.7062), (2, 4.3027), (4, 2.7764), (10, 2.2281), (30, 2.0423)]
)
def test_t_as_the_printed_tables_have_it(df: int, quantile: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(quantile, abs=5e-5)


@pytest.mark.parametrize("df", [1.5, 5.069, 58.0])
def test_t_is_the_integral_of_its_density(df: float) -> None:
    steps, t = 4_000, 1.7
    area = sum(density((n + 0.5) * t / steps, df) for n in range(steps)) * t / steps
    assert t_cdf(t, df) == pytest.approx(0.5 + area, abs=1e-7)
    assert t_cdf(-t, df) == pytest.approx(0.5 - area, abs=1e-7)
    assert t_cdf(t_quantile(0.9, df), df) == pytest.approx(0.9)


def test_two_arms_of_four() -> None:
    # Means .65 and .40; variances .05/3 and .02/3; SE² = .07/12; df by Satterthwaite = 5.069.
    effect = found(arms([0.5, 0.7, 0.6, 0.8], [0.4, 0.5, 0.3, 0.4]))
    assert effect.difference == pytest.approx(0.25)
    assert effect.df == pytest.approx(5.0690, abs=1e-4)
    half = t_quantile(0.975, 5.0690) * math.sqrt(0.07 / 12)
    assert (effect.low, effect.high) == pytest.approx((0.25 - half, 0.25 + half), abs=1e-5)
    assert effect.clear


def test_within_strata_and_averaged() -> None:
    # .1 in one stratum and .3 in the other: .2; pooled variance .02 in each arm; SE = .1; df = 4.
    units = arms([0.2, 0.4], [0.1, 0.3], "low") + arms([0.8, 1.0], [0.5, 0.7], "high")
    effect = found(units)
    assert effect.difference == pytest.approx(0.2)
    assert effect.df == pytest.approx(4)
    assert effect.high - effect.difference == pytest.approx(2.7764 * 0.1, abs=1e-5)
    assert not effect.clear
    # Students' spread² = .6/6; J = 20/23; SE(g)² = J² · .01/.1 + g²/12.
    assert effect.standardised == pytest.approx(0.54996, abs=1e-5)
    assert effect.standardised_high is not None
    assert effect.standardised_high - 0.54996 == pytest.approx(2.7764 * 0.31752, abs=1e-4)


def test_the_larger_stratum_weighs_more() -> None:
    units = arms([1, 1, 0.8, 0.8], [0.4, 0.4, 0.2, 0.2], "low") + arms([0.5], [0.5], "high")
    assert found(units).difference == pytest.approx(0.6 * 0.8)


def test_a_stratum_without_one_arm_joins_the_largest() -> None:
    units = arms([0.6, 0.8], [0.2, 0.4], "low") + arms([0.7], [], "high")
    effect = found(units)
    assert effect.units == (3, 2)
    assert effect.difference == pytest.approx(0.4)


def test_all_the_same_is_no_certainty() -> None:
    # Agresti and Caffo: (5 + 1)/(5 + 2) · 1/7 in each arm; df = 8.
    effect = found(arms([1.0] * 5, [1.0] * 5))
    assert effect.difference == 0
    assert effect.high == pytest.approx(2.3060 * math.sqrt(2 * 6 / 49 / 5), abs=1e-4)
    assert effect.standardised is None


def test_an_interval_ends_where_shares_do() -> None:
    effect = found(arms([1.0, 0.8], [0.0, 0.1]))
    assert (effect.high, effect.low > 0) == (1.0, True)


def test_one_unit_on_a_side_is_none() -> None:
    assert compare(arms([0.5], [0.1, 0.2, 0.3]), "a", "b") is None
    assert compare([], "a", "b") is None


def test_shares_and_what_a_class_can_show() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert half_width(20, 0.25) == pytest.approx(2.0244 * 0.25 * math.sqrt(0.1), abs=1e-4)
