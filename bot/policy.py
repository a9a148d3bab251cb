"""Which help may be given with an exercise now. Pure.

What a learner says never changes what may be shown; only what they did does (attempts), what the
teacher ruled, and what they asked to be spared (hints only). The order of the rules in `decide` is
the policy.

Sources: help that just answers makes students worse afterwards, guarded hints don't (Bastani et
al. 2025); after a failed step a prerequisite that is missing is the thing to teach (VanLehn 2011);
hints that didn't help are not helped by repeating them (Aleven et al. 2016).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.hints import Rung
from bot.learner.events import HelpRuled, Rule
from bot.learner.model import HelpStyle

Request = Literal["stuck", "tell", "solution", "aside"]
"""They want a hint or don't know on; they want the answer; they want the worked solution; they say
something else, which is neither an attempt nor in the course."""

DEFAULT: Rule = "explanations"
LOOSEST: Rule = "solutions"
_STRICTNESS: tuple[Rule, ...] = (LOOSEST, "explanations", "hints", "search", "exam")
_SAME_LEVEL = {"recall", "orient"}
"""Kinds of rungs that say much the same again: one that didn't help is not followed by another."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that decides about help with one item."""

    rule: Rule
    preference: HelpStyle = "explanations"
    attempts: int = 0
    """Real ones: answers that were marked, work that could be followed."""
    ladder: Sequence[Rung] = ()
    given: Collection[str] = ()
    """Ids of the rungs that were given."""
    told: bool = False
    """A first step was shared with them after "just tell me"."""
    missing: str | None = None
    """Id of a prerequisite that is shaky and wasn't offered yet."""
    has_solution: bool = False


@dataclass(frozen=True, slots=True)
class Exam:
    """No help with this item now."""


@dataclass(frozen=True, slots=True)
class First:
    """Something it builds on is missing: offer that first."""

    concept: str


@dataclass(frozen=True, slots=True)
class Give:
    """This rung of the ladder."""

    rung: Rung
    level: int
    """Its place in the ladder."""
    shared: bool = False
    """As a first step done together, because they asked for the answer."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The worked solution, answer included."""


@dataclass(frozen=True, slots=True)
class AskAttempt:
    """It's the learner's turn: they have what they need for a try."""


@dataclass(frozen=True, slots=True)
class NoMore:
    """The ladder is used up."""

    solution_after_attempt: bool
    """A try would open the worked solution."""


Help = Exam | First | Give | Solution | AskAttempt | NoMore


def decide(situation: Situation, request: Request) -> Help:
    """What to do about a request for help."""
    s = situation
    if s.rule == "exam":
        return Exam()
    if s.rule == "search":
        return _point(s)
    if request in ("tell", "solution") and may_show_solution(s):
        return Solution()
    if request == "solution" and not may_ever_show_solution(s):
        request = "tell"
    if request == "aside":
        return AskAttempt()
    if request == "tell" and s.told and not s.attempts:
        return AskAttempt()  # one shared first step, not one for each time they ask
    if s.missing and s.attempts:
        return First(s.missing)
    level = _next_level(s, concrete=request == "tell")
    if level is None:
        if may_show_solution(s):
            return Solution()
        return NoMore(solution_after_attempt=may_ever_show_solution(s))
    return Give(s.ladder[level], level, shared=request == "tell")


def may_show_solution(situation: Situation) -> bool:
    """The worked solution, where the teacher allows it, after a real attempt."""
    return may_ever_show_solution(situation) and situation.attempts > 0


def may_ever_show_solution(situation: Situation) -> bool:
    return situation.rule == "solutions" and situation.has_solution


def may_explain(situation: Situation) -> bool:
    """More than pointing: what the course says about the idea, why an attempt is wrong."""
    if not explains(situation.rule) or situation.preference == "hints":
        return False
    return situation.attempts > 0


def explains(rule: Rule) -> bool:
    """The rule lets more be said than hints: reasons, worked examples."""
    return _STRICTNESS.index(rule) < _STRICTNESS.index("hints")


def gives_hints(rule: Rule) -> bool:
    return _STRICTNESS.index(rule) <= _STRICTNESS.index("hints")


def stricter(one: Rule, other: Rule) -> Rule:
    """The one that leaves less help: a pilot's arm never gives more than the teacher's rule, an
    exam stays an exam."""
    return max(one, other, key=_STRICTNESS.index)


def _point(s: Situation) -> Help:
    """What the course itself says, as a search would find it, and nothing more."""
    left = [
        (level, rung)
        for level, rung in enumerate(s.ladder)
        if rung.kind == "recall" and rung.id not in s.given
    ]
    return Give(left[0][1], left[0][0]) if left else NoMore(solution_after_attempt=False)


def _next_level(s: Situation, *, concrete: bool) -> int | None:
    """The first rung that wasn't given.

    Args:
        concrete: a step rather than a pointer, if there is one.
    """
    last = next((rung for rung in reversed(s.ladder) if rung.id in s.given), None)
    left = [(n, rung) for n, rung in enumerate(s.ladder) if rung.id not in s.given]
    useful = [
        (n, rung)
        for n, rung in left
        if not (last and rung.kind == last.kind and rung.kind in _SAME_LEVEL)
    ]
    if concrete:
        useful = [(n, r) for n, r in useful if r.kind != "orient"] or useful
    return useful[0][0] if useful else None


def rule_for(
    ruled: Sequence[HelpRuled], section: str, item: str, now: datetime, default: Rule = DEFAULT
) -> Rule:
    """The teacher's rule for an item: the narrowest that holds now, the newest of these.

    Args:
        ruled: of this course, oldest first.
        default: the course's own.
    """
    scopes: tuple[Callable[[HelpRuled], bool], ...] = (
        lambda each: item in each.items,
        lambda each: not each.items and section in each.sections,
        lambda each: not each.items and not each.sections,
    )
    for is_meant in scopes:
        newest = next(
            (each for each in reversed(ruled) if is_meant(each) and each.holds(now)), None
        )
        if newest and newest.rule:
            return newest.rule
    return default
