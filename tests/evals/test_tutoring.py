"""The simulation of choosing items: the same every time, and honest about its learners."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import tutoring
from knowledge.concepts import ConceptGraph
from knowledge.markdown.writer import write_course
from knowledge.problems import SourceError
from tests.dialogs.courses import LIGHT

GRAPH = ConceptGraph(LIGHT)
NODES = [node for node in GRAPH.nodes.values() if node.items]


@pytest.fixture
def light(tmp_path: Path) -> Path:
    write_course(LIGHT, tmp_path / "courses" / "light")
    return tmp_path


def test_every_order_is_measured_on_the_same_learners(light: Path) -> None:
    figures = tutoring.run(light, "light", "1", 5, 6)
    assert figures["simulated"] is True
    assert set(figures["gain_per_item"]) == {"policy", "fixed", "random"}
    assert figures == tutoring.run(light, "light", "1", 5, 6)


def test_an_unknown_unit_is_said(light: Path) -> None:
    with pytest.raises(SourceError, match="no unit '9'"):
        tutoring.run(light, "light", "9", 5, 6)


def test_what_builds_on_nothing_is_not_learnt() -> None:
    learner = tutoring.Learner(
        {"rays": 0.0, "mirrors": 0.3, "lenses": 0.3}, tutoring.random.Random(1)
    )
    learner.learn(["mirrors"], GRAPH)
    assert learner.strength["mirrors"] < 0.3  # only forgotten a little
    learner.learn(["rays"], GRAPH)
    assert learner.strength["rays"] == pytest.approx(tutoring.RATE)


def test_the_same_thing_over_and_over_teaches_less() -> None:
    def gained(*concepts: str) -> float:
        learner = tutoring.Learner({"rays": 0.5, "mirrors": 0.5}, tutoring.random.Random(1))
        for name in concepts:
            learner.learn([name], GRAPH)
        return learner.mean

    assert gained("rays", "mirrors", "rays", "mirrors") > gained(
        "rays", "rays", "mirrors", "mirrors"
    )


def test_learners_differ_and_come_again() -> None:
    some = [tutoring.Learner.new(NODES, seed).strength for seed in range(8)]
    assert len({tuple(each.values()) for each in some}) == 8
    assert some[3] == tutoring.Learner.new(NODES, 3).strength
