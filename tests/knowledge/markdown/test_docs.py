"""docs/courses.md stays true: its example passes the check, and it names everything there is."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge import ingest
from knowledge.course import ITEM_KINDS
from knowledge.markdown.check import check_folder
from knowledge.markdown.section import read_section
from knowledge.markdown.syntax import KEYWORDS
from tests.knowledge.folders import write

PAGE = (Path(__file__).parents[3] / "docs" / "courses.md").read_text(encoding="utf-8")


def blocks(fence: str, language: str) -> list[str]:
    """The page's code blocks of one fence and language."""
    found = re.findall(r"^(```|~~~~)(\w*)\n(.*?)^\1$", PAGE, re.DOTALL | re.MULTILINE)
    return [text for *kind, text in found if kind == [fence, language]]


def test_the_complete_example_passes_the_check(tmp_path: Path) -> None:
    (toml,) = blocks("```", "toml")
    speed, acceleration = blocks("~~~~", "markdown")
    write(
        tmp_path,
        {
            "course.toml": toml,
            "motion/speed.md": speed,
            "motion/acceleration.md": acceleration,
        },
    )
    read, problems = check_folder(tmp_path)
    assert problems == []
    assert read and [section.id for section in read.course.sections()] == ["speed", "acceleration"]
    assert [len(section.items) for section in read.course.sections()] == [2, 0]


def test_the_other_example_reads_without_problems() -> None:
    (trip,) = blocks("~~~~", "")
    found = read_section(f'+++\ntitle = "T"\n+++\n{trip}', "t.md")
    assert found.problems == []
    assert found.section and len(found.section.items) == 2


def test_every_keyword_and_item_kind_is_described() -> None:
    assert [kind for kind in ITEM_KINDS if f"| `{kind}` |" not in PAGE] == []
    assert [
        word for word in KEYWORDS if f"`::: {word}" not in PAGE and word not in ITEM_KINDS
    ] == []


def test_every_reader_is_there_and_in_the_table() -> None:
    assert [name for name, module in ingest.READERS if ingest.reader_of(module) is None] == []
    table = PAGE.partition("recognises the format")[2].partition("\n\n- ")[0]
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \|$", table, re.MULTILINE)
    assert len(rows) == 1 + len(ingest.READERS)
