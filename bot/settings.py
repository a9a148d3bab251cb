"""Every setting, once, typed. Read from the environment, a ``.env`` file and ``studylamp.toml``.

There is no module-level instance: `load` is called by the composition root and by the command
line, so importing anything never needs a configuration.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import SettingsError


def _named(name: str) -> AliasChoices:
    """The environment's name, and the same in lower case without our prefix for studylamp.toml."""
    return AliasChoices(name, name.lower().removeprefix("studylamp_"))


class Settings(BaseSettings):
    """One installation's settings. `docs/settings.md` is generated from the descriptions here."""

    model_config = SettingsConfigDict(
        env_file=".env",
        toml_file="studylamp.toml",
        extra="ignore",
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
    llm: Annotated[tuple[str, ...] | None, NoDecode] = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_LLM"),
        description=(
            "`offline`, `openai:MODEL` (any OpenAI-compatible server), or LangChain's "
            "`provider:model`; several, separated by commas, are tried in turn. "
            "Default: `openai:gpt-5-mini` when OPENAI_API_KEY is set, otherwise `offline`."
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
        default=8_000,
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
    slack_api_url: str | None = Field(
        default=None,
        validation_alias=_named("STUDYLAMP_SLACK_API_URL"),
        pattern=r"^https?://",
        description="Address of Slack's Web API when it isn't the public one (proxy, GovSlack).",
    )
    discord_token: SecretStr | None = Field(
        default=None, validation_alias=_named("DISCORD_TOKEN"), description="Discord: bot token."
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
                raise ValueError(f"{name!r} is not `offline` or `provider:model`")
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
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def models(self) -> tuple[str, ...]:
        """The models to try, in order; empty when Studylamp runs offline."""
        if self.llm is None:
            return ("openai:gpt-5-mini",) if self.openai_api_key else ()
        return tuple(name for name in self.llm if name != "offline")


def load(**overrides: object) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: naming each wrong setting and what is expected.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # checked by pydantic itself
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        )
        raise SettingsError("Settings: {wrong}. See docs/settings.md.", wrong=wrong) from error
    except ValueError as error:  # tomllib, dotenv
        raise SettingsError("studylamp.toml can't be read: {error}", error=error) from error
