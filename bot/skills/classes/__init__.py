"""`class`: who is in a class and how they come in: for its teachers; for a student, what they are
in and what their teacher sees."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from bot.learner.roles import Right
from bot.messages import Choices, Part, Text
from bot.skill import Skill, Turn
from bot.skills.classes import consent, history, own, people, roster, show, ways
from bot.tutor.class_meant import ClassMeant, choose_class, class_meant

_NAME = "class"
_Done = list[Part]
_Do = Callable[[Turn, ClassMeant, re.Match[str]], Awaitable[_Done]]

_SETTINGS = re.compile(r"(?:(?:my |mi )?class )?(?:settings|rules|ajustes|reglas)", re.IGNORECASE)
_CLASS = re.compile(r"(?:(?:my|mi) )?(?:class|clase)\b\s*", re.IGNORECASE)
# What is said after /class, in any case; the right it takes; what does it.
_ORDERS: tuple[tuple[str, Right, _Do], ...] = (
    (r"(?:list|people|who.*|lista|quien.*)", "see", show.everybody),
    (r"(?:join )?(?:code|codigo|código)(?: (?P<what>.+))?", "admit", ways.code),
    (r"(?:codes|codigos|códigos)", "admit", roster.own_codes),
    (
        r"(?:import|roster|importar?)\b\s*"
        r"(?:(?:(?:an?|the|my|this|la|mi|esta) )?(?:roster|class list|students|lista)\b)?\s*"
        r"(?P<what>.*)",
        "admit",
        roster.look,
    ),
    (
        r"(?:bind|vincular?)(?: (?:here|(?:this )?channel|aqui|aquí|(?:este )?canal))?"
        r"(?P<all> (?:(?:the|this|el|al|este) )?(?:workspace|server|servidor|espacio))?",
        "admit",
        ways.bind,
    ),
    (r"(?:unbind|desvincular?)(?P<all> .+)?", "admit", ways.unbind),
    (r"(?:groups?|grupos?)", "see", people.groups),
    (r"(?:group|grupo) (?P<name>[^:]+?)\s*:\s*(?P<who>.+)", "arrange", people.group),
    (
        r"(?:role )?(?P<role>teacher|assistant|student|guardian|profesor|profesora|docente|"
        r"asistente|estudiante)s?\s*[: ]\s*(?P<who>.+)",
        "admit",
        people.role,
    ),
    (r"(?:remove|quitar?|saca)\s*:?\s+(?P<who>.+)", "admit", people.remove),
    (r"(?:log|history|registro|historial)", "admit", history.log),
    (
        r"(?:consent|consentimiento)(?:\s+(?P<what>on|off|codes|letters|si|sí|no|codigos|códigos|"
        r"cartas))?",
        "admit",
        consent.standing,
    ),
    (
        r"(?:consent|consentimiento)\s+(?P<what>given|withdrawn|dado|retirado)\s*:?\s+(?P<who>.+)",
        "admit",
        consent.noted,
    ),
)


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    if _SETTINGS.fullmatch(text.strip()):
        async for part in turn.skill("rules").run(turn, ""):
            yield part
        return
    meant = await class_meant(turn, text.strip(), _NAME)
    if meant is None:
        yield await own.own(turn)
    elif isinstance(meant, Choices):
        yield meant
    else:
        for part in await _done(turn, meant):
            yield part


async def _done(turn: Turn, meant: ClassMeant) -> _Done:
    said = _CLASS.sub("", meant.text.strip(" .!?"))
    if not said:
        return await show.overview(turn, meant)
    for pattern, right, do in _ORDERS:
        match = re.fullmatch(pattern, said, re.IGNORECASE | re.DOTALL)
        if match and turn.may(meant.id, right):
            return await do(turn, meant, match)
        if match:
            text = turn._("Only a teacher of {course} can do that.", course=meant.title)
            return [Text(markdown=text)]
    return [Text(markdown=show.usage(turn))]


async def _in_class(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """They said which class."""
    choose_class(turn, args.get("course", ""))
    async for part in run(turn, args.get("text", "")):
        yield part


async def _take(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    choose_class(turn, args.get("course", ""))
    meant = await class_meant(turn, "", _NAME)
    if isinstance(meant, ClassMeant) and turn.may(meant.id, "admit"):
        for part in await roster.take(turn, meant, args):
            yield part
    else:
        yield Text(markdown=turn._("Nothing was imported."))


def _said(text: str) -> Callable[[Turn, Mapping[str, str]], AsyncIterator[Part]]:
    """A button that stands for words."""

    def act(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
        if "course" in args:
            choose_class(turn, args["course"])
        return run(turn, text)

    return act


SKILL = Skill(
    name=_NAME,
    summary="your class: who is in it, and how they join",
    usage="/class code",
    run=run,
    act={
        "in_class": _in_class,
        "take": _take,
        "list": _said("list"),
        "code": _said("code"),
        "new_code": _said("code new"),
        "revoke": _said("code revoke"),
        "codes": _said("codes"),
        "how": _said("import"),
        "log": _said("log"),
        "consent_on": _said("consent on"),
        "consent_off": _said("consent off"),
        "letters": _said("consent codes"),
    },
    audience="you",
    always=True,
    takes_files=True,
)
