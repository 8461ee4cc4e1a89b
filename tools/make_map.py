"""Draw the map of the treaty area: docs/reference/figures/treaty-area.svg.

The outlines are our own, drawn by hand as a few corners in degrees (longitude, latitude);
they are meant to be recognised, not to be measured. Run after a change of a corner::

    python tools/make_map.py
"""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).parents[1] / "docs" / "reference" / "figures" / "treaty-area.svg"

Corners = list[tuple[float, float]]

WEST, EAST, SOUTH, NORTH = -172.0, 152.0, -30.0, 84.0
LEFT, TOP, WIDTH = 10.0, 46.0, 460.0
ACROSS = WIDTH / (EAST - WEST)
DOWN = ACROSS * 1.3  # pixels a degree: right near 40 degrees north, where most of the area lies
FOOT = TOP + (NORTH - SOUTH) * DOWN
TROPIC = 23.44


def outlines(text: str) -> list[Corners]:
    """Read the outlines of a group."""
    shapes = []
    for part in text.split("# ")[1:]:
        pairs = part.split("\n", 1)[1].split(",")
        shapes.append([(float(x), float(y)) for x, y in (pair.split() for pair in pairs)])
    return shapes


# Each group: a name behind "#", then the corners in the order of the coast.

# All land.
LAND = """
# North and Central America
-168 66, -162 70, -156 71, -141 70, -128 70, -115 68, -108 68, -95 68, -94 72, -86 68, -82 67,
-87 64, -94 61, -94 58, -88 57, -82 55, -80 52, -79 55, -77 58, -78 62, -72 62, -66 59, -61 56,
-56 52, -60 50, -66 50, -65 48, -61 46, -64 44, -70 43, -70 41.5, -74 40, -76 36, -81 31.5, -80
26, -81.5 25.5, -83 29, -89 30, -95 29, -97.4 26, -97.5 22, -95 18.5, -91 18.5, -90 21, -87 21,
-88 16, -83.5 15, -83.5 11, -79.5 9.5, -77.5 8.5, -80 7.5, -85 10, -87.5 13, -94 16, -97 16,
-105 20, -106 23, -109 26, -112.5 29.5, -114.5 31.5, -113 29, -109.5 23, -112 25, -115 29, -117
32.5, -121 35, -124 40, -124 47, -128 51, -133 56, -140 60, -147 61, -152 59, -158 56.5, -164
54.5, -158 58.5, -162 59.5, -165 61.5, -161 64.5, -166 64.5
# Cuba
-85 22, -80 23, -74.5 20, -78 20
# Hispaniola
-74 19, -69 19.5, -69 18, -74 18
# South America
-77.5 8.5, -72 12, -62 10.7, -51 4.5, -50 0, -44 -2.5, -35 -6, -39 -14, -41 -22, -48.5 -26,
-50.2 -30, -71.5 -30, -70.3 -18.5, -76 -14, -81 -5, -80 0.5, -77.5 4
# Europe and Asia
-9 37, -9.2 43, -2 43.5, -1.2 46, -4.7 48.4, -1.5 49, 1.8 50.9, 4.5 52.5, 7 53.5, 8.5 54, 8 57,
10.5 57.7, 10 55, 12 54.2, 14 54, 18.5 54.8, 21 55.3, 21.2 57, 24 57.2, 24 59, 28 59.5, 30 60,
25 60.2, 22.5 60, 21.5 62.5, 25 65.2, 22 65.8, 18 62.5, 17 60.5, 18.5 59.5, 16.5 57, 14.3 55.5,
12.8 55.6, 11.3 59, 10.5 59.3, 7.5 58, 5.2 59, 5 62, 10 64, 14.5 68, 20 70, 26 71, 31 70.2, 41
67, 40 65, 35 64.4, 38 64, 44 66.3, 44 68.3, 54 68.5, 60 69.5, 68 68.5, 68 72.5, 73 71, 80 73,
87 75, 104 77.5, 113 74, 127 73, 140 72.5, 152 71, 152 59, 142 59, 135 54.7, 140.5 51, 140 47,
133 43, 129.5 41, 127.5 39.5, 129.3 37, 129 35.2, 126.5 34.5, 126.5 37.5, 125 39.5, 121.5 39,
121.5 41, 118 39, 122.5 37.2, 119.3 35, 122 31, 121.5 28, 117 23.5, 110 21, 108 21.5, 106 19,
109 13, 105 8.7, 103 11, 100.5 13.3, 99.5 10, 103.5 1.5, 101 3, 98.3 8, 98.5 13, 97 17, 94.3 16,
92 21.5, 87 21.5, 80.2 15.5, 80 12, 77.5 8, 73 16.5, 72.5 21, 70 20.8, 67 25, 57 26, 56.3 27.3,
51 28, 48.5 30, 50 26.5, 51.5 25, 56.3 26, 59.8 22.5, 55 17.3, 45 12.8, 43 13, 39 21.3, 35 28,
34.5 31.5, 36 36, 36 36.7, 30.5 36.5, 27.3 37, 26.3 39.5, 29 41, 31.5 41.2, 35 42, 41.5 41.5, 37
45, 39 47.2, 35 46.3, 36.5 45.3, 33.5 44.5, 32.5 46.1, 30.7 46.5, 28.7 44, 28 42, 29 41.2, 26
40.7, 23.8 40.3, 23 39, 24 38, 22.5 36.6, 21.2 37.8, 19.5 40.5, 19.4 42, 16 43.5, 13.7 45, 12.3
45.3, 13.6 43.5, 16 41.9, 18.5 40.2, 17 40.4, 16.6 38.2, 15.8 38, 15.7 40, 12.3 41.8, 10.3 43.6,
8.8 44.4, 6.5 43.1, 3.2 43.2, 0 40.5, -0.3 38.7, -2 36.8, -5.6 36
# Africa
-6 35.8, -2 35.1, 10 37.2, 11 33.8, 19.5 30.3, 21.5 32.8, 31 31.5, 34.3 31.3, 32.6 29.9, 35.5
24, 37.3 20, 39.5 15.3, 43.2 11.7, 51 11.8, 46 3, 40.5 -3, 39.5 -8, 40.7 -15, 35 -20, 35.5 -24,
32.5 -26, 30.5 -30, 17 -30, 14.5 -23, 12 -16, 13.7 -10, 9 -1, 9.7 3.8, 4.5 6.3, -4 5.2, -7.5
4.4, -13 8.8, -17 14.7, -16.5 20, -13 27.7, -9.7 30
# Madagascar
49.3 -12, 50.3 -15.5, 47 -25, 43.5 -23, 44.3 -16.5
# Sumatra
95.5 5.5, 105.8 -5.8, 104 -5.5, 98 0
# Borneo
109 1, 117 7, 118.5 1, 115 -4, 110 -3
# New Guinea
131 -1, 141 -3, 147 -6, 150.5 -10.5, 143 -9, 138 -8
# Australia
114 -22, 122 -18, 130 -12.5, 136 -12, 140 -17.5, 142.5 -11, 146 -19, 152 -25, 152 -30, 115 -30
# Philippines
120.5 18.5, 122 18.3, 125.5 7, 122 7
# Japan: Honshu, Kyushu
130 31.3, 131.5 31.5, 132 33.5, 135.5 33.5, 140 35, 141.8 39, 141 41.3, 140 40, 137 37, 133
35.5, 130 33.5
# Japan: Hokkaido
140 41.5, 143.2 42, 145.5 43.3, 141.8 45.5, 141 43
# Ireland
-10 52, -6.3 52.2, -6 54, -8 55.2, -10 54
# Cyprus
32.4 35, 34 35.2, 33 34.6
"""

# Territory of members in Europe and North America, and Turkey.
MEMBERS = """
# United States and Canada
-168 66, -162 70, -156 71, -141 70, -128 70, -115 68, -108 68, -95 68, -94 72, -86 68, -82 67,
-87 64, -94 61, -94 58, -88 57, -82 55, -80 52, -79 55, -77 58, -78 62, -72 62, -66 59, -61 56,
-56 52, -60 50, -66 50, -65 48, -61 46, -64 44, -70 43, -70 41.5, -74 40, -76 36, -81 31.5, -80
26, -81.5 25.5, -83 29, -89 30, -95 29, -97.4 26, -99.5 27.5, -101.5 29.8, -103 29, -104.8 30.5,
-106.5 31.8, -111 31.3, -114.8 32.5, -117 32.5, -121 35, -124 40, -124 47, -128 51, -133 56,
-140 60, -147 61, -152 59, -158 56.5, -164 54.5, -158 58.5, -162 59.5, -165 61.5, -161 64.5,
-166 64.5
# Baffin
-80 73.5, -71 71, -62 66, -66 62, -73 64.5, -78 65, -74 68, -88 70.5, -90 73
# Victoria
-117 73, -105 73, -102 69, -113 68.5, -117 70
# Ellesmere
-90 76.5, -80 76.5, -62 82, -75 83, -92 81
# Newfoundland
-59 48, -56 51.5, -53 47, -56 47
# Greenland
-73 78, -60 82, -32 83.5, -20 81, -19 75, -25 70, -38 65.5, -43 60, -49 62, -53 67, -54 71, -60
76
# Iceland
-24 65.5, -22 66.3, -15 66.3, -13.7 65, -18 63.4, -22.7 64
# Great Britain
-5.5 50, 1.3 51.2, 1.6 52.8, 0 53.5, -1.8 55.5, -2 57.5, -4 58.6, -5.5 57, -3.2 54.8, -4.5 53.2,
-5 51.7, -3 51.3
# Northern Ireland
-8 54.5, -5.6 54.5, -6 55.2, -7.3 55.2
# From Portugal to Estonia, Romania and Greece
-9 37, -9.2 43, -2 43.5, -1.2 46, -4.7 48.4, -1.5 49, 1.8 50.9, 4.5 52.5, 7 53.5, 8.5 54, 8 57,
10.5 57.7, 10 55, 12 54.2, 14 54, 18.5 54.8, 20 54.4, 22.6 54.4, 22.6 55.1, 21 55.3, 21.2 57, 24
57.2, 24 59, 28 59.5, 27.5 57.5, 28.2 56.2, 26.6 55.7, 25.8 54.2, 23.5 53.9, 23.6 52, 24 50.5,
22.7 49, 22.2 48.2, 24.5 47.9, 27 48.2, 28.2 46, 29.7 45.3, 28.7 44, 28 42, 26.2 41.7, 26 40.7,
23.8 40.3, 23 39, 24 38, 22.5 36.6, 21.2 37.8, 19.5 40.5, 19.4 42, 16 43.5, 13.7 45, 12.3 45.3,
13.6 43.5, 16 41.9, 18.5 40.2, 17 40.4, 16.6 38.2, 15.8 38, 15.7 40, 12.3 41.8, 10.3 43.6, 8.8
44.4, 6.5 43.1, 3.2 43.2, 0 40.5, -0.3 38.7, -2 36.8, -5.6 36
# Norway, Sweden and Finland
27.8 60.5, 31.5 62.8, 29.8 66, 29 69, 31 70.2, 26 71, 20 70, 14.5 68, 10 64, 5 62, 5.2 59, 7.5
58, 10.5 59.3, 11.3 59, 12.8 55.6, 14.3 55.5, 16.5 57, 18.5 59.5, 17 60.5, 18 62.5, 22 65.8, 25
65.2, 21.5 62.5, 22.5 60, 25 60.2
# Svalbard
12 79, 20 80.5, 25 80, 17 76.8
# Turkey in Asia
26.3 39.5, 29 41, 31.5 41.2, 35 42, 41.5 41.5, 44.5 39.7, 44.3 37.2, 42 37.2, 36.7 36.8, 36 36,
36 36.7, 30.5 36.5, 27.3 37
# Turkey in Europe
26.2 41.7, 28 42, 29 41.2, 26 40.7
# Sicily
12.5 38, 15.5 38.2, 15 36.8
# Sardinia and Corsica
8.3 39, 9.6 39.2, 9.4 42.8, 8.6 42.2
# Crete
23.6 35.4, 26.2 35.2, 25 35
"""

# Inside the outline of the members, but no members.
HOLES = """
# Switzerland, Liechtenstein, Austria
6 46.2, 7 47.5, 9.6 47.6, 13 47.6, 13 48.6, 16.9 48.6, 17 47.8, 16 46.7, 13.5 46.5, 10.5 46.8, 9
46, 7 45.9
# Bosnia and Herzegovina, Serbia, Kosovo
16 45, 19 44.9, 19 45.9, 21 46, 22.5 44.5, 22.4 42.5, 21 42.2, 20.3 42.9, 19 43.5, 18.5 42.7, 16
44.5
"""

# The North Atlantic area north of the tropic, and the Mediterranean.
WATERS = """
# North Atlantic: no limit in the north
-80 23.44, -16 23.44, -9 31, -5 36, -1 44, 8 54, 13 56, 5 62, 14 68, 25 72, 25 84, -75 84, -90
60, -70 43, -76 35, -80.5 27
# Mediterranean
-5.5 36, 3 43.5, 9 44.5, 13 46, 20 40, 26.5 41, 27 37, 36.5 37, 35 31, 20 30, 10 33.5, 10 37.2,
-2 35
"""

# Name, longitude, latitude, inside, words, where they begin (pixels from the point), their anchor.
PLACES = [
    (-28.0, 38.5, "in", "Azores", 0, -9, "middle"),
    (-157.5, 20.5, "out", "Hawaii (USA)", -8, 21, "start"),
    (-53.0, 4.0, "out", "French Guiana", 9, 0, "start"),
    (-5.7, -16.0, "out", "Saint Helena", 2, 20, "middle"),
    (55.5, -21.0, "out", "Réunion", 10, 5, "start"),
    (138.0, 36.0, "japan", "Japan", 14, -12, "end"),
]


TITLE = "Where the promise of Article 5 holds"
HEAD = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 {{height}}" \
width="480" height="{{height}}" \
role="img" aria-labelledby="title" font-family="sans-serif" font-size="15" fill="#1d2226">
<title id="title">{TITLE}</title>
<!-- Made by tools/make_map.py: own outlines, a few corners each. -->
<defs>
<pattern id="member" width="5" height="5" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><rect width="5" height="5" fill="#b9cfdd"/>\
<path d="M1 0V5" stroke="#14506e" stroke-width="2"/></pattern>
<pattern id="water" width="7" height="7" patternUnits="userSpaceOnUse">\
<rect width="7" height="7" fill="#ffffff"/><circle cx="2" cy="2" r="1.1" fill="#14506e"/></pattern>
<clipPath id="frame"><rect {{frame}}/></clipPath>
</defs>"""


def at(point: tuple[float, float]) -> tuple[float, float]:
    """Return the place of a point in the picture."""
    x, y = point
    return LEFT + (x - WEST) * ACROSS, TOP + (NORTH - y) * DOWN


def path(group: str) -> str:
    """Return a group as one path of closed shapes."""
    shapes = []
    for outline in outlines(group):
        points = (f"{x:.1f} {y:.1f}" for x, y in map(at, outline))
        shapes.append("M" + "L".join(points) + "Z")
    return "".join(shapes)


def mark(kind: str, x: float, y: float) -> str:
    """Return a mark: a disc inside, an empty square outside, an empty diamond for Japan."""
    edge = 'stroke="#1d2226" stroke-width="2"'
    if kind == "in":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#1d2226" stroke="#faf8f2"/>'
    if kind == "out":
        box = f'x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"'
        return f'<rect {box} fill="#ffffff" {edge}/>'
    way = f"M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7Z"
    return f'<path d="{way}" fill="#ffffff" {edge}/>'


def words(x: float, y: float, text: str, more: str = "") -> str:
    """Return a line of words with a rim of paper, legible on land and water."""
    rim = 'stroke="#faf8f2" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {rim} {more}>{text}</text>'


def legend() -> list[str]:
    """Return what the patterns and marks mean."""
    parts, y = [], FOOT + 34
    for kind, text in (
        ("member", "Members’ land in Europe and North America, Turkey"),
        ("water", "North Atlantic area and Mediterranean"),
        ("other", "Other land"),
        ("in", "A member’s island inside the area (one example)"),
        ("out", "A part of a member outside the area (examples)"),
        ("japan", "Japan: no member, and outside"),
    ):
        fill = {"member": "url(#member)", "water": "url(#water)", "other": "#dcd8cc"}.get(kind)
        if fill:
            parts.append(
                f'<rect x="16" y="{y - 13:.1f}" width="26" height="17" fill="{fill}" '
                'stroke="#1d2226"/>'
            )
        else:
            parts.append(mark(kind, 29, y - 5))
        parts.append(f'<text x="54" y="{y:.1f}">{text}</text>')
        y += 25
    return parts


def draw() -> str:
    """Return the map as SVG."""
    height = FOOT + 34 + 6 * 25
    tropic = at((0, TROPIC))[1]
    frame = f'x="{LEFT}" y="{TOP}" width="{WIDTH}" height="{FOOT - TOP:.1f}"'
    places = []
    for x, y, kind, text, right, below, anchor in PLACES:
        px, py = at((x, y))
        places += [
            mark(kind, px, py),
            words(px + right, py + below, text, f'text-anchor="{anchor}"'),
        ]
    paper = f'<rect x="1" y="1" width="478" height="{height - 2:.0f}" rx="10"'
    thin = 'stroke="#868d93" stroke-width="0.6"'
    line = f"M{LEFT} {tropic:.1f}H{LEFT + WIDTH}"
    parts = [
        HEAD.format(height=f"{height:.0f}", frame=frame),
        f'{paper} fill="#faf8f2" stroke="#868d93"/>',
        f'<text x="16" y="30" font-weight="bold">{TITLE}</text>',
        '<g clip-path="url(#frame)">',
        f'<rect {frame} fill="#ffffff"/>',
        f'<path d="{path(WATERS)}" fill="url(#water)"/>',
        f'<path d="{path(LAND)}" fill="#dcd8cc" {thin}/>',
        f'<path d="{path(MEMBERS)}" fill="url(#member)" stroke="#1d2226" stroke-width="0.6"/>',
        f'<path d="{path(HOLES)}" fill="#dcd8cc" {thin}/>',
        f'<path d="{line}" stroke="#1d2226" stroke-width="1.5" stroke-dasharray="7 4"/>',
        words(LEFT + WIDTH - 4, tropic + 17, "Tropic of Cancer", 'text-anchor="end"'),
        *places,
        "</g>",
        f'<rect {frame} fill="none" stroke="#868d93"/>',
        *legend(),
        "</svg>",
        "",
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(draw(), encoding="utf-8")
    print(FILE)
