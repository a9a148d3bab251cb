"""`studylamp search` and `studylamp eval`: what they print, and what they say of bad input."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from knowledge.markdown.writer import write_course
from tests.knowledge.searching import small_course


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    write_course(small_course(), folder / "courses" / "small")
    return folder


@pytest.fixture(autouse=True)
def _installed(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYLAMP_DATA_DIR", str(installation))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["studylamp", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return call


def lines(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_search_gives_one_list_of_sections(run: Any) -> None:
    code, out, _ = run(
        "search", "bees, bread and chess", "--course", "small", "--limit", "2", "--json"
    )

    hits = json.loads(out)
    assert code == 0
    assert {hit["section"] for hit in hits} < {"bees", "bread", "chess"}
    assert len(hits) == 2
    assert set(hits[0]) >= {"course", "section", "title", "score", "text"}
    assert hits[0]["course"] == "small" and hits[0]["title"]
    assert hits[0]["score"] > hits[1]["score"]


def test_search_for_people(run: Any) -> None:
    code, out, _ = run("search", "bees in a hive", "--course", "small")

    assert code == 0
    assert out.startswith("1. Bees  [small, ")
    assert "A hive has one queen." in out


def test_search_that_finds_nothing(run: Any) -> None:
    assert json.loads(run("search", "…", "--course", "small", "--json")[1]) == []
    assert run("search", "…", "--course", "small")[1] == "Nothing found.\n"


def test_an_unknown_course_is_named(run: Any) -> None:
    code, out, err = run("search", "bees", "--course", "smal")

    assert (code, out) == (1, "")
    assert "no course 'smal'" in err


def test_eval_retrieval(run: Any, tmp_path: Path) -> None:
    bees = lines(tmp_path / "a", {"q": "who dances in the hive?", "gold": "small/bees"})
    wrong = lines(tmp_path / "b", {"q": "sand melts to glass", "gold": "small/chess"})
    files = ["--questions", bees, "--questions", wrong]

    code, out, _ = run("eval", "retrieval", "--course", "small", *files, "--peers", "--json")

    figures = json.loads(out)
    assert code == 0
    assert set(figures) >= {"n", "ndcg@10", "recall@5", "mrr@10", "p50_ms", "p95_ms"}
    assert figures["n"] == 2 and figures["indexed"] == "text" and figures["gold_not_indexed"] == 0
    assert 0.5 <= figures["mrr@10"] < 1
    assert set(figures["peers"]) == {"bm25", "dense", "rrf"}
    assert figures["peers"]["rrf"]["n"] == 2


def test_eval_for_people(run: Any, tmp_path: Path) -> None:
    bees = lines(tmp_path / "a", {"q": "who dances in the hive?", "gold": "small/bees"})

    _, out, _ = run("eval", "retrieval", "--course", "small", "--questions", bees)

    assert "ndcg@10                              1" in out


def test_eval_names_the_line_that_is_wrong(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"q": "fine", "gold": "small/bees"}\n{"q": "no gold"}\n', "utf-8")

    code, out, err = run("eval", "retrieval", "--course", "small", "--questions", file, "--json")

    assert (code, out) == (1, "")
    assert f'{file}:2: "gold" is not "course/section"' in err


def test_eval_coverage(run: Any, tmp_path: Path) -> None:
    inside = lines(tmp_path / "in", {"q": "how do bees dance?"}, {"q": "what are tides?"})
    sport = lines(tmp_path / "sport", {"q": "who won the 1998 world cup"})
    code_ = lines(tmp_path / "code", {"q": "python list comprehension"}, {"q": "what are bees?"})
    files = ["--inside", inside, "--outside", sport, "--outside", code_]

    code, out, _ = run("eval", "coverage", "--course", "small", *files, "--json")

    figures = json.loads(out)
    assert code == 0
    assert (figures["n_inside"], figures["n_outside"]) == (2, 3)
    assert figures["false_refusals"] == 0
    assert figures["outside_refused"] == pytest.approx(2 / 3, abs=1e-3)
    assert figures["outside_refused_by_file"][str(sport)] == 1


def test_eval_items(run: Any) -> None:
    code, out, _ = run("eval", "items", "--course", "small", "--json")
    figures = json.loads(out)
    assert code == 0
    assert figures["course"] == "small"
    assert figures["generated"] == figures["accepted"] + sum(figures["rejected"].values())

    _, out, _ = run("eval", "items", "--course", "small", "--n", 2, "--show")
    assert "sections_with_items" in out
    assert "items: " not in out


def test_eval_speed(run: Any) -> None:
    code, out, _ = run(
        "eval", "speed", "--course", "small", "--smallest", 20, "--largest", 40, "--json"
    )

    figures = json.loads(out)
    assert code == 0
    assert figures["vectors_per_s"] > 0 and figures["words_searchable_s"] >= 0
    assert {"p50_ms@20", "p95_ms@20", "p95_ms@40", "p95_exact_ms@40"} <= set(figures)


def test_eval_scifact(run: Any, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "scifact-corpus.csv.gz", "wt", encoding="utf-8") as file:
        file.write("doc_id,title,abstract,structured\n1,Bees,Bees dance,\n2,Tides,The moon,\n")
    with gzip.open(tmp_path / "topics.scifact.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("7\tDo bees dance?\n8\tThe moon\n")
    (tmp_path / "qrels.scifact.txt").write_text("7 0 1 1\n8 0 1 1\n", "utf-8")

    code, out, _ = run("eval", "scifact", tmp_path, "--json")

    assert code == 0
    assert json.loads(out)["ndcg@10"] == pytest.approx((1 + 0.6309) / 2, abs=1e-3)


def test_eval_scifact_without_the_files(run: Any, tmp_path: Path) -> None:
    code, out, err = run("eval", "scifact", tmp_path, "--json")

    assert (code, out) == (1, "")
    assert "doesn't hold SciFact as expected" in err


def test_eval_leaks(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "replies.json"
    reply = {"response": "It's 7.", "annotation": {"Revealing_of_the_Answer": "Yes"}}
    entry = {
        "conversation_history": "Tutor: The question is: What is 12 - 5? \n Student: 17",
        "Ground_Truth_Solution": "12-5=7",
        "anno_llm_responses": {"a": reply},
    }
    file.write_text(json.dumps([entry]), "utf-8")

    code, out, _ = run("eval", "leaks", "--format", "mrbench", file, "--json")

    assert code == 0
    figures = json.loads(out)
    assert (figures["f1"], figures["n"]) == (1.0, 1)


def test_eval_leaks_says_what_is_wrong_with_the_file(run: Any, tmp_path: Path) -> None:
    (tmp_path / "replies.json").write_text("[]x", "utf-8")

    code, _, err = run("eval", "leaks", "--format", "mrbench", tmp_path / "replies.json")

    assert code == 1
    assert "can't be read" in err


def test_eval_ladders(run: Any) -> None:
    code, out, _ = run("eval", "ladders", "--course", "small", "--json")

    assert code == 0
    assert "ms_per_2k_max" in json.loads(out)


def test_eval_grading_without_the_files(run: Any, tmp_path: Path) -> None:
    folders = ("--train", tmp_path, "--test", tmp_path)

    code, out, err = run("eval", "grading", "--format", "semeval2013", *folders, "--json")

    assert (code, out) == (1, "")
    assert "no .xml file" in err
