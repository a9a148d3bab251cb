"""Which help may be given: by what was done and ruled, never by what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.hints import Rung
from bot.learner.events import HelpRuled, Rule
from bot.policy import (
    AskAttempt,
    Exam,
    First,
    Give,
    NoMore,
    Request,
    Situation,
    Solution,
    decide,
    may_explain,
    may_show_solution,
    rule_for,
    stricter,
)
from tests.fakes import NOON

LADDER = (
    Rung("orient", "orient", "6.3"),
    Rung("recall", "recall", "what the course says"),
    Rung("h1", "hint", "multiply out"),
    Rung("h2", "scaffold", "what is 3 · 4?", answer=("12",)),
)
START = Situation(rule="explanations", ladder=LADDER, has_solution=True)


def test_rungs_come_one_after_the_other() -> None:
    given_: list[str] = []
    for _ in LADDER:
        help_ = decide(replace(START, given=given_), "stuck")
        assert isinstance(help_, Give)
        given_.append(help_.rung.id)
    assert given_ == ["orient", "h1", "h2", "recall"] or given_ == [r.id for r in LADDER]
    assert decide(replace(START, given=given_), "stuck") == NoMore(solution_after_attempt=False)


def test_a_level_that_did_not_help_is_not_repeated() -> None:
    twice = (Rung("r1", "recall", "a"), Rung("r2", "recall", "b"), Rung("h", "hint", "c"))
    help_ = decide(replace(START, ladder=twice, given=["r1"]), "stuck")
    assert isinstance(help_, Give)
    assert help_.rung.id == "h"


def test_just_tell_me_gets_one_shared_step() -> None:
    help_ = decide(START, "tell")
    assert help_ == Give(LADDER[1], 1, shared=True)  # something to hold on to, no mere pointer
    after = replace(START, given=["recall"], told=True)
    assert decide(after, "tell") == AskAttempt()
    assert isinstance(decide(replace(after, attempts=1), "tell"), Give)


def test_a_solution_takes_an_attempt_and_the_teachers_word() -> None:
    allowed = replace(START, rule="solutions")
    assert not isinstance(decide(allowed, "solution"), Solution)
    assert decide(replace(allowed, attempts=1), "solution") == Solution()
    assert decide(replace(allowed, attempts=1), "tell") == Solution()
    everything = [rung.id for rung in LADDER]
    assert decide(replace(allowed, given=everything), "stuck") == NoMore(True)
    assert decide(replace(allowed, given=everything, attempts=1), "stuck") == Solution()
    none = replace(allowed, has_solution=False, attempts=1)
    assert not isinstance(decide(none, "solution"), Solution)


def test_an_exam_is_an_exam() -> None:
    for request in ("stuck", "tell", "solution"):
        assert decide(replace(START, rule="exam", attempts=3), request) == Exam()  # type: ignore[arg-type]


def test_what_is_missing_comes_first_once_something_went_wrong() -> None:
    assert isinstance(decide(replace(START, missing="fractions"), "stuck"), Give)
    assert decide(replace(START, missing="fractions", attempts=1), "stuck") == First("fractions")


def test_explanations_need_an_attempt_and_nobody_who_forbids_them() -> None:
    assert not may_explain(START)
    tried = replace(START, attempts=1)
    assert may_explain(tried)
    assert not may_explain(replace(tried, rule="hints"))
    assert not may_explain(replace(tried, preference="hints"))
    assert may_explain(replace(tried, rule="solutions"))


situations = st.builds(
    Situation,
    rule=st.sampled_from(["hints", "explanations", "solutions", "exam"]),
    preference=st.sampled_from(["hints", "explanations"]),
    attempts=st.integers(0, 3),
    ladder=st.sampled_from([(), LADDER, LADDER[:1]]),
    given=st.lists(st.sampled_from([rung.id for rung in LADDER])),
    told=st.booleans(),
    missing=st.none() | st.just("fractions"),
    has_solution=st.booleans(),
)


@given(situations, st.sampled_from(["stuck", "tell", "solution"]))
def test_never_a_solution_without_attempt_and_rule(s: Situation, request: Request) -> None:
    help_ = decide(s, request)
    if isinstance(help_, Solution):
        assert s.attempts
        assert s.rule == "solutions"
        assert s.has_solution
        assert may_show_solution(s)
    if isinstance(help_, Give):
        assert help_.rung.id not in s.given
        assert s.ladder[help_.level] is help_.rung
    assert isinstance(help_, Exam) == (s.rule == "exam")


def ruled(
    rule: Rule | None, *sections: str, items: tuple[str, ...] = (), **window: object
) -> HelpRuled:
    return HelpRuled(course="c", rule=rule, sections=sections, items=items, **window)  # type: ignore[arg-type]


def rule(*events: HelpRuled, item: str = "i", section: str = "s") -> Rule:
    return rule_for(events, section, item, NOON)


def test_the_narrowest_rule_counts_then_the_newest() -> None:
    assert rule() == "explanations"
    assert rule(ruled("hints")) == "hints"
    assert rule(ruled("solutions", "s"), ruled("hints")) == "solutions"
    assert rule(ruled("exam", items=("i",)), ruled("solutions", "s")) == "exam"
    assert rule(ruled("exam", items=("other",)), ruled("solutions", "z")) == "explanations"
    assert rule(ruled("hints"), ruled("solutions")) == "solutions"


def test_a_rule_can_be_taken_back() -> None:
    assert rule(ruled("hints"), ruled("exam", "s"), ruled(None, "s")) == "hints"
    assert rule(ruled("hints"), ruled(None)) == "explanations"


def test_a_rule_has_a_window() -> None:
    hour = timedelta(hours=1)
    assert rule(ruled("exam", since=NOON - hour, until=NOON + hour)) == "exam"
    assert rule(ruled("exam", since=NOON + hour)) == "explanations"
    assert rule(ruled("exam", until=NOON)) == "explanations"
    assert rule(ruled("hints"), ruled("exam", since=NOON + hour)) == "hints"


RULES: tuple[Rule, ...] = ("solutions", "explanations", "hints", "search", "exam")


@given(st.sampled_from(RULES), st.sampled_from(RULES))
def test_the_stricter_rule_wins_whoever_made_it(one: Rule, other: Rule) -> None:
    assert (
        stricter(one, other) == stricter(other, one) == RULES[max(map(RULES.index, (one, other)))]
    )


@given(st.sampled_from(("stuck", "tell", "solution")), st.integers(0, 2))
def test_search_says_what_the_course_says_and_no_hint(request: Request, attempts: int) -> None:
    now = replace(START, rule="search", attempts=attempts)
    help_ = decide(now, request)
    assert isinstance(help_, Give)
    assert help_.rung.kind == "recall"
    assert decide(replace(now, given=["recall"]), request) == NoMore(solution_after_attempt=False)
    assert not may_explain(replace(now, attempts=1))
