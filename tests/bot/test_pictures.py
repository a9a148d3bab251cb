"""Pictures are drawn for light and dark screens, whatever the labels are."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex, to_rgb

from bot.learner.model import Theme
from bot.pictures import heat
from bot.pictures.progress import Day, Titles, Unit, draw
from bot.pictures.theme import COLOURS

TITLES = Titles("Mastery by unit", "Minutes a day")
UNITS = [Unit("1 Rays", 0.7, "70% · 2 of 3"), Unit("2 Lenses", None, "not yet")]
DAYS = [Day("Thu", 0), Day("Fri", 31)]


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_fits_a_chat(theme: Theme) -> None:
    width, height = size(draw(UNITS, DAYS, TITLES, theme))
    assert width == 1024
    assert 300 < height < 900


def test_light_and_dark_differ() -> None:
    assert draw(UNITS, DAYS, TITLES, "light") != draw(UNITS, DAYS, TITLES, "dark")


def test_more_units_make_it_taller() -> None:
    assert (
        size(draw(UNITS * 8, DAYS, TITLES, "light"))[1]
        > size(draw(UNITS, DAYS, TITLES, "light"))[1]
    )


def test_nothing_at_all_is_still_a_picture() -> None:
    size(draw([], [], TITLES, "light"))


@settings(max_examples=5)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_label(label: str) -> None:
    size(draw([Unit(label, 0.5, label)], [Day(label[:8], 3)], TITLES, "dark"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(theme: Theme) -> None:
    colours = COLOURS[theme]
    for text in (colours.ink, colours.faint):
        assert contrast(text, colours.ground) >= 4.5  # WCAG 2.2, level AA
    for shape in (colours.bar, colours.accent):
        assert contrast(shape, colours.ground) >= 3
    assert contrast(colours.bar, colours.track) >= 2


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


CELLS = [[heat.Cell(0.5, 12), None], [heat.Cell(1.0, 2), heat.Cell(0.0, 30)]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_heat_map_fits_a_chat(theme: Theme) -> None:
    drawn = heat.draw(
        ["1.1 Rays", "1.2 $x$"], ["Nov 9", "Nov 16"], CELLS, title="T", note="n", theme=theme
    )
    width, height = size(drawn)
    assert width == 1024
    assert 250 < height < 700


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_cell_can_be_read(theme: Theme) -> None:
    colours = COLOURS[theme]
    shade = heat.shades(colours)
    for share in (0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1):
        ground = to_hex(shade(share))
        assert contrast(heat.readable(to_rgb(ground)), ground) >= 4.5
