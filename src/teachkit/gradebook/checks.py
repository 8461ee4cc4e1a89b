"""What stops a run before anything is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Problem, ProblemsError

if TYPE_CHECKING:
    from ..classwork import Classwork

__all__ = ["check_url", "check_work"]


def check_url(url: str) -> None:
    """Refuse an address that a browser would run as a script."""
    scheme = url.split(":", 1)[0].strip().casefold() if ":" in url else ""
    if scheme not in ("", "http", "https", "file"):
        raise ProblemsError(
            [
                Problem(
                    file=url,
                    message=f"links can't start with '{scheme}:'",
                    hint="give an http(s) address or a relative path",
                    code="bad-url",
                )
            ]
        )


def check_work(work: Classwork, roster: object) -> None:
    """Stop where results would be empty, or wrong for the whole class."""
    stop = not work.answers
    if roster is not None and not any(file.format == "roster" for file in work.files):
        stop = True  # all who are missing or excused would be taken for something else
    if stop:
        raise ProblemsError(
            work.problems
            or [
                Problem(
                    file="responses",
                    message="no answers were found",
                    code="no-answers",
                    hint="name CSV or answers-JSON files, or folders of them",
                )
            ]
        )
