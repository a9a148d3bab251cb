from __future__ import annotations

from pathlib import Path

import pytest

from evals.questions import Question, read_questions
from knowledge.problems import SourceError


def test_questions_of_several_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('\ufeff{"q": "one", "gold": "c/s", "more": 1}\n\n', "utf-8")
    (tmp_path / "b").write_text('{"q": "¿dos?", "gold": "c/t"}', "utf-8")

    found = read_questions([tmp_path / "a", tmp_path / "b"], gold=True)

    assert found == [Question("one", "c/s"), Question("¿dos?", "c/t")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nonsense", "not JSON"),
        ("[1]", '"q" is missing'),
        ('{"q": "  ", "gold": "c/s"}', '"q" is missing'),
        ('{"q": 3, "gold": "c/s"}', '"q" is missing'),
        ('{"q": "one"}', '"gold" is not "course/section"'),
        ('{"q": "one", "gold": "section"}', '"gold" is not'),
    ],
)
def test_a_wrong_line_is_named_with_what_is_expected(
    tmp_path: Path, line: str, message: str
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"q": "fine", "gold": "c/s"}}\n{line}\n', "utf-8")

    with pytest.raises(SourceError) as error:
        read_questions([file], gold=True)

    assert f"{file}:2: {message}" in str(error.value)
    assert "expected" in str(error.value)


def test_coverage_needs_no_gold(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('{"q": "one"}', "utf-8")

    assert read_questions([tmp_path / "a"], gold=False) == [Question("one")]


def test_missing_binary_and_empty_files_are_errors(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n", "utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x81")

    for name in ("nowhere", "empty", "binary"):
        with pytest.raises(SourceError, match=name):
            read_questions([tmp_path / name], gold=False)
