"""Many workspaces, each with the token that it gave us when it installed the app."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from pydantic import BaseModel, ConfigDict, Field
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.api import TROUBLE, code
from bot.adapters.slack.ports import Vault
from bot.adapters.slack.workspace import Workspace
from bot.errors import SettingsError
from bot.sealing import Seal, Unreadable

_RENEW_BEFORE = 2 * 3600.0
"""Seconds; a token that expires lives for twelve hours."""

log = structlog.get_logger()


class Installation(BaseModel):
    """One workspace's consent. Kept closed; nothing of it that is secret is ever printed."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    team: str
    name: str = ""
    user: str
    """The bot's own user id there."""
    bot: str
    """The bot's own bot id there."""
    token: str = Field(repr=False)
    scopes: tuple[str, ...] = ()
    renew_with: str = Field(default="", repr=False)
    """With token rotation: what gets the next token."""
    expires: float | None = None
    """With token rotation: Unix time."""


@dataclass(frozen=True, slots=True)
class App:
    """The app that workspaces install, and where what they gave us is kept."""

    client_id: str
    client_secret: str = field(repr=False)
    vault: Vault
    seal: Seal

    def open(self, team: str, closed: str) -> Installation:
        """Raises Unreadable."""
        installation = Installation.model_validate_json(self.seal.open(closed))
        if installation.team != team:  # somebody moved it: that token is another workspace's
            raise Unreadable
        return installation

    def close(self, installation: Installation) -> str:
        return self.seal.close(installation.model_dump_json())

    async def installations(self) -> dict[str, Installation]:
        """All of them, by how they are kept.

        Raises:
            SettingsError: the keys don't open all.
        """
        found, unreadable = {}, []
        for team, closed in (await self.vault.all()).items():
            try:
                found[closed] = self.open(team, closed)
            except Unreadable:
                unreadable.append(team)
        if unreadable:
            raise SettingsError(
                "STUDYLAMP_ENCRYPTION_KEYS doesn't open the tokens of {teams}. List the key they "
                "were stored with, too, after the new one. If it is lost: `studylamp slack "
                "--forget TEAM`, and that workspace installs again. See docs/slack.md.",
                teams=", ".join(unreadable),
            )
        return found


@dataclass(slots=True)
class Installed:
    """The workspaces in the vault."""

    app: App
    client: AsyncWebClient
    """Without a token."""
    make: Callable[[Installation], Workspace]
    now: Callable[[], float] = time.time
    _known: dict[str, tuple[str, Installation, Workspace]] = field(default_factory=dict)
    """What each was made of. The vault is asked each time: another process may have seen the app
    removed or installed again."""
    _renewing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def of(self, team: str) -> Workspace | None:
        """None, too, for one whose token can't be read; `check` refuses to start with such."""
        try:
            return await self._of(team)
        except Unreadable:
            log.error("another process stored a token with a key that isn't here", team=team)
            return None

    async def _of(self, team: str) -> Workspace | None:
        closed = await self.app.vault.find(team)
        if closed is None:
            self._known.pop(team, None)
            return None
        known = self._known.get(team)
        installation = known[1] if known and known[0] == closed else self.app.open(team, closed)
        if installation.expires and installation.expires - self.now() < _RENEW_BEFORE:
            async with self._renewing:
                closed, installation = await self._renewed(team, closed, installation)
        known = self._known.get(team)
        if known is None or known[0] != closed:
            known = self._known[team] = closed, installation, self.make(installation)
        return known[2]

    async def keep(self, installation: Installation) -> None:
        """A workspace installed the app, for the first time or again."""
        await self.app.vault.save(installation.team, self.app.close(installation))
        log.warning("installed", team=installation.team)

    async def gone(self, team: str, at: datetime) -> None:
        """What comes late, after it was installed again, is nothing to heed."""
        if await self.app.vault.forget(team, before=at):
            log.warning("uninstalled", team=team)

    async def check(self) -> list[Installation]:
        """All of them; those that an older key closed are closed anew.

        Raises:
            SettingsError: the keys don't open all.
        """
        found = await self.app.installations()
        for closed, installation in found.items():
            if not self.app.seal.is_newest(closed):
                anew = self.app.close(installation)
                await self.app.vault.replace(installation.team, closed, anew)
        return list(found.values())

    async def _renewed(self, team: str, closed: str, old: Installation) -> tuple[str, Installation]:
        """With the next token; as it was when it can't be had now."""
        newer = await self.app.vault.find(team)
        if newer and newer != closed:  # somebody was quicker
            return newer, self.app.open(team, newer)
        try:
            given = await self.client.oauth_v2_access(
                client_id=self.app.client_id,
                client_secret=self.app.client_secret,
                grant_type="refresh_token",
                refresh_token=old.renew_with,
            )
        except TROUBLE as error:
            log.warning("token not renewed", team=team, error=code(error))
            return closed, old
        new = old.model_copy(
            update={
                "token": str(given["access_token"]),
                "renew_with": str(given["refresh_token"]),
                "expires": self.now() + float(given["expires_in"]),
            }
        )
        reclosed = self.app.close(new)
        await self.app.vault.replace(team, closed, reclosed)
        return reclosed, new
