"""Do the tokens work, whose are they, and may the app do all that it needs?"""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.api import TROUBLE, code
from bot.adapters.slack.installed import App
from bot.adapters.slack.manifest import missing_scopes
from bot.errors import SettingsError

_NO_CODE = frozenset(("invalid_code", "code_already_used"))
"""Slack knows who asks, and finds fault with the code alone."""


@dataclass(frozen=True, slots=True)
class Us:
    user: str
    """The bot's own user id."""
    bot: str
    """The bot's own bot id."""
    name: str
    workspace: str
    missing: list[str]
    """Scopes of the manifest that this installation doesn't have."""


async def look_up(client: AsyncWebClient, app_token: str | None) -> Us:
    """Try the tokens.

    Args:
        app_token: for Socket Mode; None for HTTP.

    Raises:
        SettingsError: Slack takes one of them not; says which, and Slack's reason.
    """
    try:
        us = await client.auth_test()
    except TROUBLE as error:
        raise SettingsError(
            "Slack doesn't let me in with SLACK_BOT_TOKEN ({reason}). See docs/slack.md.",
            reason=code(error),
        ) from error
    await _look_up_socket(client, app_token)
    granted = str(us.headers.get("x-oauth-scopes") or "")
    return Us(
        user=str(us["user_id"]),
        bot=str(us.get("bot_id")),
        name=str(us.get("user")),
        workspace=str(us.get("team")),
        missing=missing_scopes(granted.split(",")) if granted else [],
    )


async def look_up_app(client: AsyncWebClient, app: App, app_token: str | None) -> None:
    """Try the secrets with which workspaces install the app.

    Args:
        client: without a token.
        app_token: for Socket Mode; None for HTTP.

    Raises:
        SettingsError: Slack takes one of them not; says which, and Slack's reason.
    """
    try:
        # No code at all: Slack looks at who asks first.
        await client.oauth_v2_access(
            client_id=app.client_id, client_secret=app.client_secret, code="none"
        )
    except TROUBLE as error:
        if code(error) not in _NO_CODE:
            raise SettingsError(
                "Slack doesn't know SLACK_CLIENT_ID and SLACK_CLIENT_SECRET ({reason}). "
                "See docs/slack.md.",
                reason=code(error),
            ) from error
    await _look_up_socket(client, app_token)


async def _look_up_socket(client: AsyncWebClient, app_token: str | None) -> None:
    if not app_token:
        return
    try:
        # The Socket Mode client would try a wrong token again and again, without a word.
        await client.apps_connections_open(app_token=app_token)
    except TROUBLE as error:
        raise SettingsError(
            "Slack doesn't open a connection with SLACK_APP_TOKEN ({reason}). See docs/slack.md.",
            reason=code(error),
        ) from error
