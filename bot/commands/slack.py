"""`studylamp slack`: the bot in a Slack workspace, until it is told to end."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.guardians import to_guardians
from bot.commands.shared import settings
from bot.commands.standing import standing
from bot.errors import SettingsError

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.adapters.slack import Access, App
    from bot.adapters.slack.ports import Vault
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
        http: Annotated[
            bool, typer.Option("--http", help="HTTP mode, though there is an app token, too.")
        ] = False,
        new_key: Annotated[
            bool, typer.Option("--new-key", help="Print a key for STUDYLAMP_ENCRYPTION_KEYS.")
        ] = False,
        forget: Annotated[
            str, typer.Option(metavar="TEAM", help="Forget a workspace that installed the app.")
        ] = "",
    ) -> None:
        """Answer in Slack (docs/slack.md says how to set it up)."""
        if manifest:
            _print_manifest(url)
        elif new_key:
            from bot.sealing import new_key as made

            print(made())
        elif forget:
            asyncio.run(_forget(settings(), forget))
        else:
            asyncio.run(_serve(settings(), http=http))


def _print_manifest(url: str) -> None:
    from bot.adapters.slack import manifest

    if url and not url.startswith("https://"):
        raise SettingsError("Slack calls only addresses that begin with https://.")
    print(json.dumps(manifest(url), indent=2, ensure_ascii=False))


async def _forget(chosen: Settings, team: str) -> None:
    from bot.app import database_url
    from bot.learner.store import Store

    store = await Store.open(database_url(chosen))
    try:
        known = await store.installations.forget(team)
        left = await store.installations.all()
    finally:
        await store.close()
    if not known:
        raise SettingsError(
            "No workspace {team} has installed the app. These have: {teams}.",
            team=team,
            teams=", ".join(left) or "none",
        )
    print(f"{team} is forgotten. It can install the app again.")


async def _serve(chosen: Settings, *, http: bool) -> None:

    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, ended.set)
    check(chosen, http=http)
    async with standing(chosen) as lamp, to_guardians(lamp):
        access = access_of(chosen, lamp.store.installations, http=http)
        await answer(lamp, access, ended, ready=lambda: print(greeting(access)))


def greeting(access: Access) -> str:
    """What is said when all is up."""
    where = "in Slack"
    if access.app:
        page = f"http://{access.host}:{access.port}/slack/install"
        where = f"in Slack; workspaces install it at {page}, behind your proxy"
    return f"Studylamp answers {where}. Ctrl-C ends it."


async def answer(
    lamp: Studylamp, access: Access, ended: asyncio.Event, *, ready: Callable[[], None]
) -> None:
    """Answer in Slack until ``ended`` is set.

    Raises:
        SettingsError: a token or secret is wrong; says which.
    """
    from functools import partial

    from bot.adapters.slack import PLATFORM, Ports, running
    from bot.i18n import SOURCE_LANGUAGE, supported, translator_for
    from bot.skills import SKILLS

    def texts(locale: str | None) -> Callable[..., str]:
        return translator_for(supported(locale) or SOURCE_LANGUAGE).gettext

    ports = Ports(
        accept=lamp.accept,
        handle=lamp.handle,
        recover=lamp.recover,
        amend=lamp.amend,
        withdraw=lamp.withdraw,
        replies=lamp.replies,
        closing=lamp.conversation.close,
        translate=texts,
        commands=frozenset(skill.name for skill in SKILLS),
        remind=partial(lamp.remind, PLATFORM),
    )
    async with running(access, ports):
        ready()
        await ended.wait()


def check(chosen: Settings, *, http: bool = False) -> None:
    """
    Args:
        http: HTTP mode, though there is an app token, too.

    Raises:
        SettingsError: something is missing; says what.
    """
    many = chosen.slack_client_id or chosen.slack_client_secret
    if many and chosen.slack_bot_token:
        raise SettingsError(
            "Set either SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID and "
            "SLACK_CLIENT_SECRET (many), not both. See docs/slack.md."
        )
    needed: dict[str, object] = {"SLACK_BOT_TOKEN": chosen.slack_bot_token}
    if many:
        needed = {
            "SLACK_CLIENT_ID": chosen.slack_client_id,
            "SLACK_CLIENT_SECRET": chosen.slack_client_secret,
            "STUDYLAMP_ENCRYPTION_KEYS": chosen.encryption_keys,
        }
    for name, value in needed.items():
        if not value:
            key = " `studylamp slack --new-key` prints one." if "KEYS" in name else ""
            raise SettingsError("{name} is missing.{key} See docs/slack.md.", name=name, key=key)
    if http and not chosen.slack_signing_secret:
        raise SettingsError("SLACK_SIGNING_SECRET is missing. See docs/slack.md.")
    if not chosen.slack_app_token and not chosen.slack_signing_secret:
        raise SettingsError(
            "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing. "
            "See docs/slack.md."
        )


def access_of(chosen: Settings, vault: Vault, *, http: bool = False) -> Access:
    """How to reach Slack.

    Args:
        vault: where the workspaces that installed the app are kept.
        http: HTTP mode, though there is an app token, too.

    Raises:
        SettingsError: something is missing or wrong; says what.
    """
    from bot.adapters.slack import Access

    check(chosen, http=http)
    return Access(
        bot_token=_secret(chosen.slack_bot_token),
        app=app_of(chosen, vault),
        app_token=None if http else _secret(chosen.slack_app_token),
        signing_secret=_secret(chosen.slack_signing_secret),
        base_url=chosen.slack_api_url,
        host=chosen.slack_host,
        port=chosen.slack_port,
    )


def app_of(chosen: Settings, vault: Vault) -> App | None:
    """What many workspaces install; None when there is one workspace.

    Raises:
        SettingsError: the key is none.
    """
    from bot.adapters.slack import App
    from bot.sealing import Seal

    secret, keys = _secret(chosen.slack_client_secret), _secret(chosen.encryption_keys)
    if not (chosen.slack_client_id and secret and keys):
        return None
    seal = Seal([key.strip() for key in keys.split(",") if key.strip()])
    return App(chosen.slack_client_id, secret, vault, seal)


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value else None
