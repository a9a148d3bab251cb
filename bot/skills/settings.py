"""`settings`: language, reading level, pace, interests, and how much help."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from typing import get_args

from bot.i18n import languages, translator_for
from bot.learner.events import PreferencesChanged
from bot.learner.model import HelpStyle, Pace, Preferences, ReadingLevel
from bot.messages import Action, Form, FormField, Part, Text
from bot.skill import Skill, Turn
from knowledge.text import fold

AUTOMATIC = "auto"
_MOST_INTERESTS = 10

_OPTIONS: dict[str, tuple[str, ...]] = {
    "reading_level": get_args(ReadingLevel),
    "pace": get_args(Pace),
    "help": get_args(HelpStyle),
}
_FIELD_NAMES = {
    "language": "language",
    "idioma": "language",
    "lengua": "language",
    "reading": "reading_level",
    "reading_level": "reading_level",
    "level": "reading_level",
    "lectura": "reading_level",
    "nivel": "reading_level",
    "pace": "pace",
    "ritmo": "pace",
    "interests": "interests",
    "interest": "interests",
    "intereses": "interests",
    "help": "help",
    "ayuda": "help",
}
# What people call the values, in English and Spanish, folded.
_VALUE_NAMES = {
    "sencillo": "plain",
    "simple": "plain",
    "easy": "plain",
    "normal": "standard",
    "avanzado": "advanced",
    "tranquilo": "relaxed",
    "slow": "relaxed",
    "lento": "relaxed",
    "constante": "steady",
    "rapido": "fast",
    "quick": "fast",
    "pistas": "hints",
    "hints only": "hints",
    "solo pistas": "hints",
    "explicaciones": "explanations",
    "explanations first": "explanations",
}
_PHRASES: tuple[tuple[str, str, str], ...] = (
    (
        "help",
        "hints",
        r"\b(?:just|only|solo|sólo) (?:give me |dame |quiero )?(?:hints|pistas)\b|\bhints only\b",
    ),
    (
        "help",
        "explanations",
        r"\b(?:explain|explanations?) (?:things |it )?first\b|\bexpl[ií]ca(?:me)?(?:lo)? primero\b",
    ),
    (
        "reading_level",
        "plain",
        r"\b(?:simpler|easier|plain(?:er)?|simple) (?:words|language|english)\b|"
        r"\bpalabras (?:más )?(?:sencillas|simples|fáciles)\b",
    ),
    ("reading_level", "advanced", r"\bmore (?:technical|advanced)\b|\bmás (?:técnico|avanzado)\b"),
    ("pace", "fast", r"\b(?:shorter|brief(?:er)?) answers\b|\brespuestas (?:más )?cortas\b"),
    ("pace", "relaxed", r"\blonger answers\b|\brespuestas (?:más )?largas\b"),
)
_INTERESTS = re.compile(
    r"^\W*(?:i(?:'m| am) (?:interested in|into)|i (?:like|love)|my interests are|"
    r"me (?:gustan?|interesan?|encantan?)|mis intereses son)\s+(.+)$",
    re.IGNORECASE,
)


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    change = understood(text)
    if text.strip() and not change:
        yield Text(
            markdown=turn._(
                "I didn't get which setting you mean. Try “/settings language es”, "
                "“/settings reading plain”, “/settings pace fast”, "
                "“/settings interests football, music” or “/settings help hints”."
            )
        )
        return
    if not change:
        yield _form(turn)
        return
    yield Text(markdown=_apply(turn, change))


async def save(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The form was sent."""
    change = {name: value for name, value in args.items() if name in _FIELD_NAMES.values()}
    yield Text(markdown=_apply(turn, change))


def understood(text: str) -> dict[str, str]:
    """The settings that a message names and their new values; empty when it names none."""
    flat = text.strip().replace("’", "'")
    name, _, rest = flat.partition(" ")
    field = _FIELD_NAMES.get(fold(name).strip(":= "))
    if field and rest.strip(" :="):
        return {field: rest.strip(" :=")}
    interests = _INTERESTS.match(flat)
    if interests:
        return {"interests": interests[1].rstrip(" .!")}
    found = {field: value for field, value, said in _PHRASES if re.search(said, flat, re.I)}
    language = _language_in(flat)
    return found | ({"language": language} if language else {})


def _language_in(text: str) -> str | None:
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


def _apply(turn: Turn, change: Mapping[str, str]) -> str:
    """Store what is valid and say what now holds; say what is wrong with the rest."""
    checked = {field: _value(field, value) for field, value in change.items()}
    good = {field: value for field, value in checked.items() if value is not None}
    wrong = [field for field, value in checked.items() if value is None]
    if good:
        # A form says "auto" for the language; the record says None.
        values = {field: (None if value == AUTOMATIC else value) for field, value in good.items()}
        old = turn.learner.preferences
        new = Preferences.model_validate(old.model_dump() | values)
        if new != old:
            turn.record(PreferencesChanged(preferences=new))
        if new.language:
            turn.translator = translator_for(new.language)
        turn.learner = turn.learner.model_copy(update={"preferences": new})
    lines = [_refusal(turn, field) for field in wrong]
    if good or not lines:
        lines += [turn._("Done. This is how I'll work with you now:"), "", *_summary(turn)]
    return "\n".join(lines)


def _value(field: str, value: str) -> str | tuple[str, ...] | None:
    """The stored form of a value; None when it is none."""
    flat = fold(value).strip(" .!\"'")
    if field == "interests":
        parts = re.split(r"[,;\n]| and | y ", value)
        return tuple(part.strip(" .")[:40] for part in parts if part.strip(" ."))[:_MOST_INTERESTS]
    if field == "language":
        return AUTOMATIC if flat in (AUTOMATIC, "automatic", "automatico") else _language_in(flat)
    flat = _VALUE_NAMES.get(flat, flat)
    return flat if flat in _OPTIONS[field] else None


def _refusal(turn: Turn, field: str) -> str:
    options = (*languages(), AUTOMATIC) if field == "language" else _OPTIONS[field]
    return turn._(
        "I can't set {setting} to that. It can be: {options}.",
        setting=_labels(turn)[field],
        options=", ".join(options),
    )


def _labels(turn: Turn) -> dict[str, str]:
    return {
        "language": turn._("language"),
        "reading_level": turn._("reading level"),
        "pace": turn._("pace"),
        "interests": turn._("interests"),
        "help": turn._("help"),
    }


def _shown(turn: Turn) -> dict[str, str]:
    preferences = turn.learner.preferences
    return {
        "language": preferences.language or AUTOMATIC,
        "reading_level": preferences.reading_level,
        "pace": preferences.pace,
        "interests": ", ".join(preferences.interests),
        "help": preferences.help,
    }


def _meanings(turn: Turn) -> dict[str, str]:
    return {
        AUTOMATIC: turn._("the language you write in"),
        "plain": turn._("plain: short sentences, everyday words"),
        "standard": turn._("standard"),
        "advanced": turn._("advanced: the course's own terms"),
        "relaxed": turn._("relaxed: longer answers"),
        "steady": turn._("steady"),
        "fast": turn._("fast: two or three sentences"),
        "hints": turn._("hints only: I point, you explain"),
        "explanations": turn._("explanations first"),
    }


def _summary(turn: Turn) -> list[str]:
    labels, meanings = _labels(turn), _meanings(turn)
    return [
        f"- {labels[field]}: {meanings.get(value, value) or '–'}"
        for field, value in _shown(turn).items()
    ]


def _form(turn: Turn) -> Form:
    labels, shown = _labels(turn), _shown(turn)
    options = {"language": (AUTOMATIC, *languages()), **_OPTIONS}
    return Form(
        title=turn._("How I work with you"),
        fields=tuple(
            FormField(
                name=field,
                label=labels[field],
                kind="select" if field in options else "line",
                options=options.get(field, ()),
                value=value,
            )
            for field, value in shown.items()
        ),
        submit=Action(name="settings.save"),
    )


SKILL = Skill(
    name="settings",
    summary="language, reading level, pace, interests, how much help",
    usage="/settings language es",
    run=run,
    act={"save": save},
    audience="you",
)
