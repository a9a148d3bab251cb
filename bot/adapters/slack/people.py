"""What Slack knows about a person: language, zone, name, their direct messages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.api import TROUBLE, code
from bot.adapters.slack.incoming import team_and_user
from bot.fingerprint import fingerprint
from bot.messages import Incoming

_PATIENCE = 1.0
"""Seconds: Slack waits three for us to acknowledge, and we look a person up before that."""
_MOST = 10_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Profile:
    locale: str | None = None
    timezone: str | None = None
    name: str | None = None
    email_print: str | None = None
    """Of the address itself nothing is kept."""
    teams: frozenset[str] = frozenset()
    """The workspaces that they are in. A guest from elsewhere in a shared channel isn't in this
    one; nor is anybody of whom Slack doesn't say it."""


@dataclass(slots=True)
class People:
    client: AsyncWebClient
    _profiles: dict[str, Profile] = field(default_factory=dict)
    _dms: dict[str, str] = field(default_factory=dict)

    async def profile(self, user: str) -> Profile:
        """An empty one when Slack doesn't say, or not soon."""
        if user not in self._profiles:
            try:
                async with asyncio.timeout(_PATIENCE):
                    found = await self.client.users_info(user=user, include_locale=True)
            except TROUBLE as error:
                log.info("profile not read", error=code(error))
                return Profile()
            known = found["user"]
            if len(self._profiles) >= _MOST:
                self._profiles.clear()
            self._profiles[user] = _profile(known)
        return self._profiles[user]

    async def with_profile(self, said: Incoming) -> Incoming:
        """A message with what Slack knows of whoever it is from."""
        profile = await self.profile(team_and_user(said.person)[1])
        told = {name: value for name, value in asdict(profile).items() if name != "teams"}
        return said.model_copy(update=told)

    def known(self, user: str) -> Profile:
        return self._profiles.get(user, Profile())

    async def dm(self, user: str) -> str:
        """The id of the bot's direct messages with a person. Raises what the API raises."""
        if user not in self._dms:
            opened = await self.client.conversations_open(users=user)
            self._dms[user] = str(opened["channel"]["id"])
        return self._dms[user]


def _profile(known: Mapping[str, Any]) -> Profile:
    told = known.get("profile") or {}
    email = told.get("email")  # only with the scope users:read.email
    organisation = known.get("enterprise_user") or {}
    return Profile(
        locale=known.get("locale"),
        timezone=known.get("tz"),
        name=told.get("real_name") or told.get("display_name") or None,
        email_print=fingerprint(email) if email else None,
        teams=frozenset(filter(None, [known.get("team_id"), *organisation.get("teams", ())])),
    )
