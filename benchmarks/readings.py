"""What it costs to set the readings of this pack: CPU time for each booklet, and for all.

    python benchmarks/readings.py

The pages are read first and the time of that is told apart: `make` has read them already for
the pages on the screen. The ratio compares the pack's largest booklet set by a compiler that is
kept with one that is made anew for it, templates and fonts included.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time

from sphinx.application import Sphinx

from teachkit.handouts.look import Look
from teachkit.handouts.press import Press
from teachkit.sphinxext.handout.assemble import assemble
from teachkit.sphinxext.handout.files import planned_files
from teachkit.sphinxext.handout.library import Library

ROOT = Path(__file__).parents[1]


def seconds(began: float) -> float:
    """Return the CPU time since then."""
    return process_time() - began


def main() -> None:
    """Measure and tell."""
    docs = ROOT / "docs"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        began = process_time()
        app = Sphinx(docs, docs, work / "out", work / "read", "handout", status=None)
        app.builder.read()
        print(f"reading the pages                    {seconds(began):6.2f} s CPU")
        measure(app)


def measure(app: Sphinx) -> None:
    """Set every file once with one compiler, the booklets with their times."""
    library = Library(app.builder)
    began = process_time()
    library.read_glosses()
    planned = planned_files(app.builder, library)
    print(f"resolving them, {len(planned):3} files planned     {seconds(began):6.2f} s CPU")
    pictures: dict[str, bytes] = {}
    documents = {}
    with Press(pack_root=ROOT) as press:
        whole = process_time()
        for file in planned:
            began = process_time()
            documents[file.name] = assemble(file, library, look=Look(), foot="Benchmark")
            walked = seconds(began)
            for name, data in library.figures.new():
                pictures[name] = data
                press.place(name, data)
            began = process_time()
            pdf, problem = press.try_pdf("reading.typ", documents[file.name])
            assert problem is None, problem  # noqa: S101 - the pack's pages are sound
            if file.kind in {"booklet", "book"}:
                set_in = seconds(began)
                size = f"{len(pdf) // 1000:5} kB"
                print(f"{file.name:24} walk {walked:5.2f} + set {set_in:5.2f} s CPU {size}")
        print(f"all {len(planned)} files                         {seconds(whole):6.2f} s CPU")
        kept, fresh = again(press, pictures, documents[planned[0].name])
    print(f"a compiler kept: {kept:.3f} s; made anew: {fresh:.3f} s; ratio {fresh / kept:.2f}")


def again(
    press: Press, pictures: dict[str, bytes], document: dict[str, object]
) -> tuple[float, float]:
    """Set one document five times each way, in turns; return the least times."""
    kept, fresh = [], []
    for number in range(5):
        changed = {**document, "foot": f"Benchmark {number}"}  # or nothing would be set anew
        began = process_time()
        press.try_pdf("reading.typ", changed)
        kept.append(seconds(began))
        began = process_time()
        with Press(pack_root=ROOT) as other:
            for name, data in pictures.items():
                other.place(name, data)
            other.try_pdf("reading.typ", {**changed, "foot": f"Other {number}"})
        fresh.append(seconds(began))
    return min(kept), min(fresh)


if __name__ == "__main__":
    main()
