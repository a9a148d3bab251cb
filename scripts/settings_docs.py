"""Writes docs/settings.md's table and .env.example from bot/settings.py.

Run ``python -m scripts.settings_docs`` after changing a setting; a test fails until it was run.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS, EXAMPLE = ROOT / "docs" / "settings.md", ROOT / ".env.example"
BEGIN, END = "<!-- table: made by scripts/settings_docs.py -->", "<!-- /table -->"


def table() -> str:
    """The settings as a Markdown table."""
    rows = [
        "| environment, `.env` | `studylamp.toml` | default | what it does |",
        "|---|---|---|---|",
    ]
    for field in Settings.model_fields.values():
        name, key = _names(field)
        shown = f"`{_default(field)}`" if _default(field) else ""
        rows.append(f"| `{name}` | `{key}` | {shown} | {field.description} |")
    return "\n".join(rows)


def docs() -> str:
    """docs/settings.md with a fresh table in it."""
    before, rest = DOCS.read_text(encoding="utf-8").split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


def example() -> str:
    """.env.example: every setting, commented out, with its default."""
    lines = [
        "# Copy to .env and take the # off what you want to set. All about them: docs/settings.md"
    ]
    for field in Settings.model_fields.values():
        name, _ = _names(field)
        lines += ["", f"# {field.description}", f"# {name}={_default(field)}"]
    return "\n".join(lines) + "\n"


def _names(field: FieldInfo) -> tuple[str, str]:
    alias = field.validation_alias
    assert isinstance(alias, AliasChoices)
    name, key = alias.choices
    return str(name), str(key)


def _default(field: FieldInfo) -> str:
    if field.default is None:
        return ""
    return str(field.default).lower() if isinstance(field.default, bool) else str(field.default)


if __name__ == "__main__":
    DOCS.write_text(docs(), encoding="utf-8")
    EXAMPLE.write_text(example(), encoding="utf-8")
