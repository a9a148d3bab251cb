"""What a message about a class asks for: which days, which part of the course, which group.
English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot import periods
from bot.tutor.words import flat

DAYS = 7
"""Of a summary, where none are named: "this week" on a Monday would be of nothing."""

_PERIOD = re.compile(
    r"\b(?:(?:since|desde) .+$|(?:over |in |during |for |durante )?(?:the |l[ao]s? |el )?"
    r"(?:(?:this|last|past|previous|est[ae]|ultim[oa]s?) )?"
    r"(?:\d{1,3} )?(?:weeks?|months?|days?|semanas?|mes|dias?)(?: pasad[oa])?\b|"
    r"(?:today|yesterday|hoy|ayer)\b|(?:on |last |el )(?:\w+day|lunes|martes|miercoles|jueves|"
    r"viernes|sabado|domingo)\b)"
)
_ALL = re.compile(
    r"\b(?:so far|overall|all (?:of it|term|year|along)|since the (?:start|beginning)|this term|"
    r"en total|en general|desde el (?:principio|comienzo|inicio)|(?:todo )?(?:este|el) curso)\b"
)
_WHERE = re.compile(r"\b(?:on|in|about|with|for|en|sobre|con|de)\s+(?:the |la |el )?(.+?)\W*$")
_CLASS = re.compile(
    r"\W*(?:my |the |our |mi |la |el |nuestra )?(?:whole |entire )?"
    r"(?:class(?:es)?|students?|course|kids|clase|estudiantes|alumnos|alumnado|curso)\W*"
)
_OTHER = re.compile(
    r"\W*(?:how (?:is|are|did|has|have) (?P<one>[\w.' -]{2,40}?) "
    r"(?:doing|do|been doing|getting on)\b.*|"
    r"(?:show me |what (?:are|is|were) |ver |give me )?(?P<two>[\w.-]{2,30})'s "
    r"(?:marks?|grades?|progress|results?|scores?|answers?|mistakes)\b.*|"
    r"what did (?P<three>(?!i\b|we\b|you\b)[\w.-]{2,30}) get wrong\b.*|"
    r"(?:como|que tal) (?:va|le va al?|le fue al?|lo hizo) (?P<four>[\w.' -]{2,40}?)"
    r"(?: (?:en|con|esta|desde)\b.*)?|"
    r"(?:las )?notas de (?P<five>[\w.' -]{2,40}?))\W*"
)
_OURS = re.compile(
    r"\b(?:class|students?|everyone|everybody|kids|course|group|period|team|section|block|"
    r"clase|estudiantes|alumnos|alumnado|todos|curso|grupo|periodo|equipo)\b"
)
_PARTS = (
    ("details", "details?|detalles?|more|mas"),
    ("people", "students(?: to see)?|people|estudiantes(?: que ver)?"),
    ("heat", "heat ?map|mapa(?: de calor)?"),
    ("groups", "(?:mixed |small )?groups|grupos"),
    ("csv", "csv|marks|gradebook|notas$"),
    ("share", "for the class|para la clase|share"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which summary."""

    first: date | None
    """The first day; None: from the beginning."""
    last: date
    where: str = ""
    """The part of the course, as it was named; empty: all of it."""
    group: str = ""

    def args(self, course: str) -> dict[str, str]:
        """For a button."""
        said = {
            "course": course,
            "f": self.first.isoformat() if self.first else "",
            "t": self.last.isoformat(),
            "w": self.where[:30],
            "g": self.group,
        }
        return {name: value for name, value in said.items() if value}


def from_args(args: Mapping[str, str], today: date) -> Wish:
    """What a button holds; the usual days where it holds none, or nonsense."""
    usual = wish("", today, ())
    try:
        last = date.fromisoformat(args["t"]) if "t" in args else usual.last
        first = date.fromisoformat(args["f"]) if "f" in args else None
    except ValueError:
        return usual
    if "t" not in args:
        first = usual.first
    return Wish(first, last, args.get("w", ""), args.get("g", ""))


def wish(text: str, today: date, groups: Iterable[str], *, language: str = "en") -> Wish:
    """
    Args:
        groups: names of the class's groups.
    """
    said = flat(text)
    usual = Wish(today - timedelta(days=DAYS - 1), today)
    found = usual
    whole = _ALL.search(said)
    if whole:
        found = replace(usual, first=None)
        said = said.replace(whole[0], " ")
    elif not re.search(r"\b(?:this week|esta semana)\b", said):
        named = periods.period(said, today, language=language)
        if named:
            found = Wish(named.first, min(named.last, today))
    for group in sorted(groups, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(flat(group))}(?!\w)", said):
            found = replace(found, group=group)
            said = re.sub(rf"(?<!\w){re.escape(flat(group))}(?!\w)", " ", said)
            break
    said = _PERIOD.sub(" ", said)
    where = _WHERE.search(" ".join(said.split()))
    if where and not _CLASS.fullmatch(where[1]) and where[1].strip(" ?.!"):
        found = replace(found, where=where[1].strip(" ?.!¿¡"))
    return found


def part_wanted(text: str) -> tuple[str, str]:
    """The action that "/summary groups last week" stands for, empty for the summary itself; and
    what else is said."""
    said = flat(text)
    for verb, rule in _PARTS:
        if found := re.match(rf"(?:{rule})\b", said):
            return verb, said[found.end() :].strip()
    return "", text


def somebody(text: str) -> str:
    """Whom "how is Ben doing?" is about; empty when it's about a class, or no such question."""
    said = flat(text)
    found = _OTHER.fullmatch(said)
    if not found:
        return ""
    name = next(filter(None, found.groups()), "")
    return "" if _OURS.search(name) or name in ("i", "it", "this", "that", "everything") else name
