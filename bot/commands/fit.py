"""`studylamp fit`: mastery's parameters from the answers given to this installation."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.learner.mastery import Attempt
    from bot.learner.mastery.fitting import Fit


def register(app: typer.Typer) -> None:
    app.command()(fit)


def fit(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, nothing else.")] = False,
) -> None:
    """Learn from everyone's marked answers how mastery is best judged here.

    Four of five learners are fitted, the others tell whether it is any better; only then it is
    kept (mastery.json in the data folder; remove it to go back to the defaults).
    """
    import asyncio

    from bot import logs
    from bot.app import database_url
    from bot.errors import StudylampError
    from bot.learner import mastery_file
    from bot.learner.mastery import fitting
    from bot.settings import load

    settings = load()
    logs.configure(settings)
    log = asyncio.run(_attempts(database_url(settings)))
    try:
        found = fitting.fit(log, _tell)
    except fitting.TooLittleData as error:
        raise StudylampError(
            "There is too little to learn from yet: {answers} first answers without hints, by "
            "{learners} learners, some of them right and some wrong. It takes at least "
            f"{fitting.MIN_ANSWERS:,} by {fitting.MIN_LEARNERS}. The defaults hold until then; "
            "nothing was changed.",
            answers=f"{error.answers:,}",
            learners=f"{error.learners:,}",
        ) from error
    file = mastery_file.write(settings.data_dir, found.params) if found.better else None
    _report(found, file, as_json)


async def _attempts(url: str) -> list[tuple[str, Attempt]]:
    from bot.learner.events import AttemptMade
    from bot.learner.mastery import from_event
    from bot.learner.store import Store

    store = await Store.open(url)
    try:
        return [
            (stored.learner_id, from_event(stored.id, stored.at, stored.event))
            async for stored in store.everyones_events(types=["attempt_made"])
            if isinstance(stored.event, AttemptMade)
        ]
    finally:
        await store.close()


def _report(found: Fit, file: Path | None, as_json: bool) -> None:
    scores = {"defaults": found.defaults, "fitted": found.fitted}
    if as_json:
        figures: dict[str, Any] = {
            "answers": found.answers,
            "learners": found.learners,
            "held_out": found.fitted.n,
            "auc": {name: score.auc for name, score in scores.items()},
            "log_loss": {name: score.log_loss for name, score in scores.items()},
            "written": str(file) if file else None,
        }
        print(json.dumps(figures))
        return
    print(f"{found.answers:,} first answers without hints, by {found.learners:,} learners.")
    print(f"On {found.fitted.n:,} answers of learners who were held out:")
    print(f"  {'':9} {'AUC':>7} {'log loss':>9}")
    for name, score in scores.items():
        auc = "-" if score.auc is None else f"{score.auc:.4f}"
        print(f"  {name:9} {auc:>7} {score.log_loss:9.4f}")
    if file:
        print(f"Written to {file}; it holds from the next start.")
    else:
        print("That is no better than the defaults: nothing was changed.")


def _tell(text: str) -> None:
    print(f"fitting: {text}", file=sys.stderr)
