"""Sheets a second: personalised two-page handouts, beside Typst's own floor and the peers' pattern.

    python benchmarks/handout_speed.py [COPIES [STAMPED]]

CPU time, all threads together. *Typst alone* sets the same data by the same template with one
compiler and writes nothing: what layout allows. *Copies* is what ``teachkit handout --roster``
does: data of each student, layout, checks, files, journal. *Stamped* is ``--stamp``. Where
pdflatex is installed, a plain sheet of the same questions is set once for each copy, the way most
tools make variants; it has no tags and no shuffled items, so its time is a lower bound.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from teachkit.bank import load_sheet
from teachkit.handouts.classlist import Copy
from teachkit.handouts.press import Press
from teachkit.handouts.printing import print_handouts
from teachkit.handouts.request import Request
from teachkit.handouts.run import Journal, print_jobs
from teachkit.handouts.stamp import stamp_copies

PACK = Path(__file__).parents[1]
ITEMS = 9
"""Questions of the sheet that fill two pages."""
LATEX = r"""\documentclass[a4paper,11pt]{article}
\usepackage[T1]{fontenc}\usepackage{tgpagella}\usepackage{enumitem}
\begin{document}\section*{%s}Name: %s\hfill Code: %s
\begin{enumerate}%s\end{enumerate}\end{document}
"""


def main() -> int:
    """Measure and print a table."""
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    stamped = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    whole = load_sheet(PACK / "exercises" / "eligibility.toml")
    sheet = replace(whole, items=whole.items[:ITEMS])
    request = Request(sheet=sheet, pack_root=PACK, variants=4)
    students = [
        Copy(f"P{at:05d}", f"Student {at} 佐藤", "ABCD"[at % 4], f"P{at:05d}")
        for at in range(max(copies, stamped))
    ]
    with TemporaryDirectory() as folder:
        out = Path(folder)
        warm(request, students[:8], out)
        ours = set_copies(request, students[:copies], out / "copies")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        floor = typst_alone(request, students[:copies])
        set_stamped(request, students[:8], out / "warm-stamped")
        stamp = set_stamped(request, students[:stamped], out / "stamped")
        pages = count_pages(out / "copies")
    print(f"{pages} pages a sheet, {copies} copies set, {stamped} stamped\n")
    print(f"{'':<28}{'ms CPU a sheet':>15}{'sheets a CPU second':>21}{'to Typst alone':>16}")
    rows = [("Typst alone, no files", floor), ("copies, a file each", ours), ("stamped", stamp)]
    latex = pdflatex(request, students[: min(5, copies)])
    rows += [("pdflatex once a copy", latex)] if latex else []
    for name, each in rows:
        print(f"{name:<28}{1000 * each:>15.2f}{1 / each:>21.0f}{each / floor:>16.2f}")
    if not latex:
        print("pdflatex is not installed: nothing to say of it")
    print(f"\nlargest memory while setting copies: {memory} MB")
    return 0


def warm(request: Request, students: list[Copy], out: Path) -> None:
    """Load fonts and libraries before the clock starts."""
    print_handouts(request, out / "warm", students=students)


def typst_alone(request: Request, students: list[Copy]) -> float:
    """Return the seconds a sheet of Typst itself: data made beforehand, nothing written."""
    jobs = [job.document() for job in request.copies(students)]
    _, figures = request.document(key=False)
    with Press(pack_root=request.pack_root) as press:
        for name, path in figures.items():
            press.place(name, path)
        compiler = press._compiler("worksheet.typ")  # noqa: SLF001 - the engine itself is measured
        texts = [json.dumps(one, ensure_ascii=False, sort_keys=True) for one in jobs]
        began = process_time()
        for text in texts:
            compiler.compile(
                format="pdf",
                sys_inputs={"data": text},
                pdf_standards=["ua-1", "a-2a"],
                timestamp=0,
            )
        return (process_time() - began) / len(students)


def set_copies(request: Request, students: list[Copy], out: Path) -> float:
    """Return the seconds a sheet of the loop that the command runs."""
    _, figures = request.document(key=False)
    out.mkdir()
    began = process_time()
    with Journal(out, "speed") as journal:
        print_jobs(
            request.copies(students),
            out,
            figures=figures,
            pack_root=request.pack_root,
            journal=journal,
            workers=2,
        )
    return (process_time() - began) / len(students)


def set_stamped(request: Request, students: list[Copy], out: Path) -> float:
    """Return the seconds a sheet of stamping, with all that is done once for the class."""
    out.mkdir()
    began = process_time()
    with Journal(out, "speed") as journal:
        stamp_copies(request, out, students, journal=journal)
    return (process_time() - began) / len(students)


def count_pages(folder: Path) -> int:
    """Return the pages of the first sheet."""
    first = next(iter(sorted(folder.glob("*.pdf"))))
    done = subprocess.run(["pdfinfo", first], check=True, capture_output=True, text=True)  # noqa: S603, S607
    return int(done.stdout.split("Pages:")[1].split()[0])


def pdflatex(request: Request, students: list[Copy]) -> float:
    """Return the seconds a sheet of one pdflatex run each; 0 where there is none."""
    found = shutil.which("pdflatex")
    if found is None:
        return 0.0
    with TemporaryDirectory() as folder:
        before = children()
        for one in students:
            questions = "".join(
                rf"\item {plain(item.prompt)}\vspace{{35mm}}" for item in request.sheet.items
            )
            text = LATEX % (plain(request.sheet.title), one.code, one.code, questions)
            Path(folder, "sheet.tex").write_text(text, encoding="utf-8")
            subprocess.run(  # noqa: S603 - a program of the system
                [found, "-interaction=batchmode", "sheet.tex"],
                cwd=folder,
                check=True,
                capture_output=True,
            )
        return (children() - before) / len(students)


def children() -> float:
    """Return the CPU seconds of finished child processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def plain(text: str) -> str:
    """Return text that LaTeX sets as it is."""
    return "".join(char if char.isalnum() or char in " ,.;:?!-" else " " for char in text)


if __name__ == "__main__":
    sys.exit(main())
