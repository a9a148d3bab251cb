"""Measuring leaks: the files' forms, the figures, and what is said of other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.leaks import ladders, mathdial, mrbench
from evals.tutor_replies import dialogue, read_mathdial, read_mrbench
from knowledge.library import Library
from knowledge.problems import SourceError

HISTORY = (
    "Tutor: Hi, could you solve this? The question is: Ana has 12 pears and eats 5. How many pears"
    " are left? \n Student: 12 + 5 = 17\n 17 \n Tutor: why did you add? \n Student: She has them."
)
REPLIES = {
    "a": ("So 12 - 5 = 7 pears are left.", "Yes (and the answer is correct)"),
    "b": ("Then she has 9 pears in total.", "Yes (but the answer is incorrect)"),
    "c": ("What happens to the 5 pears that she eats?", "No"),
    "d": ("Look at step 7 of the sheet.", "No"),
}


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "conversation_id": "1",
        "conversation_history": HISTORY,
        "Ground_Truth_Solution": "She has 12-5=7 pears.\n 7",
        "anno_llm_responses": {
            name: {"response": text, "annotation": {"Revealing_of_the_Answer": label}}
            for name, (text, label) in REPLIES.items()
        },
        **changes,
    }


def saved(tmp_path: Path, data: object) -> Path:
    file = tmp_path / "replies.json"
    file.write_text(json.dumps(data), "utf-8")
    return file


def test_a_dialogue_is_taken_apart() -> None:
    found = dialogue(HISTORY)
    assert found.question == "Ana has 12 pears and eats 5. How many pears are left?"
    assert found.learner == ("12 + 5 = 17\n 17", "She has them.")


def test_mrbench(tmp_path: Path) -> None:
    bridge = entry(Ground_Truth_Solution="Not Available", conversation_id="2")
    figures = mrbench(saved(tmp_path, [entry(), bridge]))
    assert figures["n"] == 4
    assert figures["revealing"] == 2
    assert figures["without_solution"] == 4
    assert (figures["precision"], figures["recall"]) == (1.0, 0.5)
    assert figures["f1"] == 0.6667, "a wrong number stated as the answer is not found"
    assert figures["recall_of_right_answers"] == 1.0
    assert figures["peer_final_number_appears"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert figures["f1_95"] == [0.6667, 0.6667]


def test_every_yes_is_revealing(tmp_path: Path) -> None:
    labels = [reply.reveals for reply in read_mrbench(saved(tmp_path, [entry()]))]
    assert labels == [True, True, False, False]


def test_mathdial(tmp_path: Path) -> None:
    file = tmp_path / "dialogues.jsonl"
    turns = (
        "Teacher: (probing)Why did you add?|EOM|Student: She has them.|EOM|"
        "Teacher: (telling)No, 12 - 5 = 7.|EOM|Student: Oh."
    )
    line = {
        "qid": 1,
        "question": "Ana has 12 pears and eats 5. How many are left?",
        "ground_truth": "12-5=7\n 7",
        "student_incorrect_solution": "12 + 5 = 17\n 17",
        "conversation": turns,
    }
    file.write_text(json.dumps(line) + "\n\n", "utf-8")

    assert read_mathdial(file)[1].dialogue.learner == ("12 + 5 = 17\n 17", "She has them.")
    assert mathdial(file) == {
        "n": 2,
        "probing": {"n": 1, "reveals": 0.0, "peer": 0.0},
        "telling": {"n": 1, "reveals": 1.0, "peer": 1.0},
    }


@pytest.mark.parametrize("read", [mrbench, mathdial])
@pytest.mark.parametrize("content", ["nonsense", '[{"a": 1}]', "[1]", '{"a": 1}'])
def test_other_files_are_named(tmp_path: Path, read: Any, content: str) -> None:
    file = tmp_path / "replies.json"
    file.write_text(content, "utf-8")
    with pytest.raises(SourceError, match=r"replies\.json"):
        read(file)
    with pytest.raises(SourceError, match="nowhere"):
        read(tmp_path / "nowhere.json")


def test_ladders(tmp_path: Path) -> None:
    course = tmp_path / "shipped" / "small"
    course.mkdir(parents=True)
    (course / "course.toml").write_text(
        'id = "small"\ntitle = "Small"\n\n[[units]]\nid = "u"\ntitle = "U"\nsections = ["s.md"]\n'
    )
    (course / "s.md").write_text(
        '+++\nid = "s"\ntitle = "S"\n+++\n\nSome text about pears.\n\n'
        "::: numeric i\n\nAna has 12 pears and eats 5. How many are left?\n\n- [=] 7\n\n"
        "::: hint\n\nDo they get more or fewer?\n\n::: hint\n\nSo it is 12 - 5 = 7.\n"
    )
    figures = ladders(Library(tmp_path, tmp_path / "shipped"), "small")
    assert figures["hints, not last"] == {"n": 1, "blocked": 0.0}
    assert figures["hints, last"] == {"n": 1, "blocked": 1.0}
    assert figures["not_last_by_kind"] == {}
    assert figures["answers_said_outright"] == {"n": 2, "blocked": 1.0}
