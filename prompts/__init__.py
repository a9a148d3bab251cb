"""The prompts, one file each, and how one is filled in.

A prompt is a Jinja template with TOML front matter between ``+++`` lines::

    +++
    name = "ask"
    description = "What it is for."
    variables = ["course", "passages", "question"]
    max_tokens = 1200
    +++
    {% block system %}…{% endblock %}
    {% block user %}…{% endblock %}

A file that uses a variable it doesn't declare, or declares one it doesn't use, fails when it is
loaded; `render` fails on a variable that is missing, unknown or undefined. What others wrote
(passages, learners' words) goes through the ``data`` filter: it is put between marks that carry a
random code, so that no text can pretend to end them.
"""

from __future__ import annotations

import re
import secrets
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta, pass_context
from jinja2.runtime import Context

__all__ = ["Message", "Prompt", "PromptError", "names", "plain", "render"]


class PromptError(Exception):
    """A prompt's file or what was given for it is wrong. A mistake in the program, never a
    learner's."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: instructions, then the conversation, the newest message last."""

    system: str
    messages: tuple[Message, ...]
    max_tokens: int = 1200
    """Most tokens a good answer needs; the file's own figure."""
    name: str = ""
    """The file it came from, for logs."""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    description: str
    variables: frozenset[str]
    max_tokens: int
    template: Template


_FRONT_MATTER = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_FIELDS = {"name": str, "description": str, "variables": list, "max_tokens": int}
_BLOCKS = {"system", "user"}


def names() -> tuple[str, ...]:
    """All prompts there are."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name[:-3] for file in files if file.name.endswith(".md")))


def render(
    name: str,
    /,
    *,
    history: Sequence[Message] = (),
    marker: str | None = None,
    **variables: object,
) -> Prompt:
    """Fill in a prompt.

    Args:
        history: Earlier messages, oldest first; they go between instructions and new message.
        marker: The code in the marks around data. For tests; random by default.
        variables: Exactly those that the prompt's front matter names.

    Raises:
        PromptError: unknown prompt; missing, unknown or undefined variable.
    """
    file = _load(name)
    if missing := file.variables - variables.keys():
        raise PromptError(f"prompt {name!r} needs {_listed(missing)}")
    if unknown := variables.keys() - file.variables:
        raise PromptError(f"prompt {name!r} has no {_listed(unknown)}")
    context = file.template.new_context(
        {**variables, "_marker": marker if marker is not None else secrets.token_hex(4)}
    )
    try:
        system = "".join(file.template.blocks["system"](context))
        user = "".join(file.template.blocks["user"](context))
    except TemplateError as error:
        raise PromptError(f"prompt {name!r}: {error}") from error
    earlier = tuple(Message(message.role, plain(message.text)) for message in history)
    return Prompt(_tidy(system), (*earlier, Message("user", _tidy(user))), file.max_tokens, name)


@cache
def _load(name: str) -> _File:
    if name not in names():
        raise PromptError(f"there is no prompt {name!r}, only {_listed(names())}")
    source = resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    return parse(name, source)


def parse(name: str, source: str) -> _File:
    """Read one prompt file's text. Raises `PromptError` naming everything that is wrong with it."""
    found = _FRONT_MATTER.match(source)
    if not found:
        raise PromptError(f"prompt {name!r} has no front matter between +++ lines")
    try:
        fields = tomllib.loads(found[1])
        tree = _environment().parse(found[2])
        template = _environment().from_string(found[2])
    except (tomllib.TOMLDecodeError, TemplateError) as error:
        raise PromptError(f"prompt {name!r}: {error}") from error
    wrong = [
        f"{field} must be a {kind.__name__}"
        for field, kind in _FIELDS.items()
        if not isinstance(fields.get(field), kind) or not fields[field]
    ]
    wrong += [f"unknown field {field!r}" for field in fields.keys() - _FIELDS.keys()]
    if fields.get("name") != name:
        wrong.append(f"name must be {name!r}")
    if template.blocks.keys() != _BLOCKS:
        wrong.append("needs exactly the blocks system and user")
    declared, used = set(fields.get("variables", [])), meta.find_undeclared_variables(tree)
    wrong += [f"{variable!r} is declared but not used" for variable in sorted(declared - used)]
    wrong += [f"{variable!r} is used but not declared" for variable in sorted(used - declared)]
    if wrong:
        raise PromptError(f"prompt {name!r}: {'; '.join(wrong)}")
    return _File(name, fields["description"], frozenset(declared), fields["max_tokens"], template)


@cache
def _environment() -> Environment:
    environment = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  # a prompt is plain text, not HTML
    )
    environment.filters["data"] = _data
    return environment


@pass_context
def _data(context: Context, text: object, kind: str, label: object = "") -> str:
    """``{{ passage.text | data("passage", 1) }}``: text between marks that it can't end."""
    code = str(context["_marker"])
    opening = f"{kind}-{code} {plain(str(label)).replace(code, '')}".rstrip()
    return f"<{opening}>\n{plain(str(text)).replace(code, '')}\n</{kind}-{code}>"


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CHAT_TEMPLATE = re.compile(
    r"<(?=\|)|(?<=\|)>|<(?=/?(?:s|start_of_turn|end_of_turn|bos|eos)>)|<<(?=/?SYS>)|\[(?=/?INST\])"
)


def plain(text: str) -> str:
    """Text without control characters and without what servers take for a change of speaker.

    Local servers put messages into the model's own chat format (``<|im_start|>``, ``[INST]``);
    some do so without escaping what is inside. A space breaks such a mark and changes no meaning.
    """
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CHAT_TEMPLATE.sub(lambda mark: f" {mark[0]}" if mark[0] == ">" else f"{mark[0]} ", text)


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _listed(items: Sequence[str] | frozenset[str] | set[str]) -> str:
    return ", ".join(repr(item) for item in sorted(items))
