"""What a report costs beside grading, and whether analysing grows with the number of students.

    python benchmarks/report_cost.py

Seconds of CPU depend on the machine; the ratios within one run much less.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from teachkit.analysis import analyse
from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class
from teachkit.gradebook.opened import open_letters
from teachkit.report import gather, letters_pdf, report_html, report_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "exercises" / "sample-class"
DOUBLINGS = 15
REPEATS = 5


def spent(work: Callable[[], object]) -> float:
    """Return the least CPU of several runs."""
    times = []
    for _ in range(REPEATS):
        began = process_time()
        work()
        times.append(process_time() - began)
    return min(times)


def main() -> None:
    """Print the table."""
    path = ROOT / "exercises" / "eligibility.toml"
    sheet = load_sheet(path)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        files = [SAMPLE / "eligibility.csv", SAMPLE / "eligibility-json"]
        grading = spent(lambda: grade_class(sheet, files, out, source=path))
        report = gather(out)
        report_html(report)  # loads matplotlib, once
        letters = open_letters(out)
        rows = [
            ("grade the sample class", grading),
            ("read and analyse its results", spent(lambda: gather(out))),
            ("its report as a page", spent(lambda: report_html(report))),
            ("its report as PDF", spent(lambda: report_pdf(report, pack_root=ROOT))),
            ("its letters as one PDF", spent(lambda: letters_pdf(*letters, pack_root=ROOT))),
        ]
    for name, seconds in rows:
        print(f"{name:<32} {seconds:7.3f} s  {seconds / grading:6.2f} x grading")
    tally = report.tally
    one = spent(lambda: analyse(sheet, tally))
    for _ in range(DOUBLINGS):
        tally = tally.merge(tally)
    many = spent(lambda: analyse(sheet, tally))
    students = sum(tally.totals.values())
    print(f"analyse {report.analysis.students} students {one:.4f} s, {students:,} {many:.4f} s: "
          f"{many / one:.2f} x")  # fmt: skip


if __name__ == "__main__":
    main()
