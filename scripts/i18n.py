"""Keeps the catalogues of the bot's fixed texts in step with the code (docs/translating.md).

    python -m scripts.i18n missing        what is not translated yet; fails when there is any
    python -m scripts.i18n update         bring new texts into the catalogues, drop unused ones
    python -m scripts.i18n add pt         begin a language

Texts are found where they are used: ``_("…")``, ``n("…", "…", count)``, ``N_("…")``, the texts of
errors, and the summary and usage of a skill. Babel's own extractor can't see the last two.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

import bot.errors
from bot.i18n import DOMAIN, SOURCE_LANGUAGE, languages, placeholders

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "bot" / "locale"

_ONE = {"_", "gettext", "N_", "say", "translate"}
_TWO = {"n", "ngettext"}
# Told to whoever installs Studylamp, on the command line, in English.
_FOR_OPERATORS = {"SettingsError"}
_ERRORS = {
    name
    for name, value in vars(bot.errors).items()
    if isinstance(value, type) and issubclass(value, bot.errors.StudylampError)
} - _FOR_OPERATORS
# Their errors are read on the command line, too.
_COMMANDS = ("bot/commands/", "bot/cli.py")


@dataclass(frozen=True)
class Source:
    """A text in the code."""

    one: str
    many: str | None
    file: str
    line: int

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.one, self.many) if self.many else self.one


def sources() -> list[Source]:
    """All texts that may be said in a chat, in the order of the code."""
    return [source for file in sorted((ROOT / "bot").rglob("*.py")) for source in _in_file(file)]


def _in_file(file: Path) -> Iterator[Source]:
    name = file.relative_to(ROOT).as_posix()
    tree = ast.parse(file.read_text(encoding="utf-8"), name)
    errors = set() if name.startswith(_COMMANDS) else _ERRORS
    found = [text for node in ast.walk(tree) for text in _texts(node, errors)]
    for texts, line in sorted(found, key=lambda text: text[1]):
        yield Source(texts[0], texts[1] if len(texts) > 1 else None, name, line)


def _texts(node: ast.AST, errors: Set[str]) -> Iterator[tuple[list[str], int]]:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            wanted = 1 if name in _ONE | errors else 2 if name in _TWO else 0
            texts = _strings(node.args[:wanted])
            if wanted and len(texts) == wanted:
                yield texts, node.lineno
            if name == "Skill":
                for keyword in node.keywords:
                    if keyword.arg in ("summary", "usage"):
                        yield _strings([keyword.value]), keyword.lineno
        case ast.ClassDef(name=name) if name in errors:
            for line in node.body:
                match line:
                    case ast.Assign(targets=[ast.Name(id="message")], value=value):
                        yield _strings([value]), line.lineno


def _strings(nodes: Iterable[ast.expr]) -> list[str]:
    return [
        node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) is str
    ]


def template() -> Catalog:
    """The texts as a catalogue without translations."""
    catalog = Catalog(project="Studylamp", charset="utf-8")
    for source in sources():
        catalog.add(source.id, locations=[(source.file, source.line)])
    return catalog


def problems(language: str) -> list[str]:
    """What is wrong with a catalogue, a line each; empty when it is complete."""
    catalog = _read(language)
    found = []
    for source in {each.one: each for each in sources()}.values():
        message = catalog.get(source.one)
        said = message.string if message else ""
        forms = [said] if isinstance(said, str) else list(said or [""])
        where = f"{language}: {source.file}:{source.line}: {source.one!r}"
        if not all(forms) or (message and message.fuzzy):
            found.append(f"{where} is not translated")
        elif any(placeholders(form) != placeholders(source.one) for form in forms):
            # A form for one may say "one" instead of {count}.
            wanted = placeholders(source.one)
            if not source.many or any(placeholders(f) - wanted - {"count"} for f in forms):
                found.append(f"{where} has other placeholders in its translation")
    return found


def update(language: str) -> None:
    """Write the catalogue anew with all texts of the code and the translations it had."""
    catalog = _read(language)
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    _write(language, catalog)


def add(language: str) -> None:
    """Begin a catalogue."""
    catalog = Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment="# The bot's fixed texts. docs/translating.md says how to work on them.",
        project="Studylamp",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        fuzzy=False,
    )
    _write(language, catalog)
    update(language)


def _file(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _read(language: str) -> Catalog:
    with _file(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def _write(language: str, catalog: Catalog) -> None:
    _file(language).parent.mkdir(parents=True, exist_ok=True)
    with _file(language).open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False)


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    translated = [name for name in languages() if name != SOURCE_LANGUAGE]
    match arguments:
        case ["missing"]:
            found = [problem for language in translated for problem in problems(language)]
            print("\n".join(found) or "Everything is translated.")
            return bool(found)
        case ["update"]:
            for language in translated:
                update(language)
        case ["add", language]:
            add(language)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
