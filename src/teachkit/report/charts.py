"""The pictures of a report, drawn by matplotlib as SVG.

A picture shows what a table beside it says: it has a text alternative, and words in it are
text. Its colours are names of the page's own, so that it follows light and dark; for paper
they are shades of grey. The same class gives the same bytes.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from ..speech import Speech

__all__ = ["Bar", "Chart", "bars", "histogram", "stacked", "whiskers"]

_FONT = Path(__file__).parents[1] / "handouts" / "fonts" / "FiraSans-Regular.ttf"
# Colours that stand for names: of the page's style sheet, and on paper.
_COLOURS = {
    "#010101": ("--text", "#000000"),
    "#020202": ("--line", "#8c8c8c"),
    "#030303": ("--bar", "#4a4a4a"),
    "#040404": ("--bar-2", "#9a9a9a"),
    "#050505": ("--bar-3", "#e8e8e8"),
}
_INK, _LINE, _BAR, _BAR2, _BAR3 = _COLOURS
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "teachkit",
    "font.family": "Fira Sans",
    "font.size": 10,
    "axes.linewidth": 0.6,
    "text.parse_math": False,
    "text.color": _INK,
    "axes.edgecolor": _LINE,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": _LINE,
    "grid.linewidth": 0.5,
}
_WIDTH = 6.6  # inches
_LINE_CHARS = 84
_HEAD = re.compile(r"^.*?(?=<svg )", re.DOTALL)
_META = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_SIZE = re.compile(r'(<svg [^>]*?) width="[\d.]+pt" height="[\d.]+pt"')
_IDS = re.compile(r'(\bid="|href="#|url\(#)([^")]+)')
_POINTS = re.compile(r"font-size: ([\d.]+)px")
_FAMILY = "font-family: 'Fira Sans'"


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled value with an interval, 0..1."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its text alternative."""

    name: str
    """Unique on a page."""
    alt: str
    svg: str
    """As matplotlib draws it, with colours that stand for names."""

    def for_page(self) -> str:
        """Return an element of a page; colours follow its style sheet."""
        text = _HEAD.sub("", self.svg)
        for colour, (name, _) in _COLOURS.items():
            text = text.replace(colour, f"var({name})")
        text = _SIZE.sub(r"\1", text)
        # A reader's own font may be wider than the one that the room was measured by.
        text = _POINTS.sub(lambda found: f"font-size: {0.88 * float(found[1]):.2f}px", text)
        text = _IDS.sub(lambda found: f"{found[1]}{self.name}-{found[2]}", text)
        return text.replace(_FAMILY, _FAMILY + ", system-ui, sans-serif").strip()

    def for_paper(self) -> bytes:
        """Return a file in shades of grey."""
        text = self.svg
        for colour, (_, grey) in _COLOURS.items():
            text = text.replace(colour, grey)
        return text.encode()


def bars(name: str, alt: str, given: Sequence[Bar], speech: Speech) -> Chart:
    """Draw shares as bars that lie, each below its label and with its share beside it."""
    labels = [wrap(one.label, _LINE_CHARS) or [""] for one in given]
    # A row is a bar and, above it, as many lines as its label has.
    feet = [sum(len(lines) + 1.4 for lines in labels[: place + 1]) for place in range(len(given))]

    def draw(axes: Axes) -> None:
        for foot, lines, one in zip(feet, labels, given, strict=True):
            axes.barh(foot - 0.6, one.value, height=0.7, color=_BAR)
            axes.text(one.value + 0.01, foot - 0.6, speech.percent(one.value), va="center")
            for number, line in enumerate(reversed(lines)):
                axes.text(0, foot - 1.25 - 0.95 * number, line, va="bottom")
        axes.set_ylim(0, feet[-1])
        axes.set_yticks([])
        _as_shares(axes, speech)

    return _chart(name, alt, 0.35 + 0.2 * feet[-1], draw)


def whiskers(
    name: str, alt: str, given: Sequence[Bar], guess: Sequence[float | None], speech: Speech
) -> Chart:
    """Draw shares as points with their intervals; a small bar marks what guessing earns."""

    def draw(axes: Axes) -> None:
        for place, (one, blind) in enumerate(zip(given, guess, strict=True)):
            if one.low is not None and one.high is not None:
                axes.plot([one.low, one.high], [place, place], color=_BAR2, linewidth=5)
            axes.plot([one.value], [place], "o", color=_INK, markersize=6)
            if blind is not None:
                axes.plot([blind, blind], [place - 0.32, place + 0.32], color=_INK, linewidth=1.2)
        axes.set_yticks(range(len(given)), [one.label for one in given])
        _as_shares(axes, speech)
        axes.grid(axis="x")

    return _chart(name, alt, 0.55 + 0.25 * len(given), draw)


def histogram(
    name: str, alt: str, labels: Sequence[str], counts: Sequence[int], speech: Speech
) -> Chart:
    """Draw how many students are in each range of points, with the number above."""

    def draw(axes: Axes) -> None:
        axes.bar(range(len(counts)), counts, width=0.9, color=_BAR)
        for place, number in enumerate(counts):
            if number:
                axes.text(place, number, str(number), ha="center", va="bottom")
        axes.set_xticks(range(len(labels)), labels)
        axes.set_xlabel(speech.say("report.points-axis"))
        axes.set_yticks([])
        axes.spines.left.set_visible(False)
        axes.margins(y=0.15)

    return _chart(name, alt, 2.3, draw)


def stacked(
    name: str,
    alt: str,
    labels: Sequence[str],
    thirds: Sequence[tuple[int, int, int]],
    speech: Speech,
) -> Chart:
    """Draw how many chose each option, parted by thirds of the class."""

    def draw(axes: Axes) -> None:
        left = [0] * len(thirds)
        names = [speech.say(f"report.third-{one}") for one in ("best", "middle", "weakest")]
        for which, colour, said in zip((2, 1, 0), (_BAR, _BAR2, _BAR3), names, strict=True):
            counts = [one[which] for one in thirds]
            axes.barh(
                range(len(counts)),
                counts,
                left=left,
                height=0.66,
                color=colour,
                edgecolor=_INK,
                linewidth=0.6,
                label=said,
            )
            left = [before + more for before, more in zip(left, counts, strict=True)]
        for place, whole in enumerate(left):
            axes.text(whole + 0.01 * max(1, *left), place, f" {whole}", va="center")
        axes.set_yticks(range(len(labels)), labels)
        axes.set_xticks([])
        axes.spines.bottom.set_visible(False)
        axes.invert_yaxis()
        axes.margins(x=0.08)
        axes.figure.legend(
            loc="outside upper right", ncols=3, frameon=False, fontsize=9, handlelength=1.2
        )

    return _chart(name, alt, 0.45 + 0.27 * len(labels), draw)


def _as_shares(axes: Axes, speech: Speech) -> None:
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", speech.percent(1)])
    axes.spines.left.set_visible(False)
    axes.tick_params(length=0)
    axes.invert_yaxis()


def _chart(name: str, alt: str, height: float, draw: Callable[[Axes], None]) -> Chart:
    """Draw one picture; the font's file gives the widths, whatever a machine has."""
    import matplotlib as mpl  # noqa: PLC0415 - heavy, and only for a report
    from matplotlib import font_manager  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    known = {one.fname for one in font_manager.fontManager.ttflist}
    if str(_FONT) not in known:
        font_manager.fontManager.addfont(_FONT)
    style: Any = _STYLE  # its keys are typed one by one
    with mpl.rc_context(style), warnings.catch_warnings():
        # A script that the font lacks is drawn by the page's fonts; only its width is guessed.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        draw(figure.add_subplot())
        stream = StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(stream, format="svg", transparent=True, metadata=nothing)
    return Chart(name, alt, _META.sub("", stream.getvalue()))
