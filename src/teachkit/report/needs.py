"""What a report is made with, and how to install it."""

from __future__ import annotations

from importlib.util import find_spec

from ..errors import Problem, ProblemsError

__all__ = ["need"]


def need(package: str) -> None:
    """Say how to install a package, if it is not there.

    Raises:
        ProblemsError: It is not.
    """
    if find_spec(package) is None:
        message, hint = f"{package} is not installed", "pip install 'teachkit[report]'"
        raise ProblemsError([Problem(file="teachkit", message=message, hint=hint, code="package")])
