"""The sample course that `studylamp course new` makes; it shows every kind of item."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from knowledge.markdown.course_toml import LANGUAGE, MANIFEST, markdown_files
from knowledge.markdown.fields import SLUG, not_an_id
from knowledge.markdown.syntax import quoted
from knowledge.problems import SourceError


def write_sample(folder: Path, *, title: str = "", language: str = "en") -> None:
    """Write the sample into a new folder; the folder's name becomes the course's id.

    Raises:
        SourceError: there is something already, or its name can't be an id.
        OSError: it can't be written.
    """
    name = folder.absolute().name
    if not SLUG.fullmatch(name):
        raise SourceError(not_an_id("The folder's name", name))
    if not LANGUAGE.fullmatch(language):
        raise SourceError(f"{language!r} is not a language code: write `en`, `es`, `pt-BR`…")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceError(f"{folder} exists already and is not empty. Nothing was changed.")
    source = Path(str(files(__name__)))
    toml = (source / MANIFEST).read_text(encoding="utf-8")
    values = {"id": name, "title": title, "language": language}
    for field, value in values.items():
        if value:
            row = f"{field} = {quoted(value)}".replace("\\", r"\\")
            toml = re.sub(rf"^{field} = .*$", row, toml, count=1, flags=re.MULTILINE)
    for file in markdown_files(source):
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((source / file).read_bytes())
    (folder / MANIFEST).write_text(toml, encoding="utf-8", newline="\n")
