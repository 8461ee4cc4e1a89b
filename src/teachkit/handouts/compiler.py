"""A sheet's data to PDF; an item that cannot be set is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from ..tomlfile import parse_toml
from .press import Press

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["compile_pdf"]


def compile_pdf(
    document: Mapping[str, Any], figures: Mapping[str, Path], *, pack_root: Path
) -> bytes:
    """Set a document by ``worksheet.typ`` or ``key.typ``.

    Args:
        document: The data, as docs/toolkit/handouts.md describes it.
        figures: Name beside the template -> file.
        pack_root: The pack's folder; what its ``templates/`` holds is used before ours.

    Returns:
        A tagged PDF, as ``Press.try_pdf`` makes it.

    Raises:
        ProblemsError: a template or an item cannot be set; each item is named.
    """
    with Press(pack_root=pack_root) as press:
        for name, path in figures.items():
            press.place(name, path)
        pdf, problem = press.try_pdf(f"{document['edition']}.typ", document)
        if problem is None:
            return pdf
        raise ProblemsError(_blamed(press, document, pack_root) or [problem])


def _blamed(press: Press, document: Mapping[str, Any], pack_root: Path) -> list[Problem]:
    """Find the items that cannot be set, by setting each alone; none if it is the template."""
    template = f"{document['edition']}.typ"
    if press.try_pdf(template, {**document, "items": []})[1]:
        return []
    file = pack_root / "exercises" / f"{document['sheet']}.toml"
    _, lines, _ = parse_toml(file)
    problems = []
    for index, item in enumerate(document["items"]):
        _, problem = press.try_pdf(template, {**document, "items": [item]})
        if problem:
            at = f"{problem.file}:{problem.line}" if problem.line else problem.file
            problems.append(
                Problem(
                    file=str(file),
                    line=lines.line(("item", index)),
                    key=f"item[{item['id']}]",
                    message=problem.message,
                    hint=f"{problem.hint}; at {at}".lstrip("; "),
                    code="typst",
                )
            )
    return problems
