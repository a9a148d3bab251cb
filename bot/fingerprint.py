"""Knowing an address or id again without keeping it. Pure."""

from __future__ import annotations

from hashlib import sha256


def fingerprint(address: str) -> str:
    """SHA-256 of an e-mail address or id as a roster and a platform may both write it, as 64
    hexadecimal digits. Short of guessing the address, nobody reads it from this."""
    plain = "".join(address.split()).casefold()
    return sha256(f"studylamp {plain}".encode("utf-8", "replace")).hexdigest()
