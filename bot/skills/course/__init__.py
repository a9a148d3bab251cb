"""`course`: which courses there are, what is in them; what its teachers add to one."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from bot.messages import Part
from bot.skill import Skill, Turn
from bot.skills.course import adding, choosing, files
from bot.tutor.words import flat
from bot.uploads import asks_to_add

_ADD = re.compile(
    r"(?:how (?:do|can) i |can i |como (?:puedo )?)?"
    r"(?:add|upload|anad(?:e|o|ir)|agreg(?:a|o|ar)|sub(?:e|o|ir))\b.*"
)
_REMOVE = re.compile(
    r"(?:please |por favor )?"
    r"(?:remove|delete|take(?: out)?|quitar?|eliminar?|borrar?|sacar?)\s+(?P<name>.+)"
)
_FILES = re.compile(
    r"files|archivos|(?:which|what|show|list|que|cuales|ver|muestra)(?: me)?(?: the| los)? "
    r"(?:files|archivos|material)\b.*|what (?:did|have) i add(?:ed)?\b.*|"
    r"que (?:he )?(?:anadi|agreg|subi)\w*"
)


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    said = flat(text)
    if _ADD.fullmatch(said) or asks_to_add(text):
        parts = adding.how(turn)
    elif match := _REMOVE.fullmatch(said):
        parts = files.remove(turn, match["name"])
    elif _FILES.fullmatch(said):
        parts = files.listed(turn)
    else:
        parts = choosing.chosen(turn, text)
    async for part in parts:
        yield part


SKILL = Skill(
    name="course",
    summary="choose a course or see what's in it",
    usage="which courses are there?",
    run=run,
    always=True,
    act={
        "choose": choosing.choose,
        "show": choosing.show,
        "offer": adding.offer,
        "add": adding.add,
        "read": adding.read,
        "files": files.files,
        "remove": files.removed,
        "keep": files.kept,
    },
    teaching=adding.HOW,
)
