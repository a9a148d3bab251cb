"""Where a setting may stand, who wins, and what a mistake is answered with."""

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import DEFAULT_MODEL, Settings, load, source, unknown
from scripts import settings_docs


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDYLAMP_DATA_DIR")


def env_file(*lines: str) -> None:
    Path(".env").write_text("\n".join(lines), encoding="utf-8")


def toml(*lines: str) -> None:
    Path("studylamp.toml").write_text("\n".join(lines), encoding="utf-8")


def test_it_works_with_nothing_set() -> None:
    settings = load()
    assert settings.models == ()
    assert settings.data_dir == Path("~/.studylamp").expanduser()


def test_the_environment_wins_over_env_file_over_toml(monkeypatch: pytest.MonkeyPatch) -> None:
    toml(
        'llm = "openai:toml"',
        'data_dir = "from-toml"',
        'course = "t"',
    )
    assert load().models == ("openai:toml",)
    env_file("STUDYLAMP_LLM=openai:file", "STUDYLAMP_DATA_DIR=from-file")
    assert load().models == ("openai:file",)
    monkeypatch.setenv("STUDYLAMP_LLM", "openai:env")
    settings = load()
    assert settings.models == ("openai:env",)
    assert settings.data_dir == Path.cwd() / "from-file"
    assert settings.default_course == "t"
    assert load(llm="openai:given").models == ("openai:given",)


def test_where_each_comes_from_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    toml('course = "t"', 'openai_base_url = ""')
    env_file("STUDYLAMP_LLM=offline")
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    assert source("OPENAI_API_KEY") == "the environment"
    assert source("STUDYLAMP_LLM") == ".env"
    assert source("STUDYLAMP_COURSE") == "studylamp.toml"
    assert source("OPENAI_BASE_URL") == ""


def test_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    toml('openai_api_key = ""', 'log_level = ""')
    env_file("STUDYLAMP_CHROMA_URL=")
    for name in ("OPENAI_API_KEY", "STUDYLAMP_LLM", "STUDYLAMP_TOKENS_PER_DAY", "DATABASE_URL"):
        monkeypatch.setenv(name, "")
    assert load() == Settings()
    assert load().models == ()


def test_other_programs_settings_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "INFO")
    monkeypatch.setenv("DATA_DIR", "/somewhere/else")
    monkeypatch.setenv("LLM", "nonsense")
    env_file("LOG_LEVEL=INFO", "DJANGO_SECRET=x")
    assert load() == Settings()
    assert load().log_level == "warning"


# ---- the model -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "models"),
    [
        ({}, ()),
        ({"OPENAI_API_KEY": "k"}, (DEFAULT_MODEL,)),
        ({"OPENAI_BASE_URL": "http://localhost:1/v1"}, (DEFAULT_MODEL,)),
        ({"OPENAI_API_KEY": "k", "STUDYLAMP_LLM": "offline"}, ()),
        ({"STUDYLAMP_LLM": "openai:a, ollama:b ,offline,"}, ("openai:a", "ollama:b")),
        ({"STUDYLAMP_LLM": " , "}, ()),
    ],
)
def test_which_model(
    values: dict[str, str], models: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    assert load().models == models


def test_several_models_as_a_list_in_toml() -> None:
    toml('llm = ["openai:a", "ollama:b:7b"]')
    assert load().models == ("openai:a", "ollama:b:7b")


# ---- mistakes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("STUDYLAMP_LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'; it is 'loud'"),
        ("STUDYLAMP_TOKENS_PER_TURN", "-1", "greater than 0; it is '-1'"),
        ("STUDYLAMP_TOKENS_PER_DAY", "many", "valid integer"),
        ("STUDYLAMP_LLM_TIMEOUT", "9999", "less than or equal to 600"),
        ("STUDYLAMP_LLM", "gpt-6-luna", "`openai:gpt-6-luna`"),
        ("STUDYLAMP_LLM", "openai:", "neither"),
        ("STUDYLAMP_EMBEDDER", "word2vec", "`embedded`"),
        ("OPENAI_BASE_URL", "localhost:11434", "http://localhost:11434/v1"),
        ("STUDYLAMP_CHROMA_URL", "localhost", "Address of a Chroma server"),
        ("STUDYLAMP_LOG_TEXT", "perhaps", "valid boolean"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert f"{name} (in the environment)" in str(caught.value)
    assert says in str(caught.value)
    assert "docs/settings.md" in str(caught.value)


def test_every_wrong_value_is_named_at_once() -> None:
    toml('log_level = "loud"', "tokens_per_day = 0", "llm_timeout = 'x'")
    with pytest.raises(SettingsError) as caught:
        load()
    for name in ("STUDYLAMP_LOG_LEVEL", "STUDYLAMP_TOKENS_PER_DAY", "STUDYLAMP_LLM_TIMEOUT"):
        assert f"{name} (in studylamp.toml)" in str(caught.value)


def test_a_secret_is_never_shown() -> None:
    toml("openai_api_key = 12345678")
    with pytest.raises(SettingsError) as caught:
        load()
    assert "12345678" not in str(caught.value)
    assert "12345678" not in repr(load(openai_api_key="12345678"))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ('data_dri = "x"', "data_dir"),
        ('openai_key = "x"', "openai_api_key"),
        ('default_cours = "x"', ""),
        ('STUDYLAMP_LMM = "x"', "STUDYLAMP_LLM"),
        ("[studylamp]", ""),
    ],
)
def test_a_misspelt_name_in_toml_says_what_was_meant(line: str, meant: str) -> None:
    toml(line)
    with pytest.raises(
        SettingsError, match=r"studylamp\.toml can't be read: .* is not a setting"
    ) as e:
        load()
    assert f"did you mean {meant}?" in str(e.value) if meant else True


def test_a_misspelt_name_in_the_env_file_says_what_was_meant() -> None:
    env_file("STUDYLAMP_LMM=offline")
    with pytest.raises(SettingsError, match=r"STUDYLAMP_LMM is not .*did you mean STUDYLAMP_LLM"):
        load()


def test_a_misspelt_name_in_the_environment_is_told_to_who_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STUDYLAMP_DATADIR", "x")
    load()
    assert unknown() == ["STUDYLAMP_DATADIR (did you mean STUDYLAMP_DATA_DIR?)"]


def test_a_misspelt_override_is_a_mistake() -> None:
    with pytest.raises(SettingsError, match="did you mean data_dir"):
        load(data_dirr="x")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("studylamp.toml", b"data_dir = "),
        ("studylamp.toml", b"\xff\xfe"),
        ("studylamp.toml", b'llm = "a:b"\nllm = "c:d"'),
        (".env", b"\xff\xfe\x00"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(file: str, content: bytes) -> None:
    Path(file).write_bytes(content)
    with pytest.raises(SettingsError, match=rf"{file} can't be read"):
        load()


def test_a_folder_in_the_place_of_a_file_is_named() -> None:
    Path("studylamp.toml").mkdir()
    try:
        load()  # either passed over or said plainly, never a traceback
    except SettingsError as error:
        assert "studylamp.toml" in str(error)


# ---- the documents ---------------------------------------------------------------------------


def test_the_table_and_the_example_are_up_to_date() -> None:
    assert settings_docs.DOCS.read_text(encoding="utf-8") == settings_docs.docs(), (
        "run python -m scripts.settings_docs"
    )
    assert settings_docs.EXAMPLE.read_text(encoding="utf-8") == settings_docs.example()


def test_the_example_as_it_is_changes_nothing() -> None:
    before = load()
    env_file(*settings_docs.example().replace("# STUDYLAMP", "STUDYLAMP").splitlines())
    assert load() == before


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert "|" not in field.description, name
    assert not [name for name in os.environ if name.startswith("STUDYLAMP_")]
