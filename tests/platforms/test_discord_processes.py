"""The program, unmodified and in a process of its own, killed in the middle of turns."""

from __future__ import annotations

from pathlib import Path

from tests.platforms.discord_kills import survive


async def test_nothing_is_lost_or_answered_twice_when_the_program_is_killed(tmp_path: Path) -> None:
    outcome = await survive(tmp_path, deliveries=30, kills=2)
    assert outcome.deliveries == 30
    assert (outcome.lost, outcome.twice) == (0, 0)
