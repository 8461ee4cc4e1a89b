"""A thousand names on sheets that are set once: each variant is laid out, names are stamped on it.

All names are typeset by Typst, so any script works, and each becomes a small drawing. A file is
the variant's PDF with that drawing added by an incremental update: nothing of the sheet is
touched, its tags least of all. The name is an artifact: it is seen, but not read out.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pikepdf

from ..errors import ProblemsError
from .press import Press
from .run import write_file
from .strip import KINDS, SIZE, typeset
from .vary import varied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from .classlist import Copy
    from .request import Request
    from .run import Journal
    from .strip import Drawing

__all__ = ["stamp_copies"]

_NAMES = 250
"""Names typeset at once: their letters share one font, which every file carries."""
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_HIGH, _DEEP = 1.2, 0.4
"""Room of a drawing above and below its line, by the size of its type."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is stamped, in points from the top left of a page."""

    what: str
    """``name`` or ``code``."""
    page: int
    x: float
    y: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class _Master:
    """A variant with empty drawings in its places, ready to be appended to."""

    pdf: bytes
    objects: dict[str, tuple[int, bytes]]
    """What is drawn -> the number of its object, and the box it is cut to."""
    moved: dict[int, int]
    """Number in the strip -> number here, of fonts and colours."""
    trailer: bytes
    start: int
    """Where its table of objects begins."""


def stamp_copies(
    request: Request,
    out: Path,
    students: Sequence[Copy],
    *,
    journal: Journal,
    progress: Callable[[int], None] | None = None,
) -> list[Path]:
    """Write a copy for each student.

    Args:
        request: The sheet, its look and its variants.
        out: The folder to write into.
        students: The class.
        journal: Where to note what is whole, and to look up what need not be made again.
        progress: Is told how many files are done.

    Returns:
        The files, in the order of the students.

    Raises:
        ProblemsError: the sheet cannot be set.
    """
    document, figures = request.document(key=False)
    made: list[Path] = []
    with Press(pack_root=request.pack_root) as press:
        for name, path in figures.items():
            press.place(name, path)
        sheets = _set_variants(press, request, document)
        room = _room([place for _, places in sheets.values() for place in places])
        for at in range(0, len(students), _NAMES):
            piece = students[at : at + _NAMES]
            with typeset(press, document, piece, room) as strip:
                used = {one.variant for one in piece}
                masters = {name: _prepare(*sheets[name], strip.used, room) for name in used}
                for student in piece:
                    made.append(out / f"{request.name(student.file)}.pdf")
                    drawings = strip.drawings[student.code]
                    _write(made[-1], masters[student.variant], drawings, journal)
                    if progress:
                        progress(len(made))
    return made


def _room(places: Sequence[_Place]) -> dict[str, float]:
    """Return how wide each thing may be in type of ``SIZE``, to fit wherever it stands."""
    room: dict[str, float] = {}
    for one in places:
        width = one.width * SIZE / one.size
        room[one.what] = min(room.get(one.what, width), width)
    return room


def _set_variants(
    press: Press, request: Request, document: dict[str, Any]
) -> dict[str, tuple[bytes, list[_Place]]]:
    """Set each variant, and find the places for names on it."""
    sheets = {}
    for order in request.orders():
        data = varied(document, request.sheet, order)
        data = data | {"student": {"code": "", "name": "", "stamp": True}}
        pdf, problem = press.try_pdf("worksheet.typ", data)
        if problem:
            raise ProblemsError([problem])
        found = press.places("worksheet.typ", data)
        places = [_Place(**one | {"page": one["page"] - 1}) for one in found]
        sheets[order.name] = (pdf, places)
    return sheets


def _prepare(
    pdf: bytes,
    places: Sequence[_Place],
    used: Mapping[str, Mapping[int, pikepdf.Object]],
    room: Mapping[str, float],
) -> _Master:
    """Put empty drawings on a variant's pages, with the fonts to fill them."""
    with pikepdf.open(io.BytesIO(pdf)) as master:
        kept = pikepdf.Dictionary()
        for kind, objects in used.items():
            kept[kind] = pikepdf.Dictionary()
            for number, one in objects.items():
                kept[kind][f"/o{number}"] = master.copy_foreign(one)
        resources = master.make_indirect(kept)
        forms = {what: _empty(master, width, resources) for what, width in room.items()}
        for number, page in enumerate(master.pages):
            here = [one for one in places if one.page == number]
            if here:
                _draw_on(page, here, forms)
        saved = io.BytesIO()
        master.save(
            saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True
        )
    return _opened(saved.getvalue(), places)


def _empty(master: pikepdf.Pdf, width: float, resources: pikepdf.Object) -> pikepdf.Object:
    form = pikepdf.Stream(master, b"q Q")
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = [0, 0, round(width + 2, 2), round(SIZE * (_HIGH + _DEEP), 2)]
    form.Resources = resources
    return master.make_indirect(form)


def _draw_on(
    page: pikepdf.Page, places: Sequence[_Place], forms: Mapping[str, pikepdf.Object]
) -> None:
    """Draw on a page: outside the state of its own content, and as an artifact."""
    resources = pikepdf.Dictionary(dict(page.Resources))
    drawn = pikepdf.Dictionary(dict(resources.get("/XObject", {})))
    commands = []
    for one in places:
        drawn[_called(one.what)] = forms[one.what]
        scale = one.size / SIZE
        below = float(page.mediabox[3]) - one.y - one.size * _DEEP
        at = f"{scale:.4f} 0 0 {scale:.4f} {one.x:.2f} {below:.2f}"
        commands.append(f"q {at} cm {_called(one.what)} Do Q")
    resources.XObject = drawn
    page.Resources = resources
    text = "Q\n/Artifact BMC\n" + "\n".join(commands) + "\nEMC\n"
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(text.encode(), prepend=False)


def _called(what: str) -> str:
    return f"/Tk{what.title()}"


def _opened(pdf: bytes, places: Sequence[_Place]) -> _Master:
    """Read back where the drawings stand in the saved file."""
    with pikepdf.open(io.BytesIO(pdf)) as master:
        objects, moved = {}, {}
        for place in {one.what: one for one in places}.values():
            form = master.pages[place.page].Resources.XObject[_called(place.what)]
            box = " ".join(str(one) for one in form.BBox)
            objects[place.what] = (form.objgen[0], box.encode())
            for kind in KINDS:
                for name, one in form.Resources[kind].items():
                    moved[int(name[2:])] = one.objgen[0]
        trailer = master.trailer
        root, info = trailer.Root.objgen[0], trailer.get("/Info")
        first, second = (bytes(one).hex() for one in trailer.ID)
        said = f"/Size {trailer.Size} /Root {root} 0 R /ID [<{first}><{second}>]"
        if info is not None:
            said += f" /Info {info.objgen[0]} 0 R"
    found = _START.search(pdf)
    if found is None:
        raise ValueError("the PDF has no end")
    return _Master(pdf, objects, moved, said.encode(), int(found[1]))


def _write(path: Path, master: _Master, drawings: Mapping[str, Drawing], journal: Journal) -> None:
    """Append one student's drawings and write the file, unless it is there already."""
    pieces, table = [], []
    at = len(master.pdf)
    for what, (number, box) in master.objects.items():
        table.append((number, at))
        pieces.append(_object(number, box, drawings[what], master.moved))
        at += len(pieces[-1])
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % row for row in sorted(table))
    end = b"xref\n%strailer\n<< %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        rows,
        master.trailer,
        master.start,
        at,
    )
    added = b"".join([*pieces, end])
    digest = sha256(master.trailer + added).hexdigest()
    if not journal.has(path.name, digest):
        whole = master.pdf + added
        write_file(path, whole)
        journal.add(path.name, digest, len(whole))


def _object(number: int, box: bytes, drawing: Drawing, moved: dict[int, int]) -> bytes:
    """Write a drawing as an object of the file."""
    uses = " ".join(
        f"{kind} << {' '.join(f'{name} {moved[one]} 0 R' for name, one in names.items())} >>"
        for kind, names in drawing.uses.items()
    )
    return (
        b"%d 0 obj\n<< /Type /XObject /Subtype /Form /BBox [ %s ] /Resources << %s >> "
        b"/Length %d >>\nstream\n%s\nendstream\nendobj\n"
    ) % (number, box, uses.encode(), len(drawing.content), drawing.content)
