"""Make the fonts that handouts are set in, and the list of characters they can print.

Run once when a font or the pinned Typst changes; what it writes is committed, so that
neither a build nor a test needs it. It wants ``fonttools`` and ``brotli`` installed beside
``typst``, the unpacked npm packages ``@fontsource/noto-serif-jp`` and ``@fontsource/fira-sans``,
and the unpacked PyPI package ``fontpkg-atkinson-hyperlegible`` (each a folder with ``files/`` and
``LICENSE``)::

    python tools/make_fonts.py NOTO-SERIF-JP FIRA-SANS ATKINSON src/teachkit/handouts/fonts

Typst reads no woff2, so each style becomes one TTF. Fira's two Latin subsets are merged;
Atkinson Hyperlegible comes as TTF and is taken as it is.
The tick boxes are drawn here: as glyphs they stay text, which a screen reader can name.
"""

from __future__ import annotations

import io
import math
import shutil
import struct
import sys
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typst
from fontTools.fontBuilder import FontBuilder
from fontTools.merge import Merger
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NOTO = {"NotoSerifJP-Regular": 400, "NotoSerifJP-Bold": 700}
FIRA = {"FiraSans-Regular": 400, "FiraSans-SemiBold": 600}
PROBE = """
#let body = ("Libertinus Serif", "Noto Serif JP", "New Computer Modern Math", "DejaVu Sans Mono")
#set document(title: "Probe")
#set text(font: body)
= Probe
#let all = sys.inputs.text.split("\\n").map(one => text(one)).join[ ]
#all #emph(all) #strong(all) #emph(strong(all))
#text(font: ("Fira Sans", ..body), all + strong(all))
#text(font: ("DejaVu Sans Mono", ..body), all)
"""
"""Every character in every style that ``templates/text.typ`` sets."""
EPOCH = 2_082_844_800  # seconds from 1904, where a font counts from, to 1970


def main(noto: Path, fira: Path, atkinson: Path, out: Path) -> None:
    """Write all fonts, licences and the coverage list into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    for name, weight in NOTO.items():
        save(plain(noto, f"noto-serif-jp-japanese-{weight}-normal"), out / f"{name}.ttf")
    for name, weight in FIRA.items():
        save(merged(fira, weight), out / f"{name}.ttf")
    save(marks(), out / "TeachkitMarks.ttf")
    for path in sorted((atkinson / "files").glob("*.ttf")):
        shutil.copyfile(path, out / path.name)
    shutil.copyfile(atkinson / "LICENSE", out / "OFL-AtkinsonHyperlegible.txt")
    for folder, name in ((noto, "NotoSerifJP-Regular"), (fira, "FiraSans-Regular")):
        write_licence(folder, TTFont(out / f"{name}.ttf"), out / f"OFL-{name.split('-')[0]}.txt")
    ours = [TTFont(path) for path in sorted(out.glob("*.ttf"))]
    ranges = spans(printable(characters([*embedded(), *ours]), out))
    head = "# Characters that handouts can print, in every style; made by tools/make_fonts.py\n"
    (out / "coverage.txt").write_text(head + "\n".join(ranges) + "\n", encoding="ascii")
    print(f"{out}: {len(list(out.glob('*.ttf')))} fonts, {len(ranges)} ranges of characters")


def save(font: TTFont, path: Path) -> None:
    """Write a font so that the same input gives the same bytes."""
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = EPOCH
    font.save(path)


def plain(package: Path, stem: str) -> TTFont:
    """Return one style of a package without the web's compression."""
    font = TTFont(package / "files" / f"{stem}.woff2")
    font.flavor = None
    return font


def merged(package: Path, weight: int) -> TTFont:
    """Join the two Latin subsets of one style of Fira Sans."""
    halves = []
    for subset in ("latin", "latin-ext"):
        buffer = io.BytesIO()
        plain(package, f"fira-sans-{subset}-{weight}-normal").save(buffer)
        halves.append(io.BytesIO(buffer.getvalue()))
    return Merger().merge(halves)


def write_licence(package: Path, font: TTFont, path: Path) -> None:
    """Write the font's own copyright line above the licence of its package."""
    owner = font["name"].getDebugName(0)
    licence = (package / "LICENSE").read_text(encoding="utf-8").split("\n", 1)[1]
    path.write_text(f"{owner}\n{licence.rstrip()}\n", encoding="utf-8")


# --- The tick boxes: 1000 units an em, 12 pt in print ------------------------

STROKE = 58
MIDDLE, HALF = 300, 390


def marks() -> TTFont:
    """Draw the boxes to tick and to number, and the marks of a key."""
    drawn = {
        "circle": (0x25CB, ring(HALF)),
        "chosen": (0x25C9, [*ring(HALF), disc(225)]),
        "box": (0x2610, frame(HALF - 20, STROKE)),
        "ticked": (0x2611, [*frame(HALF - 20, STROKE), tick(1.0)]),
        "tick": (0x2713, [tick(0.9)]),
        "cross": (0x2717, cross()),
        "number-box": (0x2B1C, frame(HALF, 32)),
        "rule": (0x5F, bar()),
    }
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", *drawn])
    builder.setupCharacterMap({0x20: "space", **{code: name for name, (code, _) in drawn.items()}})
    outlines = {".notdef": frame(HALF, STROKE), "space": []}
    outlines |= {name: contours for name, (_, contours) in drawn.items()}
    builder.setupGlyf({name: glyph(contours) for name, contours in outlines.items()})
    widths = dict.fromkeys(outlines, (900, 60)) | {"space": (250, 0), "rule": (500, 0)}
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    owner = "Copyright the teachkit authors; licence: MIT"
    names = {"familyName": "Teachkit Marks", "styleName": "Regular", "psName": "TeachkitMarks"}
    builder.setupNameTable(names | {"copyright": owner})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    return builder.font


Contour = list[tuple[float, float]] | tuple[str, float]


def glyph(contours: Iterable[Contour]) -> object:
    """Draw contours; ("disc", r) and ("hole", r) are circles around the middle."""
    pen = TTGlyphPen(None)
    for one in contours:
        if isinstance(one, tuple):
            draw_circle(pen, one[1], clockwise=one[0] == "disc")
            continue
        pen.moveTo(rounded(one[0]))
        for point in one[1:]:
            pen.lineTo(rounded(point))
        pen.closePath()
    return pen.glyph()


def rounded(point: tuple[float, float]) -> tuple[int, int]:
    """Place a point, given from the middle, on the grid."""
    return round(point[0] + 450), round(point[1] + MIDDLE)


def draw_circle(pen: TTGlyphPen, radius: float, *, clockwise: bool) -> None:
    """Draw a circle of sixteen quadratic curves, whose controls lie outside the arc."""
    steps, sign = 16, -1 if clockwise else 1
    outer = radius / math.cos(math.pi / steps)
    turn = [sign * 2 * math.pi * index / steps for index in range(steps + 1)]
    pen.moveTo(rounded((radius, 0)))
    for start, end in pairwise(turn):
        half = (start + end) / 2
        pen.qCurveTo(
            rounded((outer * math.cos(half), outer * math.sin(half))),
            rounded((radius * math.cos(end), radius * math.sin(end))),
        )
    pen.closePath()


def disc(radius: float) -> Contour:
    """Return a filled circle."""
    return ("disc", radius)


def ring(radius: float) -> list[Contour]:
    """Return a circle's outline."""
    return [("disc", radius), ("hole", radius - STROKE)]


def frame(half: float, stroke: float) -> list[Contour]:
    """Return a square's outline."""
    inner = half - stroke
    return [
        [(-half, -half), (-half, half), (half, half), (half, -half)],
        [(-inner, -inner), (inner, -inner), (inner, inner), (-inner, inner)],
    ]


def bar() -> list[Contour]:
    """Return the rule of a blank: neighbours join without a gap, unlike those of text fonts."""
    left, right, low, high = -450, 50, -455, -410
    return [[(left, low), (left, high), (right, high), (right, low)]]


def tick(scale: float) -> Contour:
    """Return a heavy tick that reaches out of its box, so that it is seen in a bad copy."""
    points = [(-300, 40), (-215, 120), (-85, -55), (330, 480), (430, 405), (-75, -235)]
    return [(x * scale, y * scale) for x, y in points]


def cross() -> list[Contour]:
    """Return a heavy cross in one outline."""
    far, half = 280, 58
    quarter = [(0, half * math.sqrt(2)), (far - half, far + half), (far + half, far - half)]
    points = []
    for turns in range(4):
        angle = -turns * math.pi / 2
        points += [
            (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
            for x, y in quarter
        ]
    return [points]


# --- What can be printed -----------------------------------------------------


def embedded() -> Iterator[TTFont]:
    """Yield the fonts inside Typst's compiled module, found by their table directories."""
    spec = find_spec("typst._typst")
    if spec is None or spec.origin is None:
        raise SystemExit("typst is not installed")
    code = Path(spec.origin).read_bytes()
    for magic in (b"OTTO", b"\x00\x01\x00\x00"):
        at = code.find(magic)
        while at >= 0:
            (count,) = struct.unpack(">H", code[at + 4 : at + 6])
            rows = range(at + 12, at + 12 + 16 * count, 16) if 8 <= count <= 40 else ()
            tables = {code[row : row + 4]: code[row + 8 : row + 16] for row in rows}
            if {b"cmap", b"name", b"head"} <= tables.keys():
                size = max(sum(struct.unpack(">II", place)) for place in tables.values())
                yield TTFont(io.BytesIO(code[at : at + size]))
            at = code.find(magic, at + 1)


def characters(fonts: Iterable[TTFont]) -> list[int]:
    """Return the characters that some font has, without controls and private use."""
    have = set().union(*(font.getBestCmap() for font in fonts))
    left_out = (range(0x20), range(0x7F, 0xA0), range(0xE000, 0xF900), range(0xF0000, 0x110000))
    return sorted(have.difference(*left_out))


def printable(codes: list[int], fonts: Path) -> list[int]:
    """Return those characters that Typst sets in every style; it decides, not the tables.

    Which font it falls back to depends on style and script, so each is tried: all at once,
    then by halves where it complains.
    """
    with TemporaryDirectory() as name:
        main = Path(name) / "probe.typ"
        main.write_text(PROBE, encoding="utf-8")
        ours = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])
        compiler = typst.Compiler(str(main), root=name, font_paths=ours)

        def good(part: list[int]) -> list[int]:
            text = "\n".join(map(chr, part))
            try:
                compiler.compile(
                    format="pdf", sys_inputs={"text": text}, pdf_standards=["ua-1"], timestamp=0
                )
            except typst.TypstError as error:
                if "could not be displayed" not in str(error):
                    raise
                half = len(part) // 2
                return good(part[:half]) + good(part[half:]) if half else []
            return part

        return good(codes)


def spans(codes: Iterable[int]) -> list[str]:
    """Write code points as ranges, ``0020-007E``."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return [f"{first:04X}-{last:04X}" for first, last in ranges]


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(*map(Path, sys.argv[1:]))
