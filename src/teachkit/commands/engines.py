"""The options of `teachkit grade` for many thousand students, and that run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .choice import ENGINES
from .progress import Progress

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from ..cohort import Engine
    from ..model import Sheet
    from .common import Say

__all__ = ["add_engines", "class_only", "grade_many"]


def add_engines(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "--engine",
        choices=ENGINES,
        default="auto",
        help="how answers are worked through: as a class, with letters, or as a cohort, with "
        "one of three loops (default: auto, by the number of rows)",
    )
    command.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="with --engine cluster: the Dask scheduler, such as tcp://10.0.0.5:8786; without "
        "it a cluster is started on this machine",
    )
    command.add_argument(
        "--workers",
        type=int,
        default=0,
        metavar="N",
        help="with --engine cluster: worker processes on this machine (default: one a core)",
    )
    command.add_argument(
        "--parts",
        choices=("csv", "parquet"),
        default="",
        help="with --engine cluster: leave the gradebook in parts, in a folder",
    )
    command.add_argument(
        "--resume",
        action="store_true",
        help="with --engine cluster: go on with the run that was interrupted",
    )


def class_only(given: argparse.Namespace) -> list[str]:
    """List the options in use that only a class has."""
    used = {
        "--format": given.format not in ("", "wide"),
        "--save-to-bank": given.save_to_bank,
    }
    return [name for name, is_used in used.items() if is_used]


def grade_many(
    given: argparse.Namespace, sheet: Sheet, path: Path, engine: Engine, say: Say
) -> int:
    """Grade a cohort and say what came of it."""
    from ..cohort import Asked, grade_cohort  # noqa: PLC0415

    progress = Progress(say.live)
    asked = Asked(
        roster=_path(given.roster),
        mapping=_path(given.mapping),
        variants=_path(given.variants),
        anonymous=_path(given.anonymous),
        attempt=given.attempt,
        due=given.due,
    )
    try:
        graded = grade_cohort(
            sheet,
            given.responses,
            given.out,
            engine=engine,
            source=path,
            decisions=given.decisions,
            progress=progress,
            scheduler=given.scheduler,
            workers=given.workers,
            parts=given.parts,
            resume=given.resume,
            asked=asked,
        )
    except KeyboardInterrupt:
        if engine == "cluster":
            say.err("the parts that are done are kept: --resume goes on with them")
        raise
    finally:
        progress.end()
    say.out(graded.summary())
    say.problems(graded.problems)
    say.out(f"results: {given.out}")
    return 1 if any(problem.severity == "error" for problem in graded.problems) else 0


def _path(path: Path | None) -> str:
    """Return a path as every worker finds it; "" if there is none."""
    return "" if path is None else str(path)
