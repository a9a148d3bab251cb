"""Slack's Web API: the client, and what its errors mean for an answer."""

from __future__ import annotations

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

_RATE_LIMITED_TIMES = 5
_FAILED_TIMES = 2

CANT_POST_HERE = frozenset(
    """
    not_in_channel channel_not_found is_archived is_inactive restricted_action thread_not_found
    restricted_action_read_only_channel restricted_action_thread_only_channel
    restricted_action_non_threadable_channel restricted_action_thread_locked user_not_in_channel
    cannot_reply_to_message message_not_found no_permission ekm_access_denied
    method_not_supported_for_channel_type messages_tab_disabled channel_is_limited_access
    """.split()
)
"""The place doesn't take the answer; the person's direct messages may."""

CANT_READ = frozenset(
    """
    invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text
    invalid_arguments markdown_text_conflict
    """.split()
)
"""It isn't taken in this form; plain text may be."""

GONE = frozenset(
    """
    account_inactive token_revoked token_expired invalid_auth not_authed no_permission
    org_login_required team_access_not_granted access_denied missing_scope not_allowed_token_type
    user_disabled cannot_dm_bot user_not_found user_not_visible team_not_found
    """.split()
)
"""Nobody is there to get it, or the app may not send: trying again changes nothing."""

TROUBLE = (SlackClientError, ClientError, TimeoutError, OSError)
"""What a call can raise."""


class Undeliverable(Exception):
    """This answer can't be sent, now or later."""


def make_client(token: str | None, base_url: str | None) -> AsyncWebClient:
    """A client that waits as Slack asks it to and tries again when Slack fails."""
    url = f"{base_url.rstrip('/')}/" if base_url else AsyncWebClient.BASE_URL
    client = AsyncWebClient(token=token, base_url=url, timeout=30)
    client.retry_handlers = [
        AsyncConnectionErrorRetryHandler(max_retry_count=_FAILED_TIMES),
        AsyncRateLimitErrorRetryHandler(max_retry_count=_RATE_LIMITED_TIMES),
        AsyncServerErrorRetryHandler(max_retry_count=_FAILED_TIMES),
    ]
    return client


def code(error: BaseException) -> str:
    """Slack's name for an error; the exception's own when it has none."""
    if isinstance(error, SlackApiError):
        data = error.response if isinstance(error.response, dict) else error.response.data
        if isinstance(data, dict):
            return str(data.get("error") or "")
    return type(error).__name__
