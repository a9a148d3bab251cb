"""Guardians' addresses, links and codes, as the store keeps them. Pure."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from bot.learner.linking import find_code, new_code

Purpose = Literal["confirm", "stop", "page", "consent", "letter"]
"""Confirms an address; stops a digest; shows it; gives and withdraws consent; gives consent by a
code on paper."""

LASTS: dict[Purpose, timedelta] = {
    "confirm": timedelta(days=14),
    "stop": timedelta(days=400),
    "page": timedelta(days=120),
    "consent": timedelta(days=400),
    "letter": timedelta(days=60),
}
_LONGEST = 254
_TOKEN = 32
"""Characters of a link's secret part."""
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"“”«»]+@[^\s<>()\[\],;:\"“”«»]+")


@dataclass(frozen=True, slots=True)
class Guardian:
    """Whom a student named."""

    id: str
    learner_id: str
    address: str
    """Empty for a private link, and once it is over."""
    student: str
    """What the student is called to them; may be empty."""
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Key:
    """What a link or a code opens."""

    purpose: Purpose
    learner_id: str
    guardian: str
    course: str


@dataclass(frozen=True, slots=True)
class Went:
    """One digest that was due."""

    at: datetime
    sent: bool
    text: str


def found_address(text: str) -> str | None:
    """What looks like an e-mail address in a text; None when nothing does."""
    found = _ADDRESS.search(text)
    return found[0].strip(".!?'") if found else None


def address_of(text: str) -> str | None:
    """An address as it is sent to, its domain in ASCII (``mamá@xn--….es``); None when it is none.

    Nothing that passes can end a header's line or name a second recipient.
    """
    local, at, domain = text.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode().lower()
    except UnicodeError:
        return None
    labels = domain.split(".")
    fits = (
        at
        and _LOCAL.fullmatch(local)
        and not (local.startswith(".") or local.endswith(".") or ".." in local)
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )
    address = f"{local}@{domain}"
    return address if fits and len(address.encode()) <= _LONGEST else None


def new_token() -> str:
    """For a link: 192 bits."""
    return secrets.token_urlsafe(_TOKEN * 3 // 4)


def is_token(text: str) -> bool:
    """It has the form of a link's secret part."""
    return len(text) == _TOKEN


def hashed(secret: str) -> str:
    """As a token or code is stored."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


__all__ = [
    "LASTS", "Guardian", "Key", "Purpose", "Went", "address_of", "find_code", "found_address",
    "hashed", "is_token", "new_code", "new_token",
]  # fmt: skip
