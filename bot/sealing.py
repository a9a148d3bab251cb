"""Secrets that are kept: closed with a key that isn't kept beside them."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SettingsError


class Unreadable(Exception):
    """None of the keys opens it."""


class Seal:
    """Closes texts with the first key, and opens what any of the keys has closed."""

    def __init__(self, keys: Sequence[str]) -> None:
        """
        Args:
            keys: as `new_key` makes them, the newest first; at least one.

        Raises:
            SettingsError: one of them is no key. Its text doesn't show it.
        """
        try:
            made = [Fernet(key) for key in keys]
            self._newest, self._all = made[0], MultiFernet(made)
        except (ValueError, IndexError) as error:
            raise SettingsError(
                "STUDYLAMP_ENCRYPTION_KEYS holds no key, or one that isn't 32 bytes in base64. "
                "`studylamp slack --new-key` prints one."
            ) from error

    def close(self, text: str) -> str:
        return self._newest.encrypt(text.encode()).decode()

    def open(self, closed: str) -> str:
        """Raises Unreadable."""
        return _opened(self._all, closed)

    def is_newest(self, closed: str) -> bool:
        """It was closed with the first key."""
        try:
            _opened(self._newest, closed)
        except Unreadable:
            return False
        return True


def new_key() -> str:
    return Fernet.generate_key().decode()


def _opened(keys: Fernet | MultiFernet, closed: str) -> str:
    try:
        return keys.decrypt(closed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error
