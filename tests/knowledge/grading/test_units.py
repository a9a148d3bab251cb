"""Units as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.units import UnknownUnit, asked_for, canonical, convert, is_unit, mentioned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("m/s²", "meters per second squared"),
        ("m/s/s", r"\frac{m}{s^2}"),
        ("km/h", "kmh"),
        ("metros por segundo", "m s^-1"),
        ("centímetros", "cm"),
        ("sq ft", "ft^2"),
        ("N·m", r"\text{N} \cdot \text{m}"),
        ("J/(kg K)", "J/(kg*K)"),
        ("KG", "kg"),
        ("µm", "micrometers"),
    ],
)
def test_the_same_unit(one: str, other: str) -> None:
    assert convert(Fraction(7), one, other) == pytest.approx(7)


@pytest.mark.parametrize(
    ("value", "given_", "wanted", "result"),
    [(5, "km", "m", 5000), (90, "min", "h", 1.5), (100, "°C", "°F", 212), (1, "kg", "m", None)],
)
def test_conversion(value: int, given_: str, wanted: str, result: float | None) -> None:
    found = convert(Fraction(value), given_, wanted)
    assert (None if found is None else float(found)) == (
        None if result is None else pytest.approx(result)
    )


@pytest.mark.parametrize(
    "text", ["", "xyz", "apples", "m/", "/s", "m^", "(m", "5", "()", "m)(s", "m*/s", "m" * 100]
)
def test_what_is_no_unit(text: str) -> None:
    assert not is_unit(text)


def test_units_that_a_text_speaks_of() -> None:
    said = r"A deep breath of $2.00$ L: its mass (in g)? Write it in $\frac{g}{{cm}^3}$ or hours."
    assert mentioned(said) >= {
        canonical("liters"),
        canonical("gram"),
        canonical("g/cm³"),
        canonical("h"),
    }
    assert not mentioned("It is in a box: a man and I saw it.")


def test_units_that_are_asked_for() -> None:
    said = (
        r"A rock of 240 g: its density in $\frac{g}{{cm}^3}$? How many hours, in $m/s^2$ (in kg)?"
    )
    units = ("g/cm^3", "hours", "m/s²", "kg")
    assert asked_for(said) == {canonical(unit) for unit in units}
    assert not asked_for("A man in a box (red) has 5 kg.")


@given(st.text(max_size=70))
def test_any_text_is_a_unit_or_unknown(text: str) -> None:
    try:
        canonical(text)
    except UnknownUnit:
        assert not is_unit(text)
