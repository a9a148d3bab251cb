"""The program itself, unmodified, as a process of its own: kill -9 in the middle of turns."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.platforms.slack_fake import FakeSlack
from tests.platforms.slack_kills import ASKED, Program, answers


async def test_whoever_wrote_has_one_answer_wherever_the_program_was_killed(
    tmp_path: Path,
) -> None:
    async with FakeSlack() as slack:
        program = Program(slack, tmp_path / "data")
        asked = []
        for done in (False, True):  # answered and not sent; sent and not noted
            await program.start()
            program.die_at("chat.postMessage", done=done)
            ts, delivery = await slack.message("D1", "U1", ASKED)
            assert delivery.acked
            asked.append(ts)
            await program.ended()
        await program.start()
        ts, _ = await slack.message("D1", "U1", ASKED)
        asked.append(ts)
        await slack.wait_for(lambda: len(answers(slack, asked)) == 3, 30)
        assert answers(slack, asked) == Counter(asked)
        program.kill()
        await program.ended()
