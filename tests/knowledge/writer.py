"""Run as a process of its own: owns the index of a folder until it is killed.

python -m tests.knowledge.writer FOLDER
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from knowledge.index import Index
from tests.knowledge.searching import BagOfWords, Shelf, small_course

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    index = Index(
        Shelf(folder / "shipped", small_course()),
        folder,
        embedder=BagOfWords(),
        on_status=lambda text: print(text, flush=True),
        chroma_after=0.0,
    )
    index.start()
    threading.Event().wait()
