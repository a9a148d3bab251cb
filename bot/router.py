"""From a text or an action to a skill: slash commands, then an open question, then plain rules.

Everything that no rule claims goes to `ask`. The rules match whole messages, so that a question
about the course that happens to contain "help" or "English" is still a question.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.hygiene import folded
from bot.messages import Action, Part
from bot.sentences import PLEASE, POLITE, RULES, STUCK
from bot.skill import Skill, Turn

Handler = Callable[[Turn, Mapping[str, str]], AsyncIterator[Part]]

DEFAULT = "ask"

_COMMAND = re.compile(r"/([a-z_]+)(?:\s+(.*))?$", re.IGNORECASE | re.DOTALL)
_ALIASES = {
    "start": "help",
    "ayuda": "help",
    "curso": "course",
    "cursos": "course",
    "courses": "course",
    "ajustes": "settings",
    "pregunta": "ask",
    "repaso": "review",
    "cuestionario": "quiz",
    "progreso": "progress",
    "historial": "history",
    "repasar": "review",
    "vincular": "link",
    "desvincular": "unlink",
    "hoy": "today",
    "home": "today",
    "reglas": "rules",
    "assignments": "assign",
    "homework": "assign",
    "tareas": "assign",
    "asignar": "assign",
    "goals": "goal",
    "meta": "goal",
    "metas": "goal",
    "objetivo": "goal",
    "objetivos": "goal",
    "remind": "goal",
    "resumen": "summary",
    "clase": "class",
    "classes": "class",
    "unirme": "join",
    "guardians": "guardian",
    "parents": "guardian",
    "tutor": "guardian",
    "padres": "guardian",
}

_COMPILED = tuple(
    (skill, passed_on, re.compile(rf"[¿¡ ]*{POLITE}(?:{rule})(?:[ ,]+{PLEASE})?[ .!?]*"))
    for skill, rule, passed_on in RULES
)
_STUCK = re.compile(rf"[¿¡ ]*(?:{STUCK})[ .!?]*")


@dataclass(frozen=True, slots=True)
class Route:
    """Which skill a text goes to and with what."""

    skill: Skill
    argument: str


@dataclass(frozen=True, slots=True)
class ActionRoute:
    """Which skill an action goes to and what handles it."""

    skill: Skill
    handler: Handler
    args: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A slash command that no skill has."""

    command: str
    nearest: str
    """The command they may have meant; ``help`` when none is near."""


class Router:
    """Knows the skills by name."""

    def __init__(self, skills: Sequence[Skill]) -> None:
        self._skills = {skill.name: skill for skill in skills}

    def text(self, text: str, *, pending: str | None = None) -> Route | UnknownCommand:
        """The route of a cleaned text.

        Args:
            pending: name of the skill that asked a question which this may answer.
        """
        command = _COMMAND.match(text)
        if command:
            return self._command(command[1].lower(), (command[2] or "").strip())
        name, passed_on = _ruled(text) or (pending and (pending, True)) or _unruled(text)
        skill = self._skills.get(name) or self._skills[DEFAULT]
        return Route(skill, text if passed_on else "")

    def action(self, action: Action) -> ActionRoute | None:
        """The route of a button, choice or form; None when no skill has it (any more)."""
        name, _, verb = action.name.partition(".")
        skill = self._skills.get(name)
        handler = skill.act.get(verb) if skill else None
        return ActionRoute(skill, handler, action.args) if skill and handler else None

    def _command(self, name: str, argument: str) -> Route | UnknownCommand:
        skill = self._skills.get(_ALIASES.get(name, name))
        if skill:
            return Route(skill, argument)
        near = get_close_matches(name, [*self._skills, *_ALIASES], n=1, cutoff=0.6)
        return UnknownCommand(name, _ALIASES.get(near[0], near[0]) if near else "help")


def _unruled(text: str) -> tuple[str, bool]:
    """What to do with what no rule and no open question claims."""
    return ("hint", False) if _STUCK.fullmatch(folded(text)) else (DEFAULT, True)


def _ruled(text: str) -> tuple[str, bool] | None:
    """The skill that a rule names, and whether it gets the text."""
    plain = folded(text).replace("’", "'")
    return next(((name, given) for name, given, rule in _COMPILED if rule.fullmatch(plain)), None)
