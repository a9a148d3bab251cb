"""Every setting, once, typed. Read from the environment, a ``.env`` file and ``studylamp.toml``.

There is no module-level instance: `load` is called by the composition root and by the command
line, so importing anything never needs a configuration.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import SettingsError

DEFAULT_MODEL = "openai:gpt-6-luna"
"""OpenAI's small model as of November 2026 (gpt-5-mini is switched off on 2026-12-11)."""
ENV_FILE, TOML_FILE = ".env", "studylamp.toml"
_PREFIX = "STUDYLAMP_"


def _named(name: str) -> AliasChoices:
    """The environment's name, and the same in lower case without our prefix for studylamp.toml."""
    return AliasChoices(name, name.lower().removeprefix("studylamp_"))


class Settings(BaseSettings):
    """One installation's settings. `docs/settings.md` is generated from the descriptions here."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        toml_file=TOML_FILE,
        extra="ignore",
        case_sensitive=True,  # LOG_LEVEL in the environment is somebody else's
        frozen=True,
        env_ignore_empty=True,
    )

    data_dir: Path = Field(
        default=Path("~/.studylamp"),
        validation_alias=_named("STUDYLAMP_DATA_DIR"),
        description="Folder that holds all state of this installation.",
    )
    database_url: str | None = Field(
        default=None,
        validation_alias=_named("DATABASE_URL"),
        description="`sqlite:///…` or `postgresql://…`; default: a SQLite file in the data folder.",
    )
    default_course: str | None = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_COURSE"),
        description="Id of the course a new learner starts in; default: they choose.",
    )
    help_line: str | None = Field(
        default=None,
        max_length=500,
        validation_alias=_named("STUDYLAMP_HELP_LINE"),
        description=(
            "Whom a learner who writes that they are in distress is told to turn to, in your own "
            "words and with the numbers of your school and country. Default: an adult they trust, "
            "and findahelpline.com."
        ),
    )
    llm: Annotated[tuple[str, ...] | None, NoDecode] = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_LLM"),
        description=(
            "`offline`, `openai:MODEL` (any OpenAI-compatible server), or LangChain's "
            "`provider:model`; several, separated by commas, are tried in turn. "
            f"Default: `{DEFAULT_MODEL}` when OPENAI_API_KEY or OPENAI_BASE_URL is set, "
            "otherwise `offline`."
        ),
    )
    openai_api_key: SecretStr | None = Field(
        default=None,
        validation_alias=_named("OPENAI_API_KEY"),
        description="Key of OpenAI or of the OpenAI-compatible server.",
    )
    openai_base_url: str | None = Field(
        default=None,
        validation_alias=_named("OPENAI_BASE_URL"),
        pattern=r"^https?://",
        description="Address of an OpenAI-compatible server (Ollama: `http://localhost:11434/v1`).",
    )
    llm_timeout: float = Field(
        default=30.0,
        gt=0,
        le=600,
        validation_alias=_named("STUDYLAMP_LLM_TIMEOUT"),
        description="Seconds to wait for a model's first word, and again between words.",
    )
    tokens_per_turn: int = Field(
        default=12_000,
        gt=0,
        validation_alias=_named("STUDYLAMP_TOKENS_PER_TURN"),
        description="Most tokens one answer may cost, in and out.",
    )
    tokens_per_day: int = Field(
        default=2_000_000,
        gt=0,
        validation_alias=_named("STUDYLAMP_TOKENS_PER_DAY"),
        description="Most tokens this installation may use a day (UTC).",
    )
    embedder: str = Field(
        default="embedded",
        validation_alias=_named("STUDYLAMP_EMBEDDER"),
        pattern=r"^(embedded|chroma|openai:.+)$",
        description="`embedded` (MiniLM, shipped), `openai:MODEL`, or `chroma` (Chroma's own).",
    )
    chroma_url: str | None = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_CHROMA_URL"),
        pattern=r"^https?://",
        description="Address of a Chroma server; default: Chroma inside the data folder.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning",
        validation_alias=_named("STUDYLAMP_LOG_LEVEL"),
        description="How much is logged (to standard error, one JSON object a line).",
    )
    log_text: bool = Field(
        default=False,
        validation_alias=_named("STUDYLAMP_LOG_TEXT"),
        description="Log what people write, too. Off: logs carry no message text.",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, validation_alias=_named("SLACK_BOT_TOKEN"), description="Slack: `xoxb-…`."
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        validation_alias=_named("SLACK_APP_TOKEN"),
        description="Slack Socket Mode: `xapp-…`.",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        validation_alias=_named("SLACK_SIGNING_SECRET"),
        description="Slack over HTTP: the app's signing secret.",
    )
    slack_client_id: str | None = Field(
        default=None,
        validation_alias=_named("SLACK_CLIENT_ID"),
        description=(
            "Slack for many workspaces, which install the app themselves: the app's client ID. "
            "Takes the place of SLACK_BOT_TOKEN."
        ),
    )
    slack_client_secret: SecretStr | None = Field(
        default=None,
        validation_alias=_named("SLACK_CLIENT_SECRET"),
        description="Slack for many workspaces: the app's client secret.",
    )
    encryption_keys: SecretStr | None = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_ENCRYPTION_KEYS"),
        description=(
            "Encrypts the tokens of Slack's workspaces in the database (`studylamp slack "
            "--new-key` prints one). Several, separated by commas: the first encrypts, all decrypt."
        ),
    )
    slack_api_url: str | None = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_SLACK_API_URL"),
        pattern=r"^https?://",
        description="Address of Slack's Web API when it isn't the public one (proxy, GovSlack).",
    )
    slack_host: str = Field(
        default="127.0.0.1",
        validation_alias=_named("STUDYLAMP_SLACK_HOST"),
        description="Slack over HTTP: address to listen on, behind a proxy that speaks HTTPS.",
    )
    slack_port: int = Field(
        default=3000,
        ge=0,
        le=65535,
        validation_alias=_named("STUDYLAMP_SLACK_PORT"),
        description="Slack over HTTP: port to listen on.",
    )
    discord_token: SecretStr | None = Field(
        default=None, validation_alias=_named("DISCORD_TOKEN"), description="Discord: bot token."
    )
    discord_threads: bool = Field(
        default=False,
        validation_alias=_named("STUDYLAMP_DISCORD_THREADS"),
        description="Discord: a question in a channel gets a thread of its own.",
    )

    smtp_url: SecretStr | None = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_SMTP_URL"),
        description=(
            "Mail server for guardians' summaries: `smtp://user:password@host:587` (STARTTLS) or "
            "`smtps://…:465` (docs/guardians.md)."
        ),
    )
    smtp_from: str | None = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_SMTP_FROM"),
        pattern=r"^[^\s@<>,;:\"]+@[A-Za-z0-9.-]+$",
        description="Address that mail comes from; somebody should read what is answered to it.",
    )
    public_url: str | None = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_PUBLIC_URL"),
        pattern=r"^(https://[^\s/]|http://(localhost|127\.0\.0\.1)([:/]|$))",
        description=(
            "Public address of the pages that `studylamp serve` has for guardians, and of the "
            "calendars that learners subscribe to (`https://learn.example.org`), behind a proxy "
            "that speaks HTTPS. Default: neither."
        ),
    )
    web_host: str = Field(
        default="127.0.0.1",
        validation_alias=_named("STUDYLAMP_WEB_HOST"),
        description="Address on which the pages listen.",
    )
    web_port: int = Field(
        default=3080,
        ge=0,
        le=65535,
        validation_alias=_named("STUDYLAMP_WEB_PORT"),
        description="Port on which the pages listen.",
    )

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("llm", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip()) or None
        return value

    @field_validator("llm")
    @classmethod
    def _known_form(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for name in value or ():
            if name != "offline" and not all(name.partition(":")):
                raise ValueError(
                    f"{name!r} is neither `offline` nor `provider:model` "
                    f"(OpenAI's models: `openai:{name.strip(':')}`)"
                )
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings, _StudylampToml(settings_cls)

    @property
    def models(self) -> tuple[str, ...]:
        """The models to try, in order; empty when Studylamp runs offline."""
        if self.llm is None:
            return (DEFAULT_MODEL,) if self.openai_api_key or self.openai_base_url else ()
        return tuple(name for name in self.llm if name != "offline")


class _StudylampToml(TomlConfigSettingsSource):
    """``studylamp.toml``, where a misspelt name is an error: nothing else reads this file."""

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        values = super()._read_file(file_path)
        for key in values:
            if key not in _names():
                raise ValueError(f"{key} is not a setting{_did_you_mean(key)}")
        return {key: value for key, value in values.items() if value != ""}


def load(**overrides: object) -> Settings:
    """Read the settings.

    Args:
        overrides: By their names in studylamp.toml; they win over everything else.

    Raises:
        SettingsError: naming each wrong setting, where it stands and what is expected.
    """
    for key in overrides:
        if key not in _names():
            raise SettingsError("{key} is not a setting{mean}.", key=key, mean=_did_you_mean(key))
    try:
        for name in _in_env_file():
            if name.startswith(_PREFIX) and name not in _names():
                raise SettingsError(
                    "{file}: {name} is not a setting{mean}. See docs/settings.md.",
                    file=ENV_FILE,
                    name=name,
                    mean=_did_you_mean(name),
                )
        return Settings(**overrides)  # type: ignore[arg-type]  # checked by pydantic itself
    except ValidationError as error:
        wrong = "; ".join(_complaint(problem) for problem in error.errors(include_url=False))
        raise SettingsError("Settings: {wrong}. See docs/settings.md.", wrong=wrong) from error
    except (ValueError, OSError) as error:  # tomllib, dotenv, no permission
        raise SettingsError(
            "{file} can't be read: {error}. See docs/settings.md.",
            file=TOML_FILE if Path(TOML_FILE).exists() else ENV_FILE,
            error=error,
        ) from error


def source(name: str) -> str:
    """Where the setting with this environment name comes from, in words; empty for a default."""
    key = name.lower().removeprefix("studylamp_")
    if os.environ.get(name):
        return "the environment"
    if _in_env_file().get(name) or _in_env_file().get(key):
        return ENV_FILE
    values = TomlConfigSettingsSource(Settings).toml_data
    return TOML_FILE if values.get(key, values.get(name, "")) != "" else ""


def names() -> list[str]:
    """Every setting's name in the environment."""
    return [_choices(field)[0] for field in Settings.model_fields.values()]


def unknown() -> list[str]:
    """Names in the environment that look like settings of ours and aren't, each with the nearest
    one. Not an error: another version of Studylamp may know them."""
    return [
        f"{name}{_did_you_mean(name)}"
        for name in sorted(os.environ)
        if name.startswith(_PREFIX) and name not in _names()
    ]


def _choices(field: FieldInfo) -> list[str]:
    """A setting's names: the environment's, then studylamp.toml's."""
    alias = field.validation_alias
    return [str(name) for name in alias.choices] if isinstance(alias, AliasChoices) else []


def _names() -> set[str]:
    return {name for field in Settings.model_fields.values() for name in _choices(field)}


def _did_you_mean(name: str) -> str:
    same_kind = [known for known in _names() if known.isupper() == name.isupper()]
    near = difflib.get_close_matches(name, same_kind, n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def _in_env_file() -> dict[str, str | None]:
    from dotenv import dotenv_values  # pydantic-settings' own

    return dict(dotenv_values(ENV_FILE, encoding="utf-8"))


def _complaint(problem: Any) -> str:
    """What is wrong, where, and what was given (unless it is a secret)."""
    name = str(problem["loc"][0])
    field = next(each for each in Settings.model_fields.values() if name in _choices(each))
    place = f" (in {where})" if (where := source(name)) else ""
    if problem["type"] == "value_error":
        return f"{name}{place}: {problem['msg'].removeprefix('Value error, ')}"
    text = f"{problem['msg'][:1].lower()}{problem['msg'][1:]}"
    if problem["type"] == "string_pattern_mismatch":
        text = f"doesn't look right ({field.description})"
    given = "" if "SecretStr" in str(field.annotation) else f"; it is {problem['input']!r}"
    return f"{name}{place}: {text}{given}"
