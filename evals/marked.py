"""Data sets of short answers that people have marked, one file a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, parse

from knowledge.course import ShortAnswerItem
from knowledge.grading.short_answer import GradedAnswer
from knowledge.problems import SourceError

FORMATS = ("semeval2013", "saf")


@dataclass(frozen=True, slots=True)
class MarkedQuestion:
    """A question with everybody's marked answers."""

    item: ShortAnswerItem
    answers: tuple[GradedAnswer, ...]


def read(folder: Path, data_format: str) -> list[MarkedQuestion]:
    """The questions of a folder of XML files, in the order of the file names.

    ``semeval2013``: SemEval-2013 Task 7, two-way (``accuracy="correct"``). ``saf``: scores of 0
    to 1, with written feedback.

    Raises:
        SourceError: a file isn't as expected, or there is none.
    """
    if data_format not in FORMATS:
        raise SourceError(f"--format is {data_format!r}: write one of {', '.join(FORMATS)}")
    files = sorted(folder.glob("*.xml"))
    if not files:
        raise SourceError(f"{folder} holds no .xml file")
    answer = _scored if data_format == "saf" else _correct
    return [_question(file, answer) for file in files]


def _question(file: Path, answer: Callable[[Element], GradedAnswer]) -> MarkedQuestion:
    try:
        root = parse(file).getroot()
        keys = [
            _text(each)
            for each in root.iter("referenceAnswer")
            if each.get("category") != "KEYWORD"  # words to look for, no answer
        ]
        item = ShortAnswerItem(
            id="item", question=_text(root.find("questionText")), answer=keys[0], accepted=keys[1:]
        )
        return MarkedQuestion(item, tuple(answer(each) for each in root.iter("studentAnswer")))
    except (OSError, ParseError, DefusedXmlException, ValueError, IndexError) as error:
        raise SourceError(f"{file} isn't a question with marked answers: {error}") from error


def _correct(answer: Element) -> GradedAnswer:
    accuracy = answer.get("accuracy")
    if accuracy not in ("correct", "incorrect"):
        raise ValueError(f'accuracy is {accuracy!r}, not "correct" or "incorrect"')
    return GradedAnswer(_text(answer), float(accuracy == "correct"))


def _scored(answer: Element) -> GradedAnswer:
    credit = float(_text(answer.find("score")))
    if not 0 <= credit <= 1:
        raise ValueError(f"the score {credit} is not between 0 and 1")
    return GradedAnswer(_text(answer.find("response")), credit)


def _text(element: Element | None) -> str:
    if element is None:
        raise ValueError("an element is missing")
    return " ".join("".join(element.itertext()).split())
