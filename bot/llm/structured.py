"""Answers as data: what is asked for, how it is read, how a wrong one is asked for again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import ModelMisbehaved
from bot.llm.port import Message, Prompt

T = TypeVar("T", bound=BaseModel)


class NotTheSchema(ModelMisbehaved):
    """The answer isn't JSON, or not of the schema. Worth asking once more, saying what is wrong."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(why="not of the schema")
        self.text = text
        self.problem = problem


def asking_for(schema: type[BaseModel], prompt: Prompt) -> Prompt:
    """The prompt with the schema in words: not every server heeds ``response_format``."""
    wanted = json.dumps(schema.model_json_schema(), ensure_ascii=False)
    return replace(
        prompt,
        system=f"{prompt.system}\n\nAnswer with one JSON object that fits this JSON schema, "
        f"and with nothing else:\n{wanted}",
    )


def asking_again(prompt: Prompt, answer: NotTheSchema) -> Prompt:
    """The prompt after an answer that doesn't fit."""
    return replace(
        prompt,
        messages=(
            *prompt.messages,
            Message("assistant", answer.text[:2000] or "(empty)"),
            Message("user", f"That doesn't fit: {answer.problem}. Give the JSON object alone."),
        ),
    )


def parsed(text: str, schema: type[T]) -> T:
    """Read an answer; a code fence or words around the object are overlooked.

    Raises:
        NotTheSchema: saying what is wrong with it.
    """
    inner = text[text.find("{") : text.rfind("}") + 1]
    try:
        return schema.model_validate_json(inner)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = f"{place}: {first['msg']}" if place else first["msg"]
        raise NotTheSchema(text, problem) from error
