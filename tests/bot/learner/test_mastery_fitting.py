"""Scores by hand, regression, parameters found in made-up data, the file and the command."""

from __future__ import annotations

import asyncio
import json
import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.errors import SettingsError, StudylampError
from bot.learner import mastery_file
from bot.learner.events import AttemptMade, HintGiven
from bot.learner.mastery import Attempt, Parameters
from bot.learner.mastery.fitting import TooLittleData, fit, held_out, is_unaided, regress
from bot.learner.mastery.scores import auc, log_loss
from bot.learner.store import Store
from tests.bot.commands.test_cli import call
from tests.fakes import NOON


def floats(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(values, dtype=np.float64)


def made_up(
    learners: int, each: int, *, seed: int = 1, days: float = 0.0
) -> list[tuple[str, Attempt]]:
    """Learners who differ a lot, on concepts that they learn quickly."""
    chance, log = random.Random(seed), []
    for person in range(learners):
        ability, practised = chance.gauss(0.5, 1.2), dict.fromkeys("abc", 0)
        for n in range(each):
            concept = chance.choice("abc")
            logit = ability + 0.9 * math.log1p(practised[concept]) - 0.8 * "abc".index(concept)
            right = chance.random() < 1 / (1 + math.exp(-logit))
            practised[concept] += right
            item = f"{concept}{chance.randrange(9)}"
            at = 1e9 + 86_400 * days * n
            log.append((f"p{person}", Attempt(len(log), at, item, (concept,), float(right))))
    return log


# ---- scores ------------------------------------------------------------------------------------


def test_auc_by_hand() -> None:
    # pairs (right, wrong): (.9,.8) won, (.9,.3) won, (.5,.8) lost, (.5,.3) won; (.3,.8) lost,
    # (.3,.3) tied: 3.5 of 6
    right, predicted = floats(1, 0, 1, 0, 1), floats(0.9, 0.8, 0.5, 0.3, 0.3)
    assert auc(right, predicted) == pytest.approx(3.5 / 6)
    assert auc(floats(0, 1), floats(0.1, 0.2)) == 1
    assert auc(floats(0, 1), floats(0.2, 0.2)) == 0.5


def test_auc_is_the_share_of_pairs_in_order() -> None:
    chance = np.random.default_rng(3)
    right, predicted = chance.integers(0, 2, 200) * 1.0, chance.integers(0, 20, 200) / 20
    pairs = [
        (1.0 if a > b else 0.5 if a == b else 0.0)
        for a in predicted[right == 1]
        for b in predicted[right == 0]
    ]
    assert auc(right, predicted) == pytest.approx(sum(pairs) / len(pairs))


def test_auc_needs_right_and_wrong() -> None:
    assert auc(floats(1, 1), floats(0.2, 0.3)) is None


def test_log_loss_by_hand() -> None:
    expected = -(math.log(0.8) + math.log(0.4)) / 2
    assert log_loss(floats(1, 0), floats(0.8, 0.6)) == pytest.approx(expected)
    assert math.isfinite(log_loss(floats(1), floats(0)))


# ---- regression --------------------------------------------------------------------------------


def test_regression_finds_the_weights_that_made_the_data() -> None:
    chance = np.random.default_rng(1)
    x = np.column_stack([np.ones(20_000), chance.normal(size=20_000)])
    y = (chance.random(20_000) < 1 / (1 + np.exp(-(x @ floats(0.5, 1.5))))) * 1.0
    assert regress(x, y, floats(0, 0), floats(0, 1)) == pytest.approx([0.5, 1.5], abs=0.06)
    assert regress(x, y, floats(0, 0), floats(0, -1))[1] == 0  # a sign is kept
    assert regress(x[:2], y[:2], floats(0.3, 0.7), floats(0, 1)) == pytest.approx(
        [0.3, 0.7], abs=0.2
    )


# ---- the fit -----------------------------------------------------------------------------------


def test_a_fit_beats_the_defaults_on_learners_it_never_saw() -> None:
    found = fit(made_up(120, 40))
    assert found.better
    assert found.fitted.n == found.defaults.n == 24 * 40
    assert found.params.right > Parameters().right
    assert (found.answers, found.learners) == (4800, 120)


def test_forgetting_is_looked_at_only_where_time_passes() -> None:
    told: list[str] = []
    fit(made_up(25, 40), told.append)
    assert "forgetting" not in told
    fit(made_up(25, 40, days=1.0), told.append)
    assert "forgetting" in told


@pytest.mark.parametrize(("learners", "each"), [(0, 0), (19, 100), (30, 30)])
def test_too_little_is_refused(learners: int, each: int) -> None:
    with pytest.raises(TooLittleData) as refused:
        fit(made_up(learners, each))
    assert (refused.value.answers, refused.value.learners) == (learners * each, learners)


def test_answers_that_are_all_alike_teach_nothing() -> None:
    log = [(learner, a._replace(credit=1.0)) for learner, a in made_up(30, 40)]
    with pytest.raises(TooLittleData):
        fit(log)


def test_only_first_answers_without_help_are_predicted() -> None:
    plain = Attempt(1, 0.0, "p", ("a",), 1.0)
    helped = [plain._replace(hints=1), plain._replace(attempt=2), plain._replace(credit=None)]
    assert [is_unaided(a) for a in (plain, *helped)] == [True, False, False, False]


def test_the_same_learners_are_held_out_every_time() -> None:
    names = [f"p{n}" for n in range(50)]
    assert held_out(names) == held_out(names[::-1])
    assert len(held_out(names)) == 10


# ---- parameters and their file -----------------------------------------------------------------


def test_parameters_survive_json() -> None:
    p = Parameters(right=0.3, wrong=-0.1, half_life_days=20)
    assert Parameters.from_json(p.to_json()) == p
    assert Parameters.from_json('{"right": 0.2, "from_the_future": 1}') == Parameters(right=0.2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"right": "x"}',
        '{"right": NaN}',
        '{"right": -1}',
        '{"wrong": 1}',
        '{"hint_discount": 2}',
        '{"half_life_days": 0}',
        '{"item_variance": true}',
    ],
)
def test_impossible_parameters_are_refused_with_what_to_do(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        Parameters.from_json(text)
    (tmp_path / mastery_file.NAME).write_text(text)
    with pytest.raises(SettingsError, match="studylamp fit"):
        mastery_file.read(tmp_path)


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert mastery_file.read(tmp_path) == Parameters()
    p = replace(Parameters(), right=0.4)
    mastery_file.write(tmp_path / "new", p)
    assert mastery_file.read(tmp_path / "new") == p


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StudylampError, match="nothing was changed"):
        mastery_file.write(tmp_path / "file", Parameters())


# ---- the log and the command -------------------------------------------------------------------


def as_event(attempt: Attempt) -> AttemptMade:
    return AttemptMade(
        course="c",
        section="s",
        item=attempt.item,
        concepts=attempt.concepts,
        answer="x",
        credit=attempt.credit,
    )


async def test_everyones_events_come_in_the_order_of_the_log(store: Store) -> None:
    ana, ben = await store.learner("x:ana"), await store.learner("x:ben")
    events = [as_event(a) for _, a in made_up(1, 4)]
    hint = HintGiven(course="c", section="s", item="a1", hint="h", level=0)
    for who, event in zip([ana, ben, ana, ben], events, strict=True):
        await store.append(who.id, [hint, event], at=NOON)
    found = [stored async for stored in store.everyones_events(types=["attempt_made"])]
    assert [stored.event for stored in found] == events
    assert [stored.learner_id for stored in found] == [ana.id, ben.id, ana.id, ben.id]
    assert [stored.id for stored in found] == sorted(stored.id for stored in found)


async def _fill(file: Path, log: list[tuple[str, Attempt]]) -> None:
    store = await Store.open(f"sqlite:///{file}")
    for person in dict.fromkeys(learner for learner, _ in log):
        learner = await store.learner(f"x:{person}")
        own = [as_event(attempt) for name, attempt in log if name == person]
        await store.append(learner.id, own, at=NOON)
    await store.close()


def test_fit_refuses_an_empty_log(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "fit") == 1
    said = capsys.readouterr().err
    assert "too little" in said
    assert "1,000" in said
    assert not (data_dir / mastery_file.NAME).exists()


def test_fit_writes_what_it_found_and_says_what_it_gained(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(_fill(data_dir / "studylamp.db", made_up(60, 30)))
    assert call(monkeypatch, "fit", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["answers"], said["learners"]) == (1800, 60)
    assert said["log_loss"]["fitted"] < said["log_loss"]["defaults"]
    assert said["written"] == str(data_dir / mastery_file.NAME)
    assert mastery_file.read(data_dir) != Parameters()
