"""The README and docs/ stay true: their commands exist, with those options, and links lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^ *```([^\n`]*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")


def _commands(page: Path) -> Iterator[list[str]]:
    """The arguments of every `studylamp …` on a page, in blocks and in running text."""
    text = page.read_text("utf-8")
    blocks = [block for kind, block in _BLOCK.findall(text) if kind in ("", "sh", "console")]
    lines = [line for block in blocks for line in block.splitlines()]
    for line in [*lines, *_INLINE.findall(_BLOCK.sub("", text))]:
        for part in re.split(r"&&|\||;|#|<|>", line.removeprefix("$ ")):
            words = part.split()
            while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):  # settings in front
                words.pop(0)
            if words[:1] == ["studylamp"] and len(words) > 1:
                yield [word.strip("[]()…,") for word in words[1:]]


CASES = [
    pytest.param(words, id=f"{page.name}: {' '.join(words)}")
    for page in PAGES
    for words in _commands(page)
]


@pytest.mark.parametrize("words", CASES)
def test_commands_exist(words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    rest = list(words)
    while rest and rest[0] in getattr(command, "commands", {}):
        command = command.commands[rest.pop(0)]
    verbs = getattr(command, "commands", {})
    named = {word.partition("=")[0] for word in rest if re.fullmatch(r"--?[a-z][\w-]*.*", word)}
    known = {name for parameter in command.params for name in parameter.opts} | {"--help", "-h"}
    assert named <= known, f"studylamp {' '.join(words)}: no option {named - known}"
    if verbs and rest and not rest[0].startswith("-"):
        assert rest[0] in verbs, f"studylamp {' '.join(words)}: no command {rest[0]}"


def test_there_is_something_to_check() -> None:
    assert len(CASES) > 10


def test_the_readme_starts_with_the_two_lines() -> None:
    blocks = _BLOCK.findall((ROOT / "README.md").read_text("utf-8"))
    (_, opens), (_, tests) = blocks[:2]
    assert opens.count("\n") == tests.count("\n") == 1
    assert re.fullmatch(
        r"python -m pip install -c constraints\.txt \. && studylamp chat.*\n", opens
    )
    assert 'pip install -c constraints.txt -e ".[test]" && python -m pytest' in tests


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"
