"""Slack: whether tokens and secrets work, and whether the app may do all that it needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.doctor.finding import SECONDS, Finding
from bot.errors import SettingsError
from bot.settings import Settings

AREA = "Slack"
_ALONE = "The other ways to chat work without it."


async def slack(settings: Settings) -> AsyncIterator[Finding]:
    if not (settings.slack_bot_token or settings.slack_client_id or settings.slack_client_secret):
        yield Finding(AREA, "off", "not configured", "To use it, see docs/slack.md.")
        return
    from bot.commands.slack import check

    try:
        check(settings)
        async with asyncio.timeout(SECONDS):
            findings = await (_one(settings) if settings.slack_bot_token else _many(settings))
    except (SettingsError, TimeoutError) as error:
        yield Finding(AREA, "problem", str(error) or "Slack doesn't answer", _ALONE)
        return
    for finding in findings:
        yield finding


async def _one(settings: Settings) -> list[Finding]:
    from bot.adapters.slack import look_up, make_client

    assert settings.slack_bot_token
    client = make_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    us = await look_up(client, _app_token(settings))
    says = f"the tokens work: “{us.name}” in “{us.workspace}”, {_mode(settings)}"
    found = [Finding(AREA, "ok", says, "Start it with: studylamp slack")]
    if us.missing:
        says = f"the app lacks scopes: {', '.join(us.missing)}"
        do = "Paste the manifest again and reinstall the app."
        found.insert(0, Finding(AREA, "problem", says, do))
    return found


async def _many(settings: Settings) -> list[Finding]:
    from bot.adapters.slack import look_up_app, make_client, missing_scopes
    from bot.app import database_url
    from bot.commands.slack import app_of
    from bot.learner.store import Store

    store = await Store.open(database_url(settings))
    try:
        app = app_of(settings, store.installations)
        assert app
        await look_up_app(make_client(None, settings.slack_api_url), app, _app_token(settings))
        installed = list((await app.installations()).values())
    finally:
        await store.close()
    names = ", ".join(f"“{each.name}” ({each.team})" for each in installed) or "none yet"
    says = f"the secrets work, {_mode(settings)}; workspaces that installed it: {names}"
    found = [Finding(AREA, "ok", says, "Start it with: studylamp slack")]
    for each in installed:
        if missing := missing_scopes(each.scopes):
            says = f"“{each.name}” lacks scopes: {', '.join(missing)}"
            found.insert(0, Finding(AREA, "problem", says, "It has to install the app again."))
    return found


def _app_token(settings: Settings) -> str | None:
    return settings.slack_app_token.get_secret_value() if settings.slack_app_token else None


def _mode(settings: Settings) -> str:
    return "Socket Mode" if settings.slack_app_token else "HTTP"
