"""Figures on generated items: they add up, and are the same for the same seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from evals import items
from knowledge.markdown.writer import write_course
from knowledge.problems import SourceError
from tests.knowledge.generation.courses import SCIENCE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_course(SCIENCE, tmp_path / "courses" / SCIENCE.id)
    return Settings(data_dir=tmp_path)


def test_figures_add_up(settings: Settings) -> None:
    figures = items.run(settings, "science", n=4, seed=1, show=True)
    assert figures["accepted"] == sum(figures["kinds"].values()) == sum(figures["sources"].values())
    assert figures["generated"] == figures["accepted"] + sum(figures["rejected"].values())
    assert figures["sections"] == 2
    assert figures["sections_with_5"] <= figures["sections_with_items"] == 2
    assert figures["accepted"] <= figures["askable"] <= figures["generated"]
    assert len(figures["items"]) == 4
    assert "items" not in items.run(settings, "science", n=4, seed=1, show=False)


def test_a_sample_is_drawn_by_its_seed(settings: Settings) -> None:
    first, again, other = (
        items.run(settings, "science", n=9, seed=seed, show=True)["items"] for seed in (1, 1, 2)
    )
    assert first == again != other


def test_a_sample_can_be_read_and_judged(settings: Settings) -> None:
    shown = "\n".join(items.run(settings, "science", n=99, seed=1, show=True)["items"])
    assert "[1.1 Parts of a Cell] choice from " in shown
    assert "  * " in shown
    assert "  - " in shown
    assert "  = " in shown
    assert " :: " in shown
    assert "  1. " in shown
    assert "{{1}} = " in shown


def test_an_unknown_course_is_named(settings: Settings) -> None:
    with pytest.raises(SourceError, match="nope"):
        items.run(settings, "nope", n=1, seed=1, show=False)
