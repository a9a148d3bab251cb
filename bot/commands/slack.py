"""`studylamp slack`: the bot in a Slack workspace, until it is told to end."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shared import settings
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.adapters.slack import Access
    from bot.app import Studylamp
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    @app.command()
    def slack(
        manifest: Annotated[
            bool, typer.Option("--manifest", help="Print the app's manifest, to paste into Slack.")
        ] = False,
        url: Annotated[
            str,
            typer.Option(help="With --manifest: this server's public address, for HTTP mode."),
        ] = "",
    ) -> None:
        """Answer in Slack (docs/slack.md says how to set it up)."""
        if manifest:
            _print_manifest(url)
        else:
            asyncio.run(_serve(settings()))


def _print_manifest(url: str) -> None:
    from bot.adapters.slack import manifest

    if url and not url.startswith("https://"):
        raise SettingsError("Slack calls only addresses that begin with https://.")
    print(json.dumps(manifest(url), indent=2, ensure_ascii=False))


async def _serve(chosen: Settings) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, ended.set)
    await serve(chosen, ended, ready=lambda: print("Studylamp answers in Slack. Ctrl-C ends it."))


async def serve(chosen: Settings, ended: asyncio.Event, *, ready: Callable[[], None]) -> None:
    """Answer in Slack until ``ended`` is set.

    Raises:
        SettingsError: a token is missing or wrong; says which.
    """
    from bot.app import build

    access = access_of(chosen)
    async with build(chosen) as lamp:
        await answer(lamp, access, ended, ready=ready)


async def answer(
    lamp: Studylamp, access: Access, ended: asyncio.Event, *, ready: Callable[[], None]
) -> None:
    """The same with a Studylamp that is there already."""
    from functools import partial

    from bot.adapters.slack import SlackBot, running
    from bot.i18n import SOURCE_LANGUAGE, supported, translator_for
    from bot.skills import SKILLS

    def texts(locale: str | None) -> Callable[..., str]:
        return translator_for(supported(locale) or SOURCE_LANGUAGE).gettext

    make = partial(
        SlackBot,
        lamp.handle,
        lamp.accept,
        lamp.recover,
        lamp.conversation.close,
        translate=texts,
        commands=frozenset(skill.name for skill in SKILLS),
    )
    async with running(access, make):
        ready()
        await ended.wait()


def access_of(chosen: Settings) -> Access:
    """How to reach the workspace.

    Raises:
        SettingsError: a token is missing; says which.
    """
    from bot.adapters.slack import Access

    bot, app, secret = (
        value.get_secret_value() if value else None
        for value in (chosen.slack_bot_token, chosen.slack_app_token, chosen.slack_signing_secret)
    )
    if not bot:
        raise SettingsError("SLACK_BOT_TOKEN is missing. See docs/slack.md.")
    if not app and not secret:
        raise SettingsError(
            "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing. "
            "See docs/slack.md."
        )
    return Access(
        bot_token=bot,
        app_token=app,
        signing_secret=secret,
        base_url=chosen.slack_api_url,
        host=chosen.slack_host,
        port=chosen.slack_port,
    )
