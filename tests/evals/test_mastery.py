"""The evaluation itself: nothing may leak from an answer into its own prediction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.learner.mastery import Parameters
from bot.learner.mastery.scores import auc
from evals import mastery, replay, tracing, tracing_peers
from evals.tracing import Log
from knowledge.problems import SourceError
from tests.bot.learner.test_mastery_fitting import made_up

HEADER = "user_id\titem_id\ttimestamp\tcorrect\tskill_id\n"


def table(folder: Path, name: str, log: Log) -> Path:
    rows = [
        f"{name}{learner}\t{a.item}\t0\t{a.credit:.0f}\t{a.concepts[0]}\n" for learner, a in log
    ]
    file = folder / f"{name}.csv"
    file.write_text(HEADER + "".join(rows))
    return file


def others(learners: int) -> Log:
    return [(f"other {who}", attempt) for who, attempt in made_up(learners, 20, seed=2)]


def test_a_prediction_never_sees_its_answer_or_later_ones() -> None:
    before, after = made_up(10, 20), others(4)
    whole = mastery.predictions(before, after, Parameters())
    for cut in (0, 1, 37):
        changed = [
            (who, a if n < cut else a._replace(credit=1 - (a.credit or 0)))
            for n, (who, a) in enumerate(after)
        ]
        again = mastery.predictions(before, changed, Parameters())
        assert np.array_equal(whole[: cut + 1], again[: cut + 1])
        assert not np.array_equal(whole[cut + 1 :], again[cut + 1 :])


@pytest.mark.parametrize("name", tracing_peers.PEERS)
def test_peers_see_only_the_past_too(name: str) -> None:
    before, after = made_up(30, 20), others(4)
    peer = tracing_peers.PEERS[name]
    flipped = [(who, a._replace(credit=1 - (a.credit or 0))) for who, a in after[37:]]
    whole, again = peer(before, after), peer(before, after[:37] + flipped)
    assert np.array_equal(whole[:38], again[:38])
    y = np.array([a.credit for _, a in after])
    assert (auc(y, whole) or 0) > 0.6


def test_rows_of_one_answer_are_one_answer(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = [
        "u\ti\t5\t1\ts1",
        "u\ti\t5\t1\ts2",
        "u\tj\t5\t0\ts1",
        "v\ti\t1\t1\ts1",
        "u\ti\t2\t0\ts1",
    ]
    file.write_text(HEADER + "\n".join(rows))
    found = tracing.read([file])
    listed = [(who, a.item, a.at, a.credit, a.concepts) for who, a in found.log]
    assert listed == [
        ("u", "i", 2.0, 0.0, ("s1",)),
        ("u", "i", 5.0, 1.0, ("s1", "s2")),
        ("u", "j", 5.0, 0.0, ("s1",)),
        ("v", "i", 1.0, 1.0, ("s1",)),
    ]
    assert found.merged == 1


def test_figures(tmp_path: Path) -> None:
    train = table(tmp_path, "train", made_up(60, 30))
    test = table(tmp_path, "test", made_up(20, 30, seed=2))
    fitted = mastery.run([train], [test], defaults=False, peers=True)
    warm = mastery.run([train], [test], defaults=True, peers=False)
    cold = mastery.run([], [test], defaults=True, peers=False)
    assert fitted["n"] == warm["n"] == cold["n"] == 600 - cold["rows_merged"]
    assert fitted["n"] + fitted["train_n"] + fitted["rows_merged"] == 60 * 30 + 20 * 30
    assert fitted["auc"] > warm["auc"] > 0.6
    assert set(fitted["peers"]) == {"elo", "pfa", "counts"}
    assert cold["class_wide"] == "test answers before"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column"),
        (HEADER, "no answer"),
        ("a\tb\n1\t2\n", "no column"),
        (HEADER + "u\ti\t0\t7\ts\n", "line 2"),
        (HEADER + "u\ti\n", "line 2"),
        (HEADER + "u\ti\tnoon\t1\ts\n", "line 2"),
    ],
)
def test_a_file_of_another_form_is_explained(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text)
    with pytest.raises(SourceError, match=says):
        mastery.run([], [file], defaults=True, peers=False)


def test_fitting_and_testing_on_the_same_learners_is_refused(tmp_path: Path) -> None:
    file = table(tmp_path, "same", made_up(3, 5))
    with pytest.raises(SourceError, match="split by learner"):
        mastery.run([file], [file], defaults=False, peers=False)
    with pytest.raises(SourceError, match="--train"):
        mastery.run([], [file], defaults=False, peers=False)


def test_replay_counts_every_event() -> None:
    figures = replay.run(600, 1)
    assert figures["n"] == 600
    assert figures["learners"] == 1
