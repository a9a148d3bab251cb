"""`studylamp doctor` on installations that are well, half well, and broken."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.commands import doctor as command
from bot.doctor import Finding, examine
from bot.settings import load
from knowledge.markdown.sample import write_sample
from tests import llm_server as server
from tests.llm_server import LLMServer, status

SECRETS = {
    "OPENAI_API_KEY": "sk-very-secret",
    "SLACK_BOT_TOKEN": "xoxb-secret",
    "DISCORD_TOKEN": "disc-secret",
}


@pytest.fixture(autouse=True)
def a_course(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small one, so that no shipped book has to be read."""
    write_sample(data_dir / "courses" / "sample", title="A sample")
    monkeypatch.setenv("STUDYLAMP_COURSE", "sample")


async def found(**settings: Any) -> dict[str, Finding]:
    findings = [finding async for finding in examine(load(**settings))]
    return {finding.area: finding for finding in findings}


# ---- the model -------------------------------------------------------------------------------


async def test_without_a_key_it_is_offline_and_says_why() -> None:
    model = (await found())["model"]
    assert model.state == "off"
    assert "neither OPENAI_API_KEY nor STUDYLAMP_LLM is set" in model.says
    assert "docs/models.md" in model.do


async def test_which_model_and_why() -> None:
    async with LLMServer() as running:
        findings = await found(openai_api_key="k", openai_base_url=running.url)
    assert findings["model"].says == (
        "openai:gpt-6-luna: OPENAI_API_KEY is set and STUDYLAMP_LLM is not"
    )
    assert findings["openai:gpt-6-luna"].state == "ok"
    assert running.asked == []  # the list of models was enough: no tokens were used


async def test_the_setting_is_the_reason_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STUDYLAMP_LLM", "openai:llama3.2")
    async with LLMServer() as running:
        findings = await found(openai_base_url=running.url)
    assert "STUDYLAMP_LLM says so (in the environment)" in findings["model"].says
    assert findings["openai:llama3.2"].state == "ok"


async def test_a_model_that_the_server_lacks_is_told_with_those_it_has() -> None:
    refuses = status(404, "model not found")
    async with LLMServer(then=refuses) as running:
        findings = await found(llm="openai:lama3", openai_base_url=running.url)
    finding = findings["openai:lama3"]
    assert finding.state == "problem"
    assert "has no model of this name" in finding.says
    assert "openai:llama3.2" in finding.do


async def test_a_server_that_takes_any_name_is_fine() -> None:
    async with LLMServer() as running:
        findings = await found(llm="openai:whatever.gguf", openai_base_url=running.url)
    assert findings["openai:whatever.gguf"].state == "ok"
    assert len(running.asked) == 1


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (status(401, "Incorrect API key: sk-very-secret"), "refuses the key"),
        (status(429), "refuses more requests"),
        (status(500), "can't be reached (HTTP 500)"),
        (server.raw("<html>hi</html>", "text/html"), "isn't an answer"),
        (server.hangs(headers=False), "didn't answer within 0.1 seconds"),
    ],
)
async def test_what_is_wrong_with_a_server(
    reply: server.Reply, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "models", reply)
    async with LLMServer(then=reply) as running:
        findings = await found(
            openai_api_key="sk-very-secret",
            llm="openai:gpt-x",
            openai_base_url=running.url,
            llm_timeout=0.1,
        )
    finding = findings["openai:gpt-x"]
    assert finding.state == "problem"
    assert says in finding.says
    assert finding.do
    assert "sk-very" not in finding.says + finding.do
    assert not finding.needed


async def test_nobody_listening_and_a_missing_package() -> None:
    async with LLMServer() as gone:
        url = gone.url
    findings = await found(llm="openai:a,ollama:b", openai_base_url=url)
    assert "can't be reached (no connection)" in findings["openai:a"].says
    assert "pip install langchain-ollama" in findings["ollama:b"].says


# ---- everything else -------------------------------------------------------------------------


async def test_a_fresh_installation_is_well() -> None:
    findings = await found()
    assert not [finding for finding in findings.values() if finding.state == "problem"]
    assert "schema" in findings["store"].says
    assert "sample" in findings["courses"].says
    assert "passages by their words" in findings["search in sample"].says
    assert "384 numbers" in findings["embedder"].says
    assert (findings["Slack"].state, findings["Discord"].says) == ("off", "not configured")


async def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    findings = await found(data_dir=tmp_path / "file")
    for area in ("data folder", "store"):
        assert findings[area].state == "problem"
        assert findings[area].needed
    assert "STUDYLAMP_DATA_DIR" in findings["data folder"].do


async def test_a_default_course_that_is_not_here() -> None:
    findings = [finding async for finding in examine(load(course="physics"))]
    notes = [finding for finding in findings if finding.state == "note"]
    assert ["'physics', which isn't here" in note.says for note in notes] == [True]


async def test_a_chroma_server_that_is_not_there() -> None:
    finding = (await found(chroma_url="http://127.0.0.1:9"))["Chroma"]
    assert finding.state == "problem"
    assert "chroma run" in finding.do


async def test_a_misspelt_name_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYLAMP_LMM", "offline")
    findings = [finding async for finding in examine(load())]
    [note] = [finding for finding in findings if finding.state == "note"]
    assert "did you mean STUDYLAMP_LLM?" in note.says


async def test_a_check_that_fails_itself_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> Iterator[Finding]:
        raise RuntimeError("no idea")

    monkeypatch.setattr("knowledge.library.Library.list", broken)
    findings = await found()
    assert findings["courses"].says == "could not be checked: RuntimeError: no idea"
    assert findings["courses"].needed
    assert findings["embedder"].state == "ok"


# ---- the command -----------------------------------------------------------------------------


def run(*arguments: str) -> Any:
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)
    return CliRunner().invoke(app, ["doctor", *arguments])


def test_the_command_says_how_it_stands() -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert re.search(r"^ok +store +SQLite", result.output, re.MULTILINE)
    assert result.output.endswith("All is well. Start with: studylamp chat\n")


def test_json_for_programs_and_no_secret_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("STUDYLAMP_LLM", "offline")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:pw-secret@127.0.0.1:9/x")
    monkeypatch.setattr("discord.http.Route.BASE", "http://127.0.0.1:9/api/v10")
    result = run("--json")
    report = json.loads(result.stdout)
    assert (report["ok"], result.exit_code) == (False, 1)  # the store can't be reached
    assert {"area", "state", "says", "do", "needed"} == set(report["findings"][0])
    assert "secret" not in result.output
    assert "OPENAI_API_KEY" in result.output


def test_wrong_settings_end_it_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYLAMP_LOG_LEVEL", "loud")
    result = run()
    assert result.exit_code == 1
    assert "STUDYLAMP_LOG_LEVEL (in the environment)" in result.output
    assert "Studylamp can't work yet: settings." in result.output
