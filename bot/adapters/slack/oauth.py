"""How a workspace installs the app: Slack's OAuth by slack-bolt, with our stores and pages."""

from __future__ import annotations

import html
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation as Consent
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.adapters.slack.api import TROUBLE
from bot.adapters.slack.api import code as reason_of
from bot.adapters.slack.installed import App, Installation, Installed
from bot.adapters.slack.manifest import INSTALL, REDIRECT, manifest
from bot.adapters.slack.ports import Vault
from bot.adapters.slack.workspace import Workspaces
from bot.errors import StudylampError

_LASTS = timedelta(minutes=10)
WORKSPACE = "studylamp_workspace"
"""Where a request's context has its workspace."""

log = structlog.get_logger()


class Authorize(AsyncAuthorize):
    """Finds the workspace of each request, without asking Slack."""

    def __init__(self, workspaces: Workspaces) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_actor: str | None,
    ) -> AuthorizeResult | None:
        workspace = await self._workspaces.of(team_id or "")
        if workspace is None:
            log.warning("not installed there", team=team_id)
            return None
        context[WORKSPACE] = workspace
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_user_id=workspace.user,
            bot_id=workspace.bot,
        )


@dataclass(frozen=True, slots=True)
class _States(AsyncOAuthStateStore):
    vault: Vault

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        state = secrets.token_urlsafe(24)
        await self.vault.begin(state, lasts=_LASTS)
        return state

    async def async_consume(self, state: str) -> bool:
        return await self.vault.finish(state)


@dataclass(frozen=True, slots=True)
class _Consents(AsyncInstallationStore):
    installed: Installed

    async def async_save(self, installation: Consent) -> None:
        kept = Installation(
            team=str(installation.team_id),
            name=installation.team_name or "",
            user=str(installation.bot_user_id),
            bot=str(installation.bot_id),
            token=str(installation.bot_token),
            scopes=tuple(installation.bot_scopes or ()),
            renew_with=installation.bot_refresh_token or "",
            expires=installation.bot_token_expires_at,
        )
        try:
            await self.installed.keep(kept)
        except StudylampError as error:
            log.error("installation not stored", exc_info=error)
            raise BoltError("not stored") from error


class WholeOrganisation(BoltError):
    """Somebody installed the app for all workspaces of an Enterprise Grid at once."""


class Flow(AsyncOAuthFlow):
    """Slack's OAuth. Nothing that Slack hands out is logged."""

    async def run_installation(self, code: str) -> Consent | None:
        """None when Slack doesn't take the code, or can't be asked."""
        try:
            given = await self.client.oauth_v2_access(
                code=code,
                client_id=self.settings.client_id,
                client_secret=self.settings.client_secret,
                redirect_uri=self.settings.redirect_uri,
            )
            us = await self.client.auth_test(token=given["access_token"])
        except TROUBLE as error:
            log.error("Slack refused an installation", reason=reason_of(error))
            return None
        team, who = given.get("team") or {}, given.get("authed_user") or {}
        return Consent(
            app_id=given.get("app_id"),
            team_id=team.get("id"),
            team_name=team.get("name"),
            bot_token=given["access_token"],
            bot_id=us.get("bot_id"),
            bot_user_id=given.get("bot_user_id"),
            bot_scopes=given.get("scope") or "",
            bot_refresh_token=given.get("refresh_token"),
            bot_token_expires_in=given.get("expires_in"),
            user_id=who.get("id") or "",
            is_enterprise_install=given.get("is_enterprise_install") or False,
        )

    async def store_installation(self, request: AsyncBoltRequest, installation: Consent) -> None:
        if not installation.is_enterprise_install and installation.team_id:
            await super().store_installation(request, installation)
            return
        log.warning("installed for a whole organisation: refused")
        try:  # a token that nobody is going to use
            await self.client.auth_revoke(token=installation.bot_token)
        except TROUBLE as error:
            log.warning("token not given back", reason=reason_of(error))
        raise WholeOrganisation


def make_flow(app: App, installed: Installed, client: AsyncWebClient) -> Flow:
    """
    Args:
        client: without a token.
    """
    settings = AsyncOAuthSettings(
        client_id=app.client_id,
        client_secret=app.client_secret,
        scopes=manifest()["oauth_config"]["scopes"]["bot"],
        user_scopes=[],
        install_path=INSTALL,
        install_page_rendering_enabled=False,  # straight to Slack's page
        redirect_uri_path=REDIRECT,
        callback_options=AsyncCallbackOptions(success=_done, failure=_failed),
        authorization_url=str(URL(client.base_url).with_path("/oauth/v2/authorize")),
        installation_store=_Consents(installed),
        state_store=_States(app.vault),
        state_expiration_seconds=int(_LASTS.total_seconds()),
    )
    return Flow(client=client, settings=settings)


# ---- pages: read by whoever installs it --------------------------------------------------------

_REASONS = {
    "access_denied": "You pressed Cancel, so nothing was installed.",
    "invalid_browser": "This page was opened in another browser than the one you began in.",
    "invalid_state": "This took longer than ten minutes, or the page was opened twice.",
    "invalid_code": "Slack didn't accept it. The reason is in Studylamp's log.",
    "missing_code": "Slack sent no code along.",
}
_WHOLE = (
    "Studylamp can't be installed for a whole organisation at once. "
    "Install it in each workspace: choose the workspace at the top right of Slack's page."
)


async def _done(args: AsyncSuccessArgs) -> BoltResponse:
    team, app = args.installation.team_id, args.installation.app_id
    open_it = html.escape(f"https://slack.com/app_redirect?team={team}&app={app}")
    name = html.escape(args.installation.team_name or "your workspace")
    return _page(
        200,
        f"Studylamp is in {name}",
        f'<a href="{open_it}">Open it in Slack</a> and say hi.',
        args,
    )


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    reason = "whole_organisation" if isinstance(args.error, WholeOrganisation) else args.reason
    log.warning("not installed", reason=reason[:100])
    why = _WHOLE if reason == "whole_organisation" else _REASONS.get(reason)
    why = why or "Something went wrong on my side."
    again = f'{why} <a href="{INSTALL}">Try again</a>.'
    status = 400 if reason == "whole_organisation" else args.suggested_status_code
    return _page(status, "Studylamp was not installed", again, args)


def _page(
    status: int, title: str, text: str, args: AsyncSuccessArgs | AsyncFailureArgs
) -> BoltResponse:
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>body{{font:1.1rem/1.5 system-ui;max-width:34rem;"
        "margin:15vh auto;padding:0 1rem;color-scheme:light dark}</style>"
        f"<h1>{title}</h1><p>{text}</p></html>"
    )
    over = args.settings.state_utils.build_set_cookie_for_deletion()
    headers = {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": [over]}
    return BoltResponse(status=status, body=body, headers=headers)
