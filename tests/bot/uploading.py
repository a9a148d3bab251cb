"""Studylamp over JSON lines with one small course, as a process that test_material_killed.py kills.

Argument: the data folder.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.adapters import jsonl
from bot.app import build
from bot.settings import Settings
from tests.dialogs.courses import PSYCHOLOGY
from tests.fakes import FakeLibrary, words_only

FOLDER = Path(sys.argv[1])


async def main() -> None:
    library = FakeLibrary(PSYCHOLOGY)
    retriever = words_only(library, FOLDER)
    settings = Settings(data_dir=FOLDER, course="psych")
    async with build(settings, library=library, retriever=retriever, model=None) as lamp:
        await jsonl.run(lamp.handle, sys.stdin.buffer, sys.stdout.buffer, recover=lamp.recover)


if __name__ == "__main__":
    asyncio.run(main())
