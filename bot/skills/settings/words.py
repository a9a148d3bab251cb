"""Which setting a message means, in English and Spanish."""

from __future__ import annotations

import re

from bot.skills.settings.fields import language_in
from knowledge.text import fold

_NAMES = {
    "language": "language", "idioma": "language", "lengua": "language",
    "reading": "reading_level", "reading_level": "reading_level", "level": "reading_level",
    "lectura": "reading_level", "nivel": "reading_level", "pace": "pace", "ritmo": "pace",
    "interests": "interests", "interest": "interests", "intereses": "interests", "help": "help",
    "ayuda": "help", "timezone": "timezone", "zone": "timezone", "zona": "timezone",
    "limit": "daily_minutes", "daily": "daily_minutes", "limite": "daily_minutes",
    "break": "break_after", "breaks": "break_after", "pausa": "break_after",
    "pausas": "break_after", "confidence": "confidence", "confianza": "confidence",
    "quiet": "quiet", "silencio": "quiet", "mention": "mention", "mentions": "mention",
    "mencion": "mention", "menciones": "mention", "seguridad": "confidence",
    "pictures": "pictures", "imagenes": "pictures",
}  # fmt: skip
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
    ("confidence", "on", r"\bask (?:me )?how sure i am\b|\bpregunta(?:me)? (?:lo )?segur[oa]"),
)
_ONE_WORD = re.compile(r"^(?:daily )?(limit|time)(?: (zone))?\b|^zona horaria\b", re.IGNORECASE)
"""Names of two words: "time zone", "daily limit"."""
_INTERESTS = re.compile(
    r"^\W*(?:i(?:'m| am) (?:interested in|into)|i (?:like|love)|my interests are|"
    r"me (?:gustan?|interesan?|encantan?)|mis intereses son)\s+(.+)$",
    re.IGNORECASE,
)


def _as_one_word(found: re.Match[str]) -> str:
    return "limit" if (found[1] or "").lower() == "limit" else "timezone"


def understood(text: str) -> dict[str, str]:
    """The settings that a message names and their new values; empty when it names none."""
    flat = text.strip().replace("’", "'")
    name, _, rest = flat.partition(" ")
    if fold(name) in ("quiet", "horas") and fold(rest).startswith(("hours", "de silencio")):
        name, rest = "quiet", re.sub(r"^(?:hours|de silencio)[: ]*", "", rest, flags=re.I)
    if fold(name) in ("time", "daily", "zona") and fold(rest).startswith(
        ("zone", "limit", "horari")
    ):
        name, rest = ("limit" if "limit" in fold(rest) else "zone"), rest.partition(" ")[2]
    field = _NAMES.get(fold(name).strip(":= "))
    if field and rest.strip(" :="):
        return {field: rest.strip(" :=")}
    interests = _INTERESTS.match(flat)
    if interests:
        return {"interests": interests[1].rstrip(" .!")}
    found = {field: value for field, value, said in _PHRASES if re.search(said, flat, re.I)}
    language = language_in(flat)
    return found | ({"language": language} if language else {})
