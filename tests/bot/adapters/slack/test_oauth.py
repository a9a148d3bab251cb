"""Many workspaces install one app: the web pages, the tokens, and what becomes of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.adapters.slack import App, manifest
from bot.errors import SettingsError
from bot.messages import Part, Text
from bot.sealing import Seal, new_key
from bot.skill import Turn
from tests.bot.adapters.slack.conftest import Workspace, asking, saying
from tests.bot.conftest import Chat, LogLines, MakeChat
from tests.platforms.slack_fake import FakeSlack

KEY = new_key()
HELLO = saying(Text(markdown="hello"))


def app_of(slack: FakeSlack, talk: Chat, *keys: str) -> App:
    vault = talk.store.installations
    return App(slack.client_id, slack.client_secret, vault, Seal(keys or [KEY]))


class Browser:
    """Somebody who installs the app. Its cookies are sent over HTTP, too: no proxy is here."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.cookie = ""

    async def get(self, path: str) -> tuple[int, str, str]:
        """Status, text and where it sends one."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(
                f"{self.workspace.pages}{path}",
                headers={"Cookie": self.cookie} if self.cookie else {},
                allow_redirects=False,
            ) as response,
        ):
            if "Set-Cookie" in response.headers:
                self.cookie = response.headers["Set-Cookie"].partition(";")[0]
            return response.status, await response.text(), response.headers.get("Location", "")

    async def consent(self, team: str = "T0002", **how: Any) -> str:
        """Go to Slack and allow it; the path that it sends one back to."""
        status, _, there = await self.get("/slack/install")
        assert status == 302
        back = urlsplit(self.workspace.slack.consent(there, team, **how))
        return f"{back.path}?{back.query}"

    async def install(self, team: str = "T0002") -> None:
        status, text, _ = await self.get(await self.consent(team))
        assert (status, f"Studylamp is in Team {team}" in text) == (200, True)


Start = Callable[..., Awaitable[Browser]]


@pytest.fixture
def people(slack: FakeSlack) -> None:
    slack.belongs = {"U2": "T0002", "D2": "T0002", "C2": "T0002", "U3": "T0003", "D3": "T0003"}


@pytest.fixture
def start(workspace: Workspace, slack: FakeSlack, chat: MakeChat, people: None) -> Start:
    async def begin(talk: Chat | None = None, *, http: bool = True, keys: Any = ()) -> Browser:
        talk = talk or await chat(HELLO)
        await workspace.start(talk, http=http, app=app_of(slack, talk, *keys))
        return Browser(workspace)

    return begin


@pytest.mark.parametrize("http", [True, False])
async def test_each_workspace_is_answered_with_its_own_token(
    start: Start, slack: FakeSlack, http: bool
) -> None:
    browser = await start(http=http)
    await browser.install("T0002")
    await browser.install("T0003")
    tokens = {team: token for token, (team, _, _) in slack.tokens.items()}
    for user, team in (("U2", "T0002"), ("U3", "T0003")):
        await slack.message(f"D{user[1]}", user, "hi")
        call = await slack.wait_call("chat.postMessage", lambda a, u=user: a["channel"][1] == u[1])
        assert call.token == tokens[team]
        await slack.open_home(user)
        home = await slack.wait_call("views.publish", lambda a, u=user: a["user_id"] == u)
        assert home.token == tokens[team]
    assert {call.token for call in slack.calls_to("users.info")} == {
        tokens["T0002"], tokens["T0003"],
    }  # fmt: skip


async def test_commands_buttons_and_forms_go_to_the_workspace_they_came_from(
    start: Start, slack: FakeSlack
) -> None:
    await (await start()).install()
    assert (await slack.command("/studylamp", "hi there", user="U2", channel="C2")).acked
    call = await slack.wait_call("chat.postEphemeral")
    assert slack.tokens[str(call.token)][0] == "T0002"
    ts, _ = await slack.message("C2", "U2", "<@UBOTT0002> hi", mention=True)
    await slack.wait_call("chat.postMessage", lambda a: a["thread_ts"] == ts)
    assert slack.screen("C2", "U2", ts).endswith("Studylamp:\n    hello")


async def test_it_asks_for_the_manifests_scopes(start: Start) -> None:
    _, _, there = await (await start()).get("/slack/install")
    assert set(there.partition("scope=")[2].partition("&")[0].split(",")) == set(
        manifest()["oauth_config"]["scopes"]["bot"]
    )


async def test_tokens_are_stored_closed_and_are_never_logged(
    start: Start, slack: FakeSlack, chat: MakeChat, log_lines: LogLines,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    slack.token_rotation = True
    talk = await chat(HELLO)
    browser = await start(talk)
    await browser.install()
    await slack.message("D2", "U2", "hi")
    await slack.wait_call("chat.postMessage")
    refused = await browser.consent()
    slack.expire_code(refused.partition("code=")[2].partition("&")[0])
    await browser.get(refused)
    kept = str(await talk.store.installations.all())
    logged = capsys.readouterr().err
    for secret in ("xoxb-", "xoxe-", "code.", slack.client_secret, KEY):
        assert secret not in kept
        assert secret not in logged
    assert '"reason": "code_expired"' in logged


# ---- what can go wrong on the way --------------------------------------------------------------


async def test_a_state_is_good_once_in_time_and_in_one_browser(
    start: Start, slack: FakeSlack, workspace: Workspace, clock: Any
) -> None:
    browser = await start()
    back = await browser.consent()
    thief = Browser(workspace)
    assert (await thief.get(back))[0] == 400
    cookie = browser.cookie
    assert (await browser.get(back))[0] == 200
    browser.cookie = cookie
    status, text, _ = await browser.get(back)
    assert (status, "was not installed" in text) == (401, True)
    late = await browser.consent()
    clock.pass_(minutes=10)
    assert (await browser.get(late))[0] == 401
    assert len(slack.calls_to("oauth.v2.access")) == 2  # one of them at the start
    await browser.install()


@pytest.mark.parametrize(
    ("error", "says"),
    [("access_denied", "You pressed Cancel"), ("<script>", "Something went wrong")],
)
async def test_slacks_refusals_are_explained(start: Start, error: str, says: str) -> None:
    status, text, _ = await (await start()).get(f"/slack/oauth_redirect?error={error}")
    assert (status, says in text, "script" in text) == (200, True, False)


async def test_a_code_that_slack_doesnt_take_installs_nothing(
    start: Start, slack: FakeSlack, chat: MakeChat
) -> None:
    talk = await chat(HELLO)
    browser = await start(talk)
    back = await browser.consent()
    slack.expire_code(back.partition("code=")[2].partition("&")[0])
    status, text, _ = await browser.get(back)
    assert (status, "The reason is in Studylamp's log" in text) == (401, True)
    assert await talk.store.installations.all() == {}


async def test_a_whole_organisation_is_refused_and_its_token_given_back(
    start: Start, slack: FakeSlack, chat: MakeChat
) -> None:
    talk = await chat(HELLO)
    browser = await start(talk)
    status, text, _ = await browser.get(await browser.consent(whole_organisation=True))
    assert (status, "Install it in each workspace" in text) == (400, True)
    assert list(slack.dead.values()) == ["token_revoked"]
    assert await talk.store.installations.all() == {}


async def test_nothing_unsigned_is_listened_to_in_socket_mode(
    start: Start, workspace: Workspace
) -> None:
    await start(http=False)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{workspace.pages}/slack/events", json={"type": "x"}) as response,
    ):
        assert response.status == 404


# ---- afterwards --------------------------------------------------------------------------------


async def test_a_workspace_that_removes_the_app_is_forgotten_and_may_come_back(
    start: Start, slack: FakeSlack, chat: MakeChat
) -> None:
    asked, let_go = asyncio.Event(), asyncio.Event()

    async def answer(turn: Turn, text: str) -> AsyncIterator[Part]:
        if text == "one":
            asked.set()
            await let_go.wait()
        yield Text(markdown=f"answer to {text}")

    talk = await chat(asking(answer))
    browser = await start(talk)
    await browser.install()
    await browser.install("T0003")
    await slack.message("D2", "U2", "one")
    await asked.wait()
    talk.clock.pass_(minutes=60 * 24 * 400)  # the stand-in's events bear today's date
    assert (await slack.uninstall("T0002")).acked
    assert list(await talk.store.installations.all()) == ["T0003"]
    let_go.set()
    await slack.message("D3", "U3", "two")
    await slack.wait_call("chat.postMessage")
    async with aclosing(talk.conversation.recover("slack")) as left:
        assert [said.text async for said, _ in left] == []
    before = len(slack.calls)
    await slack.event({"type": "message", "channel": "D2", "channel_type": "im", "user": "U2",
                       "text": "anyone?", "ts": slack.ts()}, team="T0002")  # fmt: skip
    assert len(slack.calls) == before
    slack.dead.clear()
    await browser.install()
    await slack.message("D2", "U2", "three")
    await slack.wait_call("chat.postMessage", count=2)
    assert "answer to three" in slack.screen("D2", "U2")


async def test_somebody_who_takes_back_their_own_consent_removes_nothing(
    start: Start, slack: FakeSlack, chat: MakeChat
) -> None:
    talk = await chat(HELLO)
    await (await start(talk)).install()
    talk.clock.pass_(minutes=60 * 24 * 400)
    tokens = {"oauth": ["U2"], "bot": []}
    assert (await slack.event({"type": "tokens_revoked", "tokens": tokens}, team="T0002")).acked
    assert list(await talk.store.installations.all()) == ["T0002"]


async def test_a_token_that_another_process_stored_with_another_key_is_not_used(
    start: Start, slack: FakeSlack, chat: MakeChat
) -> None:
    talk = await chat(HELLO)
    await (await start(talk)).install()
    await talk.store.installations.save("T0003", Seal([new_key()]).close("{}"))
    await slack.message("D3", "U3", "hi")
    await slack.message("D2", "U2", "hi")
    await slack.wait_call("chat.postMessage")
    assert slack.screen("D3", "U3") == "U3:\n    hi"


async def test_a_command_in_a_workspace_without_it_says_so(start: Start, slack: FakeSlack) -> None:
    await start()
    delivery = await slack.command("/studylamp", "quiz", user="U2", channel="C2")
    assert delivery.acked
    call = await slack.wait_call("response_url")
    assert "isn't installed in this workspace" in call.args["text"]


async def test_what_an_earlier_run_left_open_is_sent_with_the_workspaces_token(
    start: Start, slack: FakeSlack, chat: MakeChat, workspace: Workspace
) -> None:
    talk = await chat(HELLO)
    own = await workspace.start(talk, http=True, app=app_of(slack, talk))
    await Browser(workspace).install()
    slack.respond("chat.postMessage", {"ok": False, "error": "internal_error"}, 2)
    await slack.message("D2", "U2", "hi")
    await slack.wait_for(lambda: len(slack.calls_to("chat.postMessage")) == 1)
    await own.aclose()
    slack._overrides.clear()
    await start(await chat(HELLO))
    call = await slack.wait_call("chat.postMessage")
    assert slack.tokens[str(call.token)][0] == "T0002"


async def test_a_token_that_expires_is_renewed_once(
    start: Start, slack: FakeSlack, chat: MakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.token_rotation = True
    talk = await chat(HELLO)
    browser = await start(talk)
    await browser.install()
    first = next(token for token, (team, _, _) in slack.tokens.items() if team == "T0002")
    from bot.adapters.slack import installed

    monkeypatch.setattr(installed, "_RENEW_BEFORE", 13 * 3600.0)
    await asyncio.gather(*(slack.message("D2", "U2", f"hi {n}") for n in range(3)))
    monkeypatch.setattr(installed, "_RENEW_BEFORE", 3600.0)
    await slack.wait_call("chat.postMessage", count=3)
    assert first not in {call.token for call in slack.calls_to("chat.postMessage")}


async def test_without_the_next_token_the_old_one_is_used_while_it_lasts(
    start: Start, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.token_rotation = True
    await (await start()).install()
    slack._refresh.clear()
    from bot.adapters.slack import installed

    monkeypatch.setattr(installed, "_RENEW_BEFORE", 13 * 3600.0)
    await slack.message("D2", "U2", "hi")
    await slack.wait_call("chat.postMessage")


# ---- keys --------------------------------------------------------------------------------------


async def test_a_new_key_closes_all_anew_and_a_wrong_one_is_named(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat
) -> None:
    talk, new = await chat(HELLO), new_key()
    first = await workspace.start(talk, http=True, app=app_of(slack, talk))
    await Browser(workspace).install()
    await first.aclose()
    with pytest.raises(SettingsError, match="doesn't open the tokens of T0002"):
        await workspace.start(talk, http=True, app=app_of(slack, talk, new))
    both = await workspace.start(talk, http=True, app=app_of(slack, talk, new, KEY))
    await both.aclose()
    await workspace.start((await chat(HELLO)), http=True, app=app_of(slack, talk, new))


async def test_a_token_moved_to_another_workspace_is_not_used(
    slack: FakeSlack, chat: MakeChat, workspace: Workspace
) -> None:
    talk = await chat(HELLO)
    own = await workspace.start(talk, http=True, app=app_of(slack, talk))
    await Browser(workspace).install()
    await own.aclose()
    (closed,) = (await talk.store.installations.all()).values()
    await talk.store.installations.save("T0009", closed)
    with pytest.raises(SettingsError, match="the tokens of T0009"):
        await workspace.start(talk, http=True, app=app_of(slack, talk))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [({"client_id": "9.9"}, "invalid_client_id"), ({"client_secret": "x"}, "bad_client_secret")],
)
async def test_wrong_secrets_are_named_at_the_start(
    workspace: Workspace, slack: FakeSlack, chat: MakeChat, changed: Any, reason: str
) -> None:
    from dataclasses import replace

    talk = await chat(HELLO)
    app = replace(app_of(slack, talk), **changed)
    with pytest.raises(SettingsError, match=rf"SLACK_CLIENT_SECRET \({reason}\)"):
        await workspace.start(talk, http=True, app=app)


# ---- the command -------------------------------------------------------------------------------

MANY = {
    "slack_client_id": "1.2",
    "slack_client_secret": "client-secret",
    "encryption_keys": KEY,
    "slack_signing_secret": "signing-secret",
}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"slack_bot_token": "xoxb-1"}, "not both"),
        ({"slack_client_id": None}, "SLACK_CLIENT_ID is missing"),
        ({"slack_client_secret": None}, "SLACK_CLIENT_SECRET is missing"),
        ({"encryption_keys": None}, "STUDYLAMP_ENCRYPTION_KEYS is missing.*--new-key"),
        ({"encryption_keys": "my secret"}, "holds no key"),
        ({"encryption_keys": ","}, "holds no key"),
        ({"slack_signing_secret": None}, "SLACK_SIGNING_SECRET .HTTP. is missing"),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, Any], says: str) -> None:
    from bot.commands.slack import access_of
    from bot.settings import Settings

    with pytest.raises(SettingsError, match=says):
        access_of(Settings(**{**MANY, **changed}), vault=None)  # type: ignore[arg-type]


def test_http_though_there_is_an_app_token() -> None:
    from bot.commands.slack import access_of
    from bot.settings import Settings

    both = Settings(**MANY, slack_app_token="xapp-1")  # type: ignore[arg-type]
    assert access_of(both, vault=None).app_token == "xapp-1"  # type: ignore[arg-type]
    assert access_of(both, vault=None, http=True).app_token is None  # type: ignore[arg-type]
    shown = repr(access_of(both, vault=None))  # type: ignore[arg-type]
    assert not any(secret in shown for secret in ("client-secret", "signing", "xapp", KEY))


async def test_the_doctor_tries_secrets_and_key_and_lists_the_workspaces(
    slack: FakeSlack, tmp_path: Any
) -> None:
    from bot.adapters.slack.installed import Installation
    from bot.app import database_url
    from bot.commands.slack import app_of
    from bot.doctor.slack import slack as examine
    from bot.learner.store import Store
    from bot.settings import Settings

    def settings(**changed: str) -> Settings:
        given = {**MANY, "slack_api_url": slack.api_url, "data_dir": tmp_path, **changed}
        return Settings(**given)  # type: ignore[arg-type]

    async def says(**changed: str) -> str:
        return "\n".join([f"{f.state}: {f.says}" async for f in examine(settings(**changed))])

    assert await says() == "ok: the secrets work, HTTP; workspaces that installed it: none yet"
    store = await Store.open(database_url(settings()))
    app = app_of(settings(), store.installations)
    assert app
    few = Installation(team="T2", name="Two", user="U", bot="B", token="xoxb-2", scopes=("x",))
    await store.installations.save("T2", app.close(few))
    await store.close()
    assert (await says()).startswith("problem: “Two” lacks scopes: app_mentions:read, ")
    assert (await says()).endswith("workspaces that installed it: “Two” (T2)")
    assert "doesn't open the tokens of T2" in await says(encryption_keys=new_key())
    assert "bad_client_secret" in await says(slack_client_secret="wrong")


def test_a_workspace_is_forgotten_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from bot.cli import app as program

    key = CliRunner().invoke(program, ["slack", "--new-key"]).output.strip()
    assert Seal([key])
    result = CliRunner().invoke(program, ["slack", "--forget", "T2"])
    assert isinstance(result.exception, SettingsError)
    assert "These have: none" in str(result.exception)
