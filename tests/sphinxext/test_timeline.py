"""The timeline on a page: a table, a picture, and nothing where nothing is."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from packs import ALL_BUILDERS, files_of
from teachkit.sphinxext.timeline_svg import draw_timeline
from teachkit.timeline import Lane, TimelineEvent, read_timeline

ROOT = Path(__file__).parents[2]
NAMES = {Lane.NATO: "NATO", Lane.JAPAN: "Japan", Lane.TOGETHER: "both"}
FILE = "docs/reference/timeline.toml"
TIMELINE = """format = 1
[[event]]
id = "signed"
date = "1949-04-04"
text = "The treaty is *signed*."
label = "Treaty <signed>"
lane = "nato"
facts = ["treaty-signed"]
lessons = ["lesson"]
[[event]]
id = "met"
date = "1990-05"
text = "A meeting."
label = "A meeting"
lane = "together"
facts = ["treaty-members", "other-rule"]
[[event]]
id = "end"
date = "1991"
text = "An end."
label = "An end"
lane = "japan"
facts = ["other-rule"]
"""
PAGE = """# One

```{timeline}
:figure:
:name: whole

All of *it*, see {ref}`the table <rows>`.
```

```{timeline}
:figure:
:lesson: lesson
```

```{timeline}
:figure:
:from: 1990-01
:to: 1991
```

```{timeline}
:name: rows
```
"""


@pytest.fixture
def timeline(pack):
    """A pack with a timeline on its page `one`."""
    pack.write(FILE, TIMELINE)
    pack.page("one", PAGE.replace("{ref}`the table <rows>`", "the table"))
    return pack


def drawing(text):
    """Parse a picture that we drew."""
    return ET.fromstring(text)  # noqa: S314 - our own file


def soup(built):
    """The page, parsed."""
    return BeautifulSoup(built.text("one.html"), "html.parser")


@pytest.mark.parametrize("builder", ALL_BUILDERS)
def test_builds_without_a_warning(timeline, builder):
    """In every builder, with -n -W, also where no SVG can be shown."""
    built = timeline.build(builder)

    assert built.warnings == []
    assert built.code == 0


def test_the_picture_is_a_file_with_a_description(timeline):
    """Named by its content; the alternative text says how many events each lane has."""
    built = timeline.build()
    images = soup(built).select("figure img")
    drawn = [built.out / image["src"] for image in images]

    assert len({path.name for path in drawn}) == 3
    assert images[0]["alt"] == (
        "Timeline, 1949–1991. Number of events in its three lanes: NATO 1, Japan 1, both 1. "
        "From the first, Treaty <signed>, to the last, An end. A table on this page lists them."
    )
    assert all(drawing(path.read_text(encoding="utf-8")) for path in drawn)


def test_the_picture_shows_what_was_asked_for(timeline):
    """A lesson or a time; years where it is long, months where it is short."""
    built = timeline.build()
    texts = []
    for image in soup(built).select("figure img"):
        root = drawing((built.out / image["src"]).read_text(encoding="utf-8"))
        texts.append([" ".join("".join(one.itertext()).split()) for one in root.iter()])

    assert "1949 Treaty <signed>" in texts[0]
    assert "1990 A meeting" in texts[0]
    assert "Apr 1949 Treaty <signed>" in texts[1]
    assert "May 1990 A meeting" in texts[2]
    assert "1991 An end" in texts[2]
    assert not any("signed" in one for one in texts[2])


def test_captions(timeline):
    """The content of the directive, with its markup; else the title."""
    figures = soup(timeline.build()).find_all("figure")

    assert "All of it, see the table." in figures[0].figcaption.text
    assert figures[0]["id"] == "whole"
    assert figures[0].figcaption.em.text == "it"
    assert "Timeline, 1949" in figures[1].figcaption.text


def test_the_table_cites(timeline):
    """Date, whom it is about, what happened and on which facts that rests."""
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["td", "th"])]
        for row in soup(timeline.build()).select("table.tk-timeline tr")
    ]

    assert rows[0] == ["Date", "About", "What happened"]
    assert rows[1][:2] == ["4 April 1949", "NATO"]
    assert rows[2][:2] == ["May 1990", "both"]
    assert rows[3][:2] == ["1991", "Japan"]
    assert "Treaty 1949" in rows[1][2]


def test_where_no_svg_can_be_shown_it_is_described(timeline):
    """LaTeX and text say what the picture shows."""
    assert "three lanes" in timeline.build("text").text("one.txt")
    assert "three lanes" in timeline.build("latex").text("pack.tex")
    assert "svg" not in timeline.build("latex").text("pack.tex")


@pytest.mark.parametrize("builder", ["html", "epub", "xml"])
def test_two_processes_write_what_one_does(timeline, builder):
    """Pictures included."""
    serial = timeline.build(builder, out=f"{builder}-1")
    parallel = timeline.build(builder, "-j", "2", out=f"{builder}-2")

    assert files_of(serial.out) == files_of(parallel.out)


def test_an_edit_redraws(timeline):
    """The page that shows it is read again, others are not."""
    timeline.build()
    timeline.write(FILE, TIMELINE.replace("A meeting", "A talk"))

    built = timeline.build()

    assert built.read == ["one"]
    assert "A talk" in soup(built).select_one("table.tk-timeline").text


def test_nothing_to_show(timeline):
    """A warning, and no empty table."""
    timeline.page("one", "# One\n\n```{timeline}\n:lesson: another\n```\n")

    built = timeline.build(strict=False)

    assert "no event to show" in built.warnings[0]
    assert "[teachkit.timeline]" in built.warnings[0]
    assert soup(built).select("table.tk-timeline") == []


def test_a_limit_that_is_no_date(timeline):
    """Refused, with the value."""
    timeline.page("one", "# One\n\n```{timeline}\n:from: soon\n```\n")

    assert "soon" in timeline.build("text", strict=False).warnings[0]


def test_problems_of_the_file_are_warnings_at_their_line(timeline):
    """The rest is shown."""
    timeline.write(FILE, TIMELINE.replace('"1991"', '"x"'))

    built = timeline.build(strict=False)

    assert re.search(r"timeline\.toml:\d+: WARNING: event.* is no date", built.warnings[0])
    assert len(soup(built).select("table.tk-timeline tr")) == 3


def test_rows_do_not_collide_and_words_fit():
    """Each row has a place of its own; the longest label ends before the edge."""
    events = read_timeline(ROOT).events
    drawn = draw_timeline(events, title="T", lanes=NAMES, dates=["May 2023"] * len(events))
    root = drawing(drawn)
    rows = [one for one in root.iter("{http://www.w3.org/2000/svg}text") if list(one)]
    heights = [float(one.get("y")) for one in rows]

    assert len(rows) == len(events)
    assert all(later - earlier >= 20 for earlier, later in pairwise(heights))
    for one in rows:
        # 8.1 pixels a letter: the widest sans-serif in use, at 15 pixels
        assert float(one.get("x")) + 8.1 * len("".join(one.itertext())) < 480
    assert heights[-1] < float(root.get("height"))


def test_one_event_makes_a_picture():
    """An axis of one year."""
    one = TimelineEvent(id="x", date="1949", text="x", label="x", lane=Lane.JAPAN, facts=("f",))

    assert ">1950<" in draw_timeline([one], title="T", lanes=NAMES, dates=["1949"])


def test_a_long_time_has_few_years_on_its_axis():
    """Round ones, a word apart."""
    events = [
        TimelineEvent(id="x", date=year, text="x", label="x", lane=Lane.NATO, facts=("f",))
        for year in ("1000", "2999")
    ]
    drawn = draw_timeline(events, title="T", lanes=NAMES, dates=["", ""])

    assert 2 <= len(re.findall(r'text-anchor="end"', drawn)) <= 21
