"""The report: who is counted, what is compared, and what it says can't be concluded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.i18n import translator_for
from bot.learner.events import Arm, Level
from bot.pilot.outcomes import Outcome
from bot.pilot.plan import ARMS, Pilot
from bot.pilot.report import Report, report
from bot.pilot.say import Said
from bot.pilot.words import markdown
from tests.bot.pilot.planning import day, planned

PILOT = Pilot(planned(), approved=day(0))
GROUPS = Pilot(planned(unit="group"), approved=day(0))


def one(arm: Arm, right: int | None, level: Level = "low", **more: object) -> Outcome:
    """Somebody with so many of the quiz's four questions right; None: they didn't take it."""
    made = Outcome(arm, level, cluster="", stratum=level, late=False, told=True)
    for n in range(4) if right is not None else ():
        made.quiz[f"q{n}"] = n < (right or 0)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def class_(full: str, search: str, **more: object) -> list[Outcome]:
    """``"4321-"``: right answers of each; a dash didn't take the quiz."""

    def of(arm: Arm, scores: str) -> Iterator[Outcome]:
        return (one(arm, None if score == "-" else int(score), **more) for score in scores)  # type: ignore[arg-type]

    return [*of("full", full), *of("search", search)]


def cautions(found: Report) -> set[str]:
    return {limit.caution for limit in found.limits}


def test_the_same_class_counted_by_hand() -> None:
    # Means .625 and .375, variances 5/48 each over four; SE² = 5/96; df = 6, t = 2.4469.
    found = report(PILOT, class_("4321", "3210"), students=8)
    quiz = found.measures["quiz"]
    (effect,) = quiz.effects
    assert (quiz.means["full"].value, quiz.means["search"].value) == (0.625, 0.375)
    assert effect.difference == pytest.approx(0.25)
    assert effect.high == pytest.approx(0.25 + 2.4469 * (5 / 96) ** 0.5, abs=1e-4)
    assert {"few", "talk", "one_class"} == cautions(found)
    assert quiz.levels == {}  # fewer than five people


def test_who_opted_out_is_counted_only_as_such() -> None:
    people = [*class_("4321", "3210"), one("search", 4, left=True), one("full", 0, left=True)]
    found = report(PILOT, people, students=12)
    assert found.measures["quiz"].effects[0].difference == pytest.approx(0.25)
    assert (found.people["full"].assigned, found.people["full"].left) == (5, 1)
    assert found.people["full"].quiz == 4
    assert found.unassigned == 2
    assert "opted_out" in cautions(found)


def test_everyone_opted_out() -> None:
    found = report(PILOT, class_("4321", "3210", left=True), students=8)
    assert found.measures["quiz"].effects == []
    assert "no_figures" in cautions(found)
    assert "There is nothing to compare" in markdown(Said(translator_for("en")), found, "X")


def test_an_arm_without_anybody() -> None:
    found = report(PILOT, class_("4321", ""), students=4)
    assert found.people["search"].assigned == 0
    assert "no_figures" in cautions(found)


def test_missing_and_unequally_missing() -> None:
    found = report(PILOT, class_("4321", "3210--------"), students=16)
    assert {"missing", "unequal"} <= cautions(found)
    assert found.people["search"].missing == pytest.approx(8 / 12)


def test_groups_are_the_units() -> None:
    """Two groups an arm: means .75, .5 and .25, .0; df = 2, whatever is in them."""
    people = [
        one(arm, right, cluster=cluster, stratum="all")
        for arm, cluster, right in (("full", "a", 3), ("full", "b", 2), ("search", "c", 1), ("search", "d", 0))
        for _ in range(30)
    ]  # fmt: skip
    late = one("search", 4, cluster="d", stratum="all", late=True)
    found = report(GROUPS, [*people, late], students=121)
    (effect,) = found.measures["quiz"].effects
    assert effect.units == (2, 2)
    assert effect.difference == pytest.approx(0.5)
    assert effect.df == pytest.approx(2)
    assert effect.low == pytest.approx(0.5 - 4.3027 * (1 / 32) ** 0.5, abs=1e-4)
    assert {"few", "late"} <= cautions(found)
    assert "talk" not in cautions(found)


def test_by_prior_level_with_enough_people() -> None:
    people = class_("43214", "32103") + class_("44444", "44444", level="high", stratum="high")
    found = report(PILOT, people, students=20)
    assert set(found.measures["quiz"].levels) == {"low", "high"}
    assert "levels" in cautions(found)


def test_ended_early_is_said_first() -> None:
    before = Pilot(planned(), day(0), ended=day(4))
    during = Pilot(planned(), day(0), ended=day(15) + timedelta(hours=1))
    people = class_("4321", "3210")
    assert "ended_before" in cautions(report(before, people, students=8))
    assert "ended_early" in cautions(report(during, people, students=8))
    text = markdown(Said(translator_for("en")), report(during, people, students=8), "X")
    assert text.index("take it as an idea") < text.index("Delayed quiz")


def test_three_arms_are_compared_with_the_one_with_least_help() -> None:
    pilot = Pilot(planned(arms=ARMS), day(0))
    people = class_("4321", "3210") + [one("hints", n) for n in (2, 2, 3, 1)]
    found = report(pilot, people, students=12)
    effects = found.measures["quiz"].effects
    assert [(e.arm, e.reference) for e in effects] == [("full", "search"), ("hints", "search")]
    assert "several_arms" in cautions(found)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_caution_is_said(language: str) -> None:
    people = [
        *class_("43214444", "321044--", next_items=[True, False]),
        one("search", 4, left=True),
        one("full", 1, late=True),
    ]
    for pilot in (
        Pilot(planned(), day(0), ended=day(4)),
        GROUPS,
        Pilot(planned(arms=ARMS), day(0)),
    ):
        found = report(pilot, people, students=30)
        text = markdown(Said(translator_for(language)), found, "Psychology")
        assert "{" not in text
        assert text.count("\n- ") == len(found.limits)
        assert found.as_json()["limits"]
