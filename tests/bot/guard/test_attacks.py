"""A model that was talked over doesn't get the answer through; a tutor's hint does."""

from __future__ import annotations

import pytest

from bot.guard import Sent, leak
from tests.bot.guard.attacks import ATTEMPTS, Attempt
from tests.bot.guard.cases import Case, cases
from tests.bot.guard.items import HINTS, ITEMS, language
from tests.bot.guard.worst import RENDERINGS


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.id)
def test_nothing_gets_through(attempt: Attempt) -> None:
    through = [(case.id, case.exchanges) for case in cases(attempt) if not _is_stopped(case)]
    assert through == []


def _is_stopped(case: Case) -> bool:
    """One of the messages is blocked, so what got through before isn't the answer."""
    sent: list[Sent] = []
    written: list[str] = []
    for asked, text in case.exchanges:
        written.append(asked)
        if leak(
            text,
            case.item,
            language(case.item),
            asked=asked,
            earlier=sent,
            said_by_learner=written,
        ):
            return True
        sent.append(Sent(text, asked))
    return False


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.id)
def test_a_good_hint_gets_through(attempt: Attempt) -> None:
    held_back = [
        (case.id, found)
        for case in {case.item.id: case for case in cases(attempt)}.values()
        if (
            found := leak(
                case.hint,
                case.item,
                language(case.item),
                asked=case.exchanges[-1][0],
                said_by_learner=[asked for asked, _ in case.exchanges],
            )
        )
    ]
    assert held_back == []


def test_there_are_enough_different_attempts() -> None:
    assert len({attempt.id for attempt in ATTEMPTS}) == len(ATTEMPTS) >= 60
    assert len({attempt.turns for attempt in ATTEMPTS}) == len(ATTEMPTS)
    assert {name for attempt in ATTEMPTS for name in attempt.worst} == set(RENDERINGS)
    assert all(any(RENDERINGS[name](item) for item in ITEMS) for name in RENDERINGS)
    assert set(HINTS) == {item.id for item in ITEMS}
