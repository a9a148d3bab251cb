"""From settings to a model, and errors by our names."""

from datetime import UTC, datetime
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from bot.errors import (
    ModelError,
    ModelMisbehaved,
    ModelRateLimited,
    ModelRefusedKey,
    ModelUnavailable,
    SettingsError,
)
from bot.llm import build_model
from bot.llm.budget import MemoryLedger, estimate
from bot.llm.faults import TooSlow, as_model_error
from bot.settings import load


def test_offline_there_is_no_model() -> None:
    assert build_model(load(), usage=MemoryLedger()) is None
    assert build_model(load(openai_api_key="k", llm="offline"), usage=MemoryLedger()) is None


def test_several_models_are_tried_in_turn() -> None:
    model = build_model(
        load(openai_api_key="k", llm="openai:a, openai:b,offline"), usage=MemoryLedger()
    )
    assert model is not None
    assert model.name == "openai:a,openai:b"


def test_a_model_without_its_key_says_what_to_set() -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        build_model(load(llm="openai:gpt-6-luna"), usage=MemoryLedger())


def test_a_local_server_needs_no_key() -> None:
    settings = load(llm="openai:llama3.2", openai_base_url="http://localhost:11434/v1")
    assert build_model(settings, usage=MemoryLedger()) is not None


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("ollama:llama3.2", "langchain-ollama"),
        ("google_genai:gemini-3", "langchain-google-genai"),
        ("bedrock:x", "langchain-aws"),
        ("no_such_thing:x", "langchain-no-such-thing"),
    ],
)
def test_a_provider_whose_package_is_missing_says_how_to_install_it(
    name: str, package: str
) -> None:
    with pytest.raises(SettingsError, match=f"pip install {package}"):
        build_model(load(llm=name), usage=MemoryLedger())


def test_estimates_are_rather_too_high() -> None:
    english = "Negative reinforcement increases a behaviour by taking something unpleasant away."
    assert 13 <= estimate(english) <= 40  # 13 words; cl100k makes 14 tokens of it
    assert estimate("负强化") == 3
    assert estimate("") == 0
    assert estimate("\ud83d") == 1


def failing(status: int | None = None, name: str = "SomeError", **headers: str) -> Exception:
    error = type(name, (Exception,), {})()
    if status is not None:
        error.status_code = status
        error.response = SimpleNamespace(
            headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (failing(401), ModelRefusedKey),
        (failing(402), ModelRefusedKey),
        (failing(404), ModelRefusedKey),
        (failing(408), ModelUnavailable),
        (failing(413), ModelMisbehaved),
        (failing(429), ModelRateLimited),
        (failing(529), ModelUnavailable),
        (failing(name="ReadTimeout"), TooSlow),
        (TimeoutError(), TooSlow),
        (failing(name="APIConnectionError"), ModelUnavailable),
        (ConnectionResetError(), ModelUnavailable),
        (failing(name="RateLimitError"), ModelRateLimited),
        (KeyError("choices"), ModelMisbehaved),
        (ValueError("sk-secret"), ModelMisbehaved),
    ],
)
def test_what_libraries_throw(error: Exception, expected: type[ModelError]) -> None:
    found = as_model_error(error)
    assert type(found) is expected
    assert "secret" not in f"{found} {found.fields}"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "0.5"}, 0.5),
        ({"retry_after_ms": "1500"}, 1.5),
        (
            {
                "retry_after": format_datetime(datetime(2026, 1, 1, 0, 1, tzinfo=UTC), usegmt=True),
                "date": format_datetime(datetime(2026, 1, 1, tzinfo=UTC), usegmt=True),
            },
            60.0,
        ),
        ({"retry_after": "Thu, 01 Jan 2026 00:01:00 GMT"}, None),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "-3"}, None),
        ({"retry_after": "nan"}, None),
        ({"retry_after": "inf"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert as_model_error(failing(429, **headers)).fields["retry_after"] == seconds


def test_an_unpaid_bill_is_not_asked_about_again_soon() -> None:
    error = failing(429)
    error.code = "insufficient_quota"  # type: ignore[attr-defined]
    assert as_model_error(error).fields["retry_after"] == 600.0
