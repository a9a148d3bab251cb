"""Course folders for tests, written as a teacher would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ITEM = "\n::: choice {id}\n\nWhich?\n\n- [x] right\n- [ ] wrong\n"


def section(name: str, *, front: str = "", items: tuple[str, ...] = ()) -> str:
    """A small section file."""
    head = f'+++\nid = "{name}"\ntitle = "Section {name}"\n{front}+++\n\nText of {name}.\n'
    return head + "".join(ITEM.format(id=item) for item in items)


def course(folder: Path, files: Mapping[str, str | bytes], toml: str | None = None) -> Path:
    """A course of these files in one unit, unless ``toml`` says something else."""
    names = ", ".join(f'"{name}"' for name in files)
    default = f'id = "c"\ntitle = "C"\n\n[[units]]\nid = "u"\ntitle = "U"\nsections = [{names}]\n'
    write(folder, {"course.toml": default if toml is None else toml, **files})
    return folder


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
