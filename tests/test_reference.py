"""The reference pages: the map is true as far as it goes, and people are met in the lessons."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from runpy import run_path

import pytest

ROOT = Path(__file__).parents[1]
CITED = re.compile(r"\b(?:elig|const|hist|office|web|side)-[a-z0-9-]+")
TOOL = ROOT / "tools" / "make_map.py"
INSIDE = {
    "Washington": (-77.0, 38.9),
    "Ottawa": (-75.7, 45.4),
    "Anchorage": (-149.9, 61.6),
    "Nuuk's ice": (-45.0, 68.0),
    "Akureyri": (-18.1, 65.5),
    "London": (-0.5, 51.5),
    "Madrid": (-3.7, 40.4),
    "Paris": (2.35, 48.9),
    "Rome": (12.6, 41.9),
    "Berlin": (13.4, 52.5),
    "Prague": (14.4, 50.1),
    "Budapest": (19.0, 47.4),
    "Warsaw": (21.0, 52.2),
    "Vilnius": (25.2, 54.7),
    "Bucharest": (26.1, 44.4),
    "Sofia": (23.3, 42.7),
    "Tirana": (19.9, 41.3),
    "Lillehammer": (10.5, 61.1),
    "Kiruna": (20.2, 67.8),
    "Tampere": (23.8, 61.5),
    "Ankara": (32.9, 39.9),
}
OUTSIDE = {
    "Bern": (7.8, 46.9),
    "Graz": (15.4, 47.2),
    "Belgrade": (20.6, 44.6),
    "Sarajevo": (18.4, 43.9),
    "Dublin's west": (-8.0, 53.3),
    "Minsk": (27.6, 53.9),
    "Kyiv": (30.5, 50.4),
    "Moscow": (37.6, 55.8),
    "Kaliningrad": (21.3, 54.7),
    "Nicosia": (33.4, 35.1),
    "Mexico City": (-99.1, 19.4),
    "Tokyo": (139.7, 35.7),
    "Rabat": (-6.8, 34.0),
}


@pytest.fixture(scope="module")
def tool():
    """What tools/make_map.py defines."""
    return run_path(str(TOOL))


def holds(shape, x, y):
    """Whether a closed outline holds a point (crossings of a line to the east)."""
    inside = False
    for (x1, y1), (x2, y2) in zip(shape, shape[1:] + shape[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def is_hatched(tool, place):
    """Whether a place is drawn as territory of a member."""
    members, holes = (tool["outlines"](tool[name]) for name in ("MEMBERS", "HOLES"))
    return any(holds(one, *place) for one in members) and not any(
        holds(one, *place) for one in holes
    )


@pytest.mark.parametrize("name", INSIDE)
def test_members_are_hatched(tool, name):
    """Land of members in Europe and North America, and Turkey."""
    assert is_hatched(tool, INSIDE[name])


@pytest.mark.parametrize("name", OUTSIDE)
def test_others_are_not(tool, name):
    """Neutral states, partners, and all else."""
    assert not is_hatched(tool, OUTSIDE[name])


def test_marks_stand_on_their_side(tool):
    """The Azores in the dotted water north of the line; what is outside is in no such water."""
    waters = tool["outlines"](tool["WATERS"])
    for name, x, y, kind, *_rest in ((p[3], *p) for p in tool["PLACES"]):
        covered = any(holds(one, x, y) for one in waters) and y > tool["TROPIC"]
        assert covered == (kind == "in"), name
        assert not is_hatched(tool, (x, y)), name


def test_the_committed_map_is_what_the_tool_draws(tool):
    """If this fails: python tools/make_map.py."""
    assert tool["FILE"].read_text(encoding="utf-8") == tool["draw"]()


def test_the_tool_runs():
    """As the page for maintainers says: it writes the same file again."""
    before = (ROOT / "docs/reference/figures/treaty-area.svg").read_bytes()
    subprocess.run([sys.executable, str(TOOL)], check=True, capture_output=True)

    assert (ROOT / "docs/reference/figures/treaty-area.svg").read_bytes() == before


def test_people_are_met_in_the_lessons():
    """Each entry rests on a fact that a lesson or a sheet cites: none is there for nothing."""
    page = (ROOT / "docs/reference/people.md").read_text(encoding="utf-8")
    people = page.split("## Offices")[0].split("## Japan: governments")[1]
    entries = re.findall(r"^(\S.*)\n: (.+)$", people, re.MULTILINE)
    cited = {
        fact
        for path in [*(ROOT / "docs/lessons").rglob("*.md"), *(ROOT / "exercises").glob("*.toml")]
        for fact in CITED.findall(path.read_text(encoding="utf-8"))
    }

    assert len(entries) >= 25
    lost = [name for name, text in entries if not cited.intersection(CITED.findall(text))]
    assert lost == []
