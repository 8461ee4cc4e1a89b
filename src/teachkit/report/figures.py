"""Where charts go: into a page, or beside a print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.markup import escape

if TYPE_CHECKING:
    from .charts import Chart

__all__ = ["Figures"]


class Figures:
    """Puts charts into a page; for paper it keeps their files and names them only."""

    def __init__(self, *, paper: bool = False) -> None:
        self.paper = paper
        self.files: dict[str, bytes] = {}

    def show(self, chart: Chart) -> str:
        """Return the element for a chart."""
        if self.paper:
            name = f"charts/{chart.name}.svg"
            self.files[name] = chart.for_paper()
            return f'<figure><img src="{name}" alt="{escape(chart.alt)}"></figure>'
        drawn = chart.for_page().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
        alt = escape(chart.alt)
        return f'<figure tabindex="0"><div role="img" aria-label="{alt}">{drawn}</div></figure>'
