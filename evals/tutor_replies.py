"""Tutors' replies that people have labelled: MRBench (JSON) and MathDial (JSON lines)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.guard import Dialogue
from knowledge.problems import SourceError

_TURN = re.compile(r"(?:^|\n)\s*(Tutor|Teacher|Student)\s*:\s?", re.IGNORECASE)
_ASKED = re.compile(r"\bquestion is\s*:", re.IGNORECASE)
_MOVE = re.compile(r"\((\w+)\)\s*")
_NO_SOLUTION = "not available"


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of a tutor with what was said before it."""

    conversation: str
    text: str
    solution: str
    """The worked solution; empty when there is none."""
    dialogue: Dialogue
    label: str
    """MRBench: the value of Revealing_of_the_Answer. MathDial: the teacher's move."""

    @property
    def reveals(self) -> bool:
        """By MRBench's labels: any that begins with yes, whether the answer is right or wrong."""
        return self.label.casefold().startswith("yes")

    @property
    def reveals_right(self) -> bool:
        return self.reveals and "incorrect" not in self.label.casefold()


def read_mrbench(file: Path) -> list[Reply]:
    """All replies of an MRBench file (any version that has Revealing_of_the_Answer).

    Raises:
        SourceError: it can't be read or is not of that form.
    """
    try:
        data = json.loads(file.read_text("utf-8-sig"))
        return [reply for number, entry in enumerate(data) for reply in _of_entry(entry, number)]
    except (OSError, ValueError) as error:
        raise SourceError(f"{file} can't be read: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"{file} is not in MRBench's form: {error!r}") from error


def _of_entry(entry: Mapping[str, Any], number: int) -> Iterator[Reply]:
    solution = entry["Ground_Truth_Solution"].strip()
    for answer in entry["anno_llm_responses"].values():
        yield Reply(
            conversation=str(entry.get("conversation_id", number)),
            text=answer["response"],
            solution="" if solution.casefold() == _NO_SOLUTION else solution,
            dialogue=dialogue(entry["conversation_history"]),
            label=answer["annotation"]["Revealing_of_the_Answer"],
        )


def dialogue(history: str) -> Dialogue:
    """``Tutor: …`` and ``Student: …`` as question and learner's turns.

    MathDial's tutors begin with "The question is: …".
    """
    parts = _TURN.split(history)
    turns = list(zip(parts[1::2], parts[2::2], strict=True))
    opening = turns[0][1] if turns else ""
    asked = _ASKED.search(opening)
    return Dialogue(
        question=opening[asked.end() :].strip() if asked else opening.strip(),
        learner=tuple(text.strip() for who, text in turns if who.casefold() == "student"),
    )


def read_mathdial(file: Path) -> list[Reply]:
    """The teachers' turns of a MathDial file, each with what the student had said by then.

    Raises:
        SourceError: it can't be read or is not of that form.
    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
        entries = [json.loads(line) for line in lines if line.strip()]
        return [reply for entry in entries for reply in _of_conversation(entry)]
    except (OSError, ValueError) as error:
        raise SourceError(f"{file} can't be read: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"{file} is not in MathDial's form: {error!r}") from error


def _of_conversation(entry: Mapping[str, Any]) -> Iterator[Reply]:
    learner = [entry["student_incorrect_solution"]]
    for turn in entry["conversation"].split("|EOM|"):
        who, _, text = turn.partition(":")
        if who.strip().casefold() != "teacher":
            learner.append(text.strip())
            continue
        move = _MOVE.match(text.strip())
        yield Reply(
            conversation=str(entry["qid"]),
            text=text.strip()[move.end() :] if move else text.strip(),
            solution=entry["ground_truth"],
            dialogue=Dialogue(entry["question"], tuple(learner)),
            label=move[1] if move else "",
        )
