"""Numbers: value, precision, units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.course import NumericItem
from knowledge.grading.numeric import mark_number

RIGHT, PARTLY, WRONG, UNSURE = "right", "partly", "wrong", "unsure"


def item(
    answer: str, unit: str = "", question: str = "How much?", tolerance: str | None = None
) -> NumericItem:
    return NumericItem(id="n", question=question, answer=answer, unit=unit, tolerance=tolerance)


FAR = item("5", "m", "How far is it?")
LIGHT = item("3.0e8", "m/s", "How fast is light?")
CONVERT = item("500", "cm", "Convert 5 m to cm.")
FALL = item("9.8", "m/s^2", tolerance="2%")
PERCENT = item("50", "%", "What percent is it?")
HALF = item("0.5")
THIRD = item("37/3")
MASS = item("2.58", question="What is the mass (in g) of $2.00$ L of air?")
ROUND = item("2.6", question="Round to the nearest tenth.")
APPLES = item("1500", question="How many apples are there?")
ANGLE = item("20", "°")
WARM = item("37", "°C")
PRICE = item("5", "$")


@pytest.mark.parametrize(
    ("asked", "answer", "verdict", "remark"),
    [
        (FAR, "5 m", RIGHT, None),
        (FAR, "5m", RIGHT, None),
        (FAR, "5 meters", RIGHT, None),
        (FAR, "5 metros", RIGHT, None),
        (FAR, r"$5\text{ m}$", RIGHT, None),
        (FAR, "d = 5 m", RIGHT, None),
        (FAR, "500 cm", RIGHT, None),
        (FAR, "0.005 km", RIGHT, None),
        (FAR, "16.4 ft", RIGHT, None),
        (FAR, "5", RIGHT, "unit_missing"),
        (FAR, "5 kg", WRONG, "unit_wrong"),
        (FAR, "5 cm", WRONG, None),
        (FAR, "5 xyz", WRONG, "unit_wrong"),
        (FAR, "-5 m", WRONG, "sign"),
        (FAR, "50 m", WRONG, "power_of_ten"),
        (FAR, "5.2 m", WRONG, None),
        (LIGHT, "3.0 x 10^8 m/s", RIGHT, None),
        (LIGHT, r"$3.0\times 10^8$ m/s", RIGHT, None),
        (LIGHT, "3*10^8 m s^-1", RIGHT, None),
        (LIGHT, "300,000,000 meters per second", RIGHT, None),
        (LIGHT, "300000 km/s", RIGHT, None),
        (LIGHT, "2.998e8 m/s", RIGHT, None),
        (LIGHT, "3.1e8 m/s", WRONG, None),
        (CONVERT, "500 cm", RIGHT, None),
        (CONVERT, "5 m", WRONG, "wrong_form"),
        (FALL, "9.81 m/s²", RIGHT, None),
        (FALL, "980 cm/s^2", RIGHT, None),
        (FALL, "9.5 m/s^2", WRONG, None),
        (PERCENT, "50%", RIGHT, None),
        (PERCENT, "50", RIGHT, "unit_missing"),
        (PERCENT, "0.5", RIGHT, None),
        (PERCENT, "5%", WRONG, "power_of_ten"),
        (PERCENT, "50 m", WRONG, "unit_wrong"),
        (HALF, "50 percent", RIGHT, None),
        (HALF, "1/2", RIGHT, None),
        (HALF, ".5", RIGHT, None),
        (HALF, "0.6", WRONG, None),
        (item("0.1"), "0.15", WRONG, None),
        (THIRD, "12 1/3", RIGHT, None),
        (THIRD, "12.33", RIGHT, "rounded"),
        (THIRD, "12", WRONG, None),
        (MASS, "2.58 g", RIGHT, None),
        (MASS, "2.58 kg", UNSURE, "unit_wrong"),
        (MASS, "2.58 L", UNSURE, "unit_wrong"),
        (item("8", question="5 m and 3 m are how much?"), "8 m", RIGHT, None),
        (MASS, "2.5792", RIGHT, None),
        (MASS, "2.6", PARTLY, "rounded"),
        (ROUND, "2.60", RIGHT, None),
        (ROUND, "2.58", PARTLY, "too_precise"),
        (item("0.5", question="Round to 4 decimal places."), "0.4557", WRONG, None),
        (APPLES, "1,500", RIGHT, None),
        (APPLES, "1500 apples", RIGHT, None),
        (APPLES, "1500 pears", UNSURE, "unit_wrong"),
        (APPLES, "1500 kg", WRONG, "unit_wrong"),
        (ANGLE, "20°", RIGHT, None),
        (ANGLE, "20 degrees", RIGHT, None),
        (ANGLE, "π/9 rad", RIGHT, None),
        (WARM, "98.6 °F", RIGHT, None),
        (WARM, "37 C", RIGHT, None),
        (PRICE, "$5.00", RIGHT, None),
        (PRICE, "5 dollars", RIGHT, None),
        (PRICE, "€5", WRONG, "unit_wrong"),
        (item("1.79", question=r"6 pounds cost \$10.74."), r"$$\$1.79$$", RIGHT, None),
        (HALF, "0.4 or 0.5", UNSURE, "several"),
        (HALF, "9**9**9**9", UNSURE, "unreadable"),
    ],
)
def test_marks(asked: NumericItem, answer: str, verdict: str, remark: str | None) -> None:
    marked = mark_number(asked, answer)
    assert (marked.verdict, marked.remark) == (verdict, remark)


def test_a_key_that_is_no_number_gives_no_mark() -> None:
    assert mark_number(item("about five"), "5").verdict == UNSURE


@given(st.integers(-10_000, 10_000), st.integers(1, 500))
def test_a_number_is_itself_and_no_other(value: int, off: int) -> None:
    assert mark_number(item(str(value)), str(value)).verdict == RIGHT
    assert mark_number(item(str(value)), str(value + off)).credit == 0
    assert mark_number(item(str(value), "kg"), f"{value} m").credit == 0


@given(st.integers(1, 100_000), st.sampled_from([("km", 1000), ("cm", "1/100"), ("mm", "1/1000")]))
def test_conversion_keeps_the_quantity(value: int, unit: tuple[str, object]) -> None:
    name, size = unit
    assert mark_number(item(f"{value}*({size})", "m"), f"{value} {name}").verdict == RIGHT
