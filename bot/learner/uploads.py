"""Files that teachers sent for a course. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.supplement import Supplement

Status = Literal["offered", "added", "gone"]


@dataclass(frozen=True, slots=True)
class Upload:
    """One file. ``offered`` it is kept until somebody says what to do with it; ``added`` it is part
    of its course; ``gone`` only its row is left, so that others notice."""

    id: str
    batch: str
    """The same for all files of one message."""
    course: str
    """Empty until it is added."""
    name: str
    said: str
    """What was written beside it."""
    made_at: datetime
    status: Status = "offered"


class Complaint(BaseModel):
    """One thing that could not be taken as it stands; see `knowledge.problems.Problem`."""

    model_config = ConfigDict(frozen=True)
    text: str
    """With file and line, where it has one."""
    left_out: bool
    """Something is missing because of it."""


class Content(BaseModel):
    """What an added file gave."""

    model_config = ConfigDict(frozen=True)
    supplement: Supplement
    complaints: tuple[Complaint, ...] = ()
