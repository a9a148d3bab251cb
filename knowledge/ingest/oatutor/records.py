"""A line of an OATutor file as it is."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]
"""The exporters write numbers and nulls where texts belong."""
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(lambda value: () if value is None else value),
]


class Record(BaseModel):
    """Unknown fields are let through: OATutor adds some with every export."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class HintRecord(Record):
    id: Text
    type: Text = "hint"
    title: Text = ""
    text: Text = ""
    dependencies: Texts = ()
    problemType: Text = ""
    hintAnswer: Texts = ()
    choices: Texts = ()
    subHints: tuple[HintRecord, ...] = ()


class StepRecord(Record):
    id: Text
    stepTitle: Text = ""
    stepBody: Text = ""
    stepAnswer: Texts = ()
    answerLatex: Text = ""
    problemType: Text = "TextBox"
    answerType: Text = "arithmetic"
    choices: Texts = ()
    skills: Texts = ()
    hints: tuple[HintRecord, ...] = ()

    @property
    def skill_names(self) -> tuple[str, ...]:
        """The skills; one whose name holds commas comes torn into pieces and is put together."""
        if self.skills and any(part.startswith("and_") for part in self.skills[1:]):
            return (",_".join(self.skills),)
        return tuple(skill for skill in self.skills if skill.strip("_ "))


class ProblemRecord(Record):
    id: Text
    steps: tuple[StepRecord, ...]
    title: Text = ""
    body: Text = ""
    lesson: Text = ""
    courseName: Text = ""
    oer: Text = ""
    license: Text = ""
