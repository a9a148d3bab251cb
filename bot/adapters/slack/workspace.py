"""One workspace: the client with its own token, and what is known about the people in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.asides import Asides
from bot.adapters.slack.courier import Courier
from bot.adapters.slack.people import People
from bot.adapters.slack.ports import Ports
from bot.adapters.slack.traces import Traces

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Workspace:
    client: AsyncWebClient
    user: str
    """The bot's own user id there."""
    bot: str
    """The bot's own bot id there."""
    ports: Ports
    shared: set[str] = field(default_factory=set)
    """Deliveries whose answers were shown to everybody by this process."""
    people: People = field(init=False)
    courier: Courier = field(init=False)
    asides: Asides = field(init=False)

    def __post_init__(self) -> None:
        client, ports = self.client, self.ports
        people, traces = People(client), Traces(client, self.user)
        courier = Courier(client, people, ports.translate, traces, ports.commands)
        object.__setattr__(self, "people", people)
        object.__setattr__(self, "courier", courier)
        object.__setattr__(self, "asides", Asides(client, people, ports.translate))


class Workspaces(Protocol):
    """Those in which we answer."""

    async def of(self, team: str) -> Workspace | None:
        """None when the app isn't installed there.

        Raises:
            StoreError: it can't be looked up.
        """

    async def gone(self, team: str, at: datetime) -> None:
        """The app was removed from a workspace."""


@dataclass(frozen=True, slots=True)
class OneWorkspace:
    """The one whose token is in the settings."""

    workspace: Workspace

    async def of(self, team: str) -> Workspace | None:
        return self.workspace

    async def gone(self, team: str, at: datetime) -> None:
        log.warning("uninstalled: SLACK_BOT_TOKEN works no more", team=team)
