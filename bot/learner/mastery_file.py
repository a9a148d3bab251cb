"""The parameters that `studylamp fit` found, in the data folder. Without the file: the defaults."""

from __future__ import annotations

from pathlib import Path

from bot.errors import SettingsError, StudylampError
from bot.learner.mastery import Parameters

NAME = "mastery.json"


def read(data_dir: Path) -> Parameters:
    """Raises SettingsError when the file can't be read or used; says what to do."""
    file = data_dir / NAME
    try:
        return Parameters.from_json(file.read_text("utf-8"))
    except FileNotFoundError:
        return Parameters()
    except (OSError, ValueError) as error:
        raise SettingsError(
            "{file} can't be used ({why}). Remove it to go back to the defaults, or make it anew "
            "with `studylamp fit`.",
            file=file,
            why=error,
        ) from error


def write(data_dir: Path, params: Parameters) -> Path:
    """All of it or nothing.

    Raises:
        StudylampError: the folder can't be written.
    """
    file = data_dir / NAME
    draft = file.with_suffix(".new")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        draft.write_text(params.to_json() + "\n", "utf-8")
        draft.replace(file)
    except OSError as error:
        why = error.strerror or type(error).__name__
        text = "{file} can't be written ({why}); nothing was changed."
        raise StudylampError(text, file=file, why=why) from error
    return file
