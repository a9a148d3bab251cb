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
_WHERE = re.compile(
    r"\b(?:on|in|about|with|for|en|sobre|con|de)\s+(?:the |la |el )?(.+?)\W*$|"
    r"^how (?:did|was|is) (.+?) (?:go|going)\b"
)
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
_GROUPS = (
    r"(?P<mixed>mixed |mixtos |diverse )?(?:small |study |learning |pequenos )?(?:groups?|grupos?)"
    r"(?P<mixed2> mixtos)?(?: (?:of|de) (?P<size>\d))?"
    r"(?: (?:students?|people|personas|estudiantes))?(?: (?:by|with|por|con) (?:(?:a |the |una? )?"
    r"(?:shared |same |misma? )?(?:gaps?|laguna|hueco)|(?P<mixed3>mixed \w+)))?"
)
"""How many, and by what: see `groups_wanted`."""
_STUDENTS = r"(?:(?:of )?(?:my |the |mis )?(?:students?|kids|estudiantes|alumnos) )"
_GIVE = (
    r"(?:(?:please )?(?:make|build|form|create|suggest|give me|show me|show|"
    r"haz(?:me)?|forma|crea|dame|muestra(?:me)?)(?: me)? (?:(?:some|the|a|un[oa]?s?|el|la|los) )?)?"
)
_PARTS = (
    (
        "details",
        r"details?|detalles?|more|mas|"
        r"what (?:do|does|did|are|is) (?:my |the )?(?:class|students?|kids)"
        r" (?:not )?(?:get(?:ting)? wrong|struggl\w+ with|mix(?:ing)? up|misunderstand\w*|"
        r"understand|ask(?:ing)?(?: about)?)|"
        r"(?:en )?que (?:no )?(?:fallan?|confunden?|entienden?|preguntan?)"
        r" (?:mi clase|mis estudiantes|mis alumnos)",
    ),
    (
        "people",
        r"students(?: to see)?$|people|estudiantes(?: que ver)?$|"
        rf"(?:which |what |who )(?:are )?{_STUDENTS}?(?:needs? (?:my )?help|"
        r"(?:is|are) (?:struggling|falling behind|behind)|"
        r"should i (?:see|look at|talk to|help))|"
        rf"(?:que |quien(?:es)? ){_STUDENTS}?(?:necesitan? (?:mi )?ayuda|tienen? problemas|"
        r"se (?:queda|estan? quedando)n? atras)",
    ),
    ("heat", rf"{_GIVE}(?:heat ?map|mapa(?: de calor)?)"),
    ("groups", rf"{_GIVE}{_GROUPS}"),
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
    part = (where[1] or where[2] or "").strip(" ?.!¿¡") if where else ""
    if part and not _CLASS.fullmatch(part):
        found = replace(found, where=part)
    return found


def part_wanted(text: str) -> tuple[str, str]:
    """The action that "/summary groups last week" stands for, empty for the summary itself; and
    what else is said."""
    said = flat(text)
    for verb, rule in _PARTS:
        if found := re.match(rf"(?:{rule})\b", said):
            return verb, said[found.end() :].strip()
    return "", text


def groups_wanted(text: str) -> dict[str, str]:
    """How groups are to be made, as the arguments of their button."""
    found = re.match(rf"{_GIVE}{_GROUPS}", flat(text))
    if not found:
        return {}
    mixed = found["mixed"] or found["mixed2"] or found["mixed3"]
    return {"k": "mixed" if mixed else "gap", "n": found["size"] or ""}


def somebody(text: str) -> str:
    """Whom "how is Ben doing?" is about; empty when it's about a class, or no such question."""
    said = flat(text)
    found = _OTHER.fullmatch(said)
    if not found:
        return ""
    name = next(filter(None, found.groups()), "")
    return "" if _OURS.search(name) or name in ("i", "it", "this", "that", "everything") else name
