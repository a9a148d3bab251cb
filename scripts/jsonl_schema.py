"""Writes docs/jsonl.schema.json from the models: ``python -m scripts.jsonl_schema``."""

from __future__ import annotations

import json
from pathlib import Path

from bot.adapters.jsonl.lines import schema

FILE = Path(__file__).parents[1] / "docs" / "jsonl.schema.json"

if __name__ == "__main__":
    FILE.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
