"""The ``timeline`` directive: the pack's timeline as a table or as a picture."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..timeline import TIMELINE_FILE, Lane, between, span
from .citations import citation
from .config import pack_root
from .directives import TeachkitDirective
from .markup import plain, table
from .notices import Notice
from .pack import open_evidence, open_timeline
from .timeline_svg import WIDTH, draw_timeline
from .transforms import with_class
from .words import _, date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Node

    from ..timeline import TimelineEvent
    from .markup import Cell

__all__ = ["PlaceDrawings", "TellDrawings", "TimelineDirective"]

SVG = "image/svg+xml"
_DATA = f"data:{SVG};base64,"
_LONG = 15
"""Years from which on a picture names the year of an event only."""


def _date(argument: str | None) -> str:
    text = directives.unchanged_required(argument or "").strip()
    span(text)  # ValueError: the option is refused
    return text


class TimelineDirective(TeachkitDirective):
    """``{timeline}``: a table; with ``:figure:`` a picture, whose caption is the content."""

    has_content = True
    option_spec: ClassVar = {
        "lesson": directives.unchanged_required,
        "from": _date,
        "to": _date,
        "figure": directives.flag,
        "name": directives.unchanged_required,
    }

    def make(self) -> list[Node]:
        """Return the table or the figure; no event at all is warned about."""
        read = open_timeline(self.env)
        events = between(
            read.events,
            lesson=self.options.get("lesson", ""),
            start=self.options.get("from", ""),
            end=self.options.get("to", ""),
        )
        if not events:
            self.warn(Notice.TIMELINE, "no event to show", f"events stand in {TIMELINE_FILE}")
            return []
        if "figure" in self.options:
            return [self._figure(events)]
        lines = {name: read.lines.line(place) for name, place in read.places.items()}
        return [self._table(events, lines)]

    def _table(self, events: Sequence[TimelineEvent], lines: dict[str, int]) -> nodes.table:
        language, source = self.config.language, str(pack_root(self.config) / TIMELINE_FILE)
        evidence, names = open_evidence(self.env), _lanes()
        rows: list[list[Cell]] = []
        for event in events:
            writer = self.writer(source, lambda _path, at=lines[event.id]: at)  # type: ignore[misc]
            said = writer.paragraph(event.text)
            cited = citation(evidence, event.facts, self.env.docname, language, self.get_location())
            said += [nodes.Text(" "), cited]
            rows.append(
                [[plain(date_text(event.date, language))], [plain(names[event.lane])], [said]]
            )
        node = table([_("Date"), _("About"), _("What happened")], rows, [22, 14, 64], "tk-timeline")
        self.add_name(node)
        return node

    def _figure(self, events: Sequence[TimelineEvent]) -> nodes.figure:
        first, last = events[0].date[:4], events[-1].date[:4]
        years = first if first == last else f"{first}–{last}"
        language = self.config.language
        by_month = int(last) - int(first) <= _LONG
        dates = [
            date_text(event.date[:7] if by_month else event.date[:4], language, short=True)
            for event in events
        ]
        title = _("Timeline, %s") % years
        drawing = draw_timeline(events, title=title, lanes=_lanes(), dates=dates)
        uri = _DATA + b64encode(drawing.encode()).decode()
        image = nodes.image(uri=uri, alt=_alt(title, events), width=f"{WIDTH}px")
        image["classes"] = ["tk-drawing"]
        figure = nodes.figure("", image)
        caption = " ".join(line.strip() for line in self.content).strip()
        words = self.parse_inline(caption)[0] if caption else [nodes.Text(title)]
        figure += nodes.caption(caption or title, "", *words)
        self.set_source_info(figure)
        self.set_source_info(figure[1])
        self.add_name(figure)
        return figure


class PlaceDrawings(SphinxPostTransform):
    """Writes our pictures into files of the output."""

    default_priority = 140  # before Sphinx takes data addresses apart itself (150)
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Place each drawing of the page."""
        for image in _drawings(self.document):
            drawing = b64decode(image["uri"].removeprefix(_DATA))
            folder = self.env.doctreedir / "images" / "teachkit"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"timeline-{sha256(drawing).hexdigest()[:12]}.svg"
            path.write_bytes(drawing)
            image["candidates"] = {SVG: str(path)}
            image["uri"] = str(path)
            self.env.images.add_file(self.env.docname, str(path))


class TellDrawings(SphinxPostTransform):
    """Where no SVG can be shown, says what our pictures show."""

    default_priority = 141

    def run(self, **_kwargs: object) -> None:
        """Put its description in the place of each drawing that is left."""
        for image in _drawings(self.document):
            image.replace_self(nodes.paragraph("", image["alt"]))


def _drawings(document: nodes.document) -> list[nodes.image]:
    return [
        image
        for image in with_class(document, "tk-drawing")
        if isinstance(image, nodes.image) and image["uri"].startswith(_DATA)
    ]


def _lanes() -> dict[Lane, str]:
    return {Lane.NATO: "NATO", Lane.JAPAN: _("Japan"), Lane.TOGETHER: _("both")}


def _alt(title: str, events: Sequence[TimelineEvent]) -> str:
    counts = [
        f"{name} {sum(event.lane is lane for event in events)}" for lane, name in _lanes().items()
    ]
    said = _(
        "%(title)s. Number of events in its three lanes: %(counts)s. From the first, "
        "%(first)s, to the last, %(last)s. A table on this page lists them."
    )
    first, last = events[0].label, events[-1].label
    return said % {"title": title, "counts": ", ".join(counts), "first": first, "last": last}
