"""The settings: what each can be, how people call its values, how it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from bot.clock_times import clock_time
from bot.i18n import languages
from bot.learner.model import HelpStyle, Pace, Preferences, QuietHours, ReadingLevel, Theme
from bot.zones import zone_named
from knowledge.text import fold

AUTOMATIC, OFF, ON = "auto", "off", "on"
_MOST_INTERESTS = 10
_LONGEST = 24 * 60
"""Minutes."""
_MINUTES = re.compile(r"(?:after )?(\d{1,4}) ?(?:m|min|mins|minutes?|minutos?)?(?: a day)?")

_CLOCK = r"\d{1,2}(?:[:.h]\d\d)?h? ?(?:[ap]\.? ?m\.?)?"
_HOURS = re.compile(
    rf"(?:(?:from|de(?:sde)?) )?(?:las? )?(?P<since>{_CLOCK}) ?"
    rf"(?:-|–|to|until|till|a|hasta) ?(?:las? )?(?P<until>{_CLOCK})"
)

Value = str | int | bool | tuple[str, ...] | QuietHours | None
"""As the record has it."""


class NotPossible(ValueError):
    """A setting can't have that value."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    """As in `Preferences`."""
    group: Literal["help", "time"]
    parse: Callable[[str], Value]
    """From what was typed; raises NotPossible."""
    options: tuple[str, ...] = ()
    """All that it can be; empty when that is no short list."""

    def shown(self, preferences: Preferences) -> str:
        """The value as it is typed."""
        match getattr(preferences, self.name):
            case None:
                return AUTOMATIC if self.name in ("language", "timezone") else OFF
            case bool() as value:
                return ON if value else OFF
            case tuple() as value:
                return ", ".join(value)
            case QuietHours() as value:
                return f"{value.since:%H:%M}–{value.until:%H:%M}"
            case value:
                return str(value)


# What people call the values, in English and Spanish, folded.
_SAID: Mapping[str, str] = {
    "sencillo": "plain", "simple": "plain", "easy": "plain", "normal": "standard",
    "avanzado": "advanced", "tranquilo": "relaxed", "slow": "relaxed", "lento": "relaxed",
    "constante": "steady", "rapido": "fast", "quick": "fast", "pistas": "hints",
    "hints only": "hints", "solo pistas": "hints", "explicaciones": "explanations",
    "explanations first": "explanations", "claro": "light", "oscuro": "dark",
}  # fmt: skip
_NO = frozenset("off no none never false 0 nunca ninguno ninguna desactivado apagado".split())
_YES = frozenset("on yes true si activado encendido".split())
_AUTO = frozenset((AUTOMATIC, "automatic", "automatico", "automatica"))


def _flat(value: str) -> str:
    return fold(value).strip(" .!\"'")


def _one_of(options: tuple[str, ...]) -> Callable[[str], Value]:
    def parse(value: str) -> Value:
        flat = _SAID.get(_flat(value), _flat(value))
        if flat not in options:
            raise NotPossible(value)
        return flat

    return parse


def _language(value: str) -> Value:
    if _flat(value) in _AUTO:
        return None
    found = language_in(value)
    if found is None:
        raise NotPossible(value)
    return found


def _interests(value: str) -> Value:
    parts = re.split(r"[,;\n]| and | y ", value)
    return tuple(part.strip(" .")[:40] for part in parts if part.strip(" ."))[:_MOST_INTERESTS]


def _zone(value: str) -> Value:
    """An IANA name, or what people call it."""
    if _flat(value) in _AUTO:
        return None
    found = zone_named(value)
    if found is None:
        raise NotPossible(value)
    return found


def _minutes(value: str) -> Value:
    flat = _flat(value)
    if flat in _NO:
        return None
    found = re.fullmatch(
        r"(?:after )?(\d{1,4}) ?(?:m|min|mins|minutes?|minutos?)?(?: a day)?", flat
    )
    if not found or not 0 < int(found[1]) <= _LONGEST:
        raise NotPossible(value)
    return int(found[1])


def _quiet(value: str) -> Value:
    """ "21:30-7:30", "from 10 pm to 7", "off" """
    flat = _flat(value)
    if flat in _NO:
        return None
    found = _HOURS.fullmatch(flat)
    since, until = (clock_time(found[name]) if found else None for name in ("since", "until"))
    if since is None or until is None:
        raise NotPossible(value)
    return QuietHours(since=since, until=until)


def _switch(value: str) -> Value:
    flat = _flat(value)
    if flat not in _YES | _NO:
        raise NotPossible(value)
    return flat in _YES


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("language", "help", _language, (AUTOMATIC, *languages())),
        Field("reading_level", "help", _one_of(get_args(ReadingLevel)), get_args(ReadingLevel)),
        Field("pace", "help", _one_of(get_args(Pace)), get_args(Pace)),
        Field("interests", "help", _interests),
        Field("help", "help", _one_of(get_args(HelpStyle)), get_args(HelpStyle)),
        Field("timezone", "time", _zone),
        Field("daily_minutes", "time", _minutes),
        Field("break_after", "time", _minutes),
        Field("quiet", "time", _quiet),
        Field("mention", "time", _switch, (ON, OFF)),
        Field("confidence", "time", _switch, (ON, OFF)),
        Field("pictures", "time", _one_of(get_args(Theme)), get_args(Theme)),
    )
}


def language_in(text: str) -> str | None:
    """A language named in the text, by code or by its name in any language we speak."""
    words = set(re.findall(r"\w+", fold(text)))
    named = next((code for code, names in _language_names().items() if words & names), None)
    # "en" and "es" are words of Spanish, too ("habla en español"): a code counts by itself alone.
    return named or next((code for code in languages() if words == {code}), None)


def _language_names() -> dict[str, set[str]]:
    from babel import Locale

    names: dict[str, set[str]] = {}
    for code in languages():
        locale = Locale.parse(code, sep="-")
        spoken = [locale.get_language_name(other) or "" for other in languages()]
        names[code] = {fold(name) for name in spoken if name}
    return names
