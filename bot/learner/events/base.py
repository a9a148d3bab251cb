"""What every event is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class BaseEvent(BaseModel):
    # An older program must still be able to read what a newer one added to a known version.
    model_config = ConfigDict(frozen=True, extra="ignore")
    version: int = 1
