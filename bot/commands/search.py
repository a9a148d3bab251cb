"""`studylamp search "…"`: the passages an answer would be made from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.shared import settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.retrieval import Hit


def register(app: typer.Typer) -> None:
    @app.command()
    def search(
        query: Annotated[str, typer.Argument(help="Words or a question.")],
        course: Annotated[
            list[str] | None, typer.Option(help="Id of a course; repeat for several. Default: all.")
        ] = None,
        limit: Annotated[int, typer.Option(min=1, max=100, help="Most sections to show.")] = 5,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON list.")] = False,
    ) -> None:
        """Find passages: the best one of each section, best first."""
        hits = _search(settings(), query, course or [], limit)
        if as_json:
            print(json.dumps([_row(hit) for hit in hits], ensure_ascii=False, indent=2))
        else:
            _show(hits)


def _search(settings: Settings, query: str, courses: list[str], limit: int) -> list[Hit]:
    from knowledge.embed import make_embedder
    from knowledge.index import Index
    from knowledge.library import Library
    from knowledge.retrieval import Retriever

    library = Library(settings.data_dir)
    key = settings.openai_api_key
    index = Index(
        library,
        settings.data_dir,
        embedder=make_embedder(
            settings.embedder,
            api_key=key.get_secret_value() if key else None,
            base_url=settings.openai_base_url,
        ),
    )
    wanted = courses or index.course_ids()
    return Retriever(index).search(query, courses=wanted, limit=limit, per_section=1)


def _row(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "course": passage.course_id,
        "section": passage.section_id,
        "title": passage.section_label,
        "heading": passage.heading,
        "kind": passage.kind,
        "score": round(hit.score, 4),
        "text": passage.text,
        "url": passage.url,
    }


def _show(hits: list[Hit]) -> None:
    if not hits:
        print("Nothing found.")
    for place, hit in enumerate(hits, start=1):
        passage = hit.passage
        heading = f" › {passage.heading}" if passage.heading else ""
        print(f"{place}. {passage.section_label}{heading}  [{passage.course_id}, {hit.score:.2f}]")
        text = " ".join(passage.text.split())
        print(f"   {text[:300]}{'…' if len(text) > 300 else ''}\n")
