"""What somebody says about a guardian's summary: to whom, when, in which language. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal

from bot.goals.when import Trouble, find_when
from bot.learner.guardians import address_of, find_code, found_address
from bot.names import clean_name
from bot.tutor.words import flat, is_question

Order = Literal["stop", "went", "list", "code", "consent", "change", "file", "link", "send", ""]

_LANGUAGES = {"en": r"(?:english|ingles)", "es": r"(?:spanish|espanol|castellano)"}
_IN = r"\b(?:in|en|to|al?)\s+"
_RULES: tuple[tuple[Order, re.Pattern[str]], ...] = (
    ("code", re.compile(r"^(?:(?:my |the |el |un )?guardian(?:'s)? )?(?:code|codigo)\b")),
    (
        "stop",
        re.compile(
            r"^(?:please |por favor )?(?:stop|cancel|end|switch (?:it )?off|turn (?:it )?off|"
            r"don'?t|no longer|para(?:lo)?|deja|cancela(?:lo)?|apaga(?:lo)?|desactiva(?:lo)?|"
            r"no (?:le )?(?:envies|mandes))\b"
        ),
    ),
    (
        "went",
        re.compile(
            r"^(?:what (?:went|was sent|(?:did|do|does|has|have) .+ (?:get|got|see|seen|receive|"
            r"received|read))|went|sent|history|log|que (?:se )?(?:envio|mando|recibe\w*|ve|ven|"
            r"ha recibido|recibio)|enviados?|historial)\b"
        ),
    ),
    ("consent", re.compile(r"\b(?:consent|permission|consentimiento|permiso)\b")),
    ("change", re.compile(r"^(?:change|edit|cambi\w+|edita\w*)\b")),
    ("file", re.compile(r"\b(?:file|archivo|fichero)\b")),
    ("link", re.compile(r"\b(?:link|enlace)\b")),
    (
        "send",
        re.compile(
            r"\b(?:send|mail|email|e-mail|forward|share|give|show|let|want|switch on|add|envi\w+|"
            r"mand\w+|compart\w+|da(?:r|le)|muestr\w+|quiero|activa\w*)\b"
        ),
    ),
    ("list", re.compile(r"^(?:list|show|lista|ver|(?:my )?(?:guardians?|parents?)|tutor\w*)?$")),
)
_ABOUT = re.compile(
    r"\b(?:(?:my|mi|mis) (?:step|grand|foster )?(?:mum|mom|mam|mummy|mommy|mother|dad|daddy|father|"
    r"ma|pa|parents?|folks|guardians?|family|aunt|uncle|madres?|mama|padres?|papas?|"
    r"tutor\w*|abuel\w+|ti[oa]s?|familia|madrastra|padrastro)|guardians?|weekly|semanal|summary|"
    r"resumen|it|\w+[ae]lo)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    order: Order = ""
    address: str = ""
    """One that mail can be sent to."""
    no_address: str = ""
    """What looks like one and isn't."""
    language: str = ""
    day: int | None = None
    """0 is Monday."""
    at: time | None = None
    trouble: Trouble | None = None
    detail: str = ""
    code: str = ""
    about: bool = True
    """It names a guardian, or the summary."""

    @property
    def adjusts(self) -> bool:
        """It says something about how or when."""
        return bool(self.language or self.day is not None or self.at)


def read(text: str) -> Said:
    raw = found_address(text) or ""
    address = address_of(raw) or "" if raw else ""
    said = flat(text.replace(raw, " ") if raw else text).lstrip("¿¡ ")
    order = next((order for order, rule in _RULES if rule.search(said)), "")
    if raw and order == "list":  # nothing but an address
        order = ""
    language = next(
        (tag for tag, words in _LANGUAGES.items() if re.search(_IN + words + r"\b", said)), ""
    )
    when = find_when(f"weekly {said}")
    return Said(
        order=order,  # type: ignore[arg-type]  # mypy takes it for a str
        address=address,
        no_address="" if address else raw,
        language=language,
        day=when.days[0] if len(when.days) == 1 else None,
        at=when.at,
        trouble=when.trouble,
        detail=when.detail,
        code=find_code(text) or "",
        about=_ABOUT.search(said) is not None,
    )


_CALLED = re.compile(
    r"^\W*(?:i'?m|i am|my name is|(?:they )?call me|it'?s|as|soy|me llamo|mi nombre es|"
    r"(?:me )?llama(?:n|me)|como)\s+",
    re.IGNORECASE,
)
_MOST_WORDS = 4


def name_in(text: str) -> str:
    """What somebody says that they are called; empty when that's no name."""
    name = clean_name(_CALLED.sub("", text.strip()))
    other = is_question(text) or "@" in text or len(name.split()) > _MOST_WORDS
    return "" if other else name
