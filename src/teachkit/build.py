"""Build everything that a pack makes: pages, readings, handouts, keys, a sample class's marks."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from .bank import load_sheet, sheet_files
from .errors import Problem, ProblemsError
from .gradebook import grade_class
from .gradebook.folder import write_private
from .gradebook.opened import open_letters
from .handouts import build_handout
from .handouts.look import chosen, pack_defaults
from .lint import check
from .paper import Handout
from .report import gather, letters_pdf, report_html, report_pdf
from .sections import sections_of
from .steps import Step, files_below, progress_line, run_step
from .zipped import zip_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

__all__ = ["STEP_NAMES", "build_pack"]

STEP_NAMES = (
    "site",
    "teacher",
    "readings",
    "teacher-readings",
    "handouts",
    "teacher-handouts",
    "results",
    "zip",
)
"""What may be built alone; ``zip`` is made only when it is asked for, together with ``site``."""

_SPHINX_SAID = re.compile(r"(?P<file>.+?\.\w+)(?::(?P<line>\d+))?: (?:WARNING|ERROR): (?P<what>.+)")


def build_pack(
    root: Path,
    out: Path,
    *,
    say: Callable[[str], None],
    only: Collection[str] = (),
    clean: bool = False,
) -> list[Path]:
    """Check a pack and build its pages, readings, handouts and its sample class's results.

    What is up to date is left alone. A part that the pack does not have is not built.

    Args:
        root: The folder that holds ``exercises/`` and ``docs/``.
        out: The folder to build into.
        say: Gets one line a step, with the seconds it took.
        only: Some of ``STEP_NAMES``; empty for all but ``zip``.
        clean: Whether to build it all again, whatever has changed.

    Returns:
        The folders that now stand in ``out``.

    Raises:
        ProblemsError: the pack has errors, or a page does not build. What was built before
            stays as it was.
    """
    began = perf_counter()
    problems = check(root)
    if any(one.severity == "error" for one in problems):
        raise ProblemsError(problems)
    warned = f"{len(problems)} warnings: see teachkit check" if problems else "no problems"
    say(progress_line("check", perf_counter() - began, warned))
    built = []
    wanted = {*only, "site"} if "zip" in only else set(only or STEP_NAMES) - {"zip"}
    for step in _steps(root, out):
        if step.sources and step.name in wanted:
            say(run_step(step, out, clean=clean))
            built.append(out / step.folder)
    return built


def _steps(root: Path, out: Path) -> Iterator[Step]:
    """Yield the steps of a pack: what each reads, and how it is made."""
    docs, guide = root / "docs", root / "docs" / "teacher"
    sheets = tuple(sheet_files(root))
    ours = tuple(files_below(Path(__file__).parent))
    conf = tuple(docs.glob("conf.py"))
    pages = (*files_below(docs, without=guide), *sheets) if conf else ()
    guides = tuple(files_below(guide)) if conf else ()
    printed = (*sheets, *files_below(docs, without=guide)) if sheets else ()
    swaps = tuple(files_below(root / "templates"))
    sample = root / "exercises" / "sample-class"
    answers = tuple(files_below(sample))

    tags: dict[str, tuple[str, ...]] = {"site": (), "teacher": ("teacher",)}
    for name, tag in tags.items():
        made_from = () if tag and not guides else (*pages, *guides) if tag else pages
        site = partial(_make_site, root, tags=tag)
        yield Step(name, made_from, ours + conf, site)
        # What Sphinx has read for the pages on the screen is what stands on paper.
        yield Step(
            "teacher-readings" if tag else "readings",
            (*made_from, *swaps) if _has_readings(conf) and made_from else (),
            ours + conf,
            partial(site, builder="handout"),
            work=name,
        )
    yield Step("zip", pages, ours + conf, partial(_make_zip, out / "site"))
    paper = partial(_make_handouts, root)
    yield Step("handouts", printed, ours + swaps, partial(paper, key=False))
    yield Step("teacher-handouts", printed, ours + swaps, partial(paper, key=True))
    results = partial(_make_results, root, sample)
    yield Step(
        "results/sample-class", (*sheets, *answers, *pages) if answers else (), ours, results
    )


def _has_readings(conf: Iterable[Path]) -> bool:
    """Whether the pages know our builder."""
    return any("teachkit.sphinxext" in one.read_text(encoding="utf-8") for one in conf)


def _make_site(
    root: Path, fresh: Path, work: Path, *, tags: Sequence[str] = (), builder: str = "html"
) -> None:
    """Write all pages of an edition; ``work`` keeps what Sphinx read, for the next time.

    Every page is written anew, because the menu of each shows the titles of all. In a process
    of its own, because Sphinx keeps state that one edition must not see of the other.
    """
    _need("sphinx", "site")
    options = [option for tag in tags for option in ("-t", tag)]
    if builder == "handout":
        _need("typst", "handouts")
        options += ["-D", f"teachkit_handouts=../{'teacher-' if tags else ''}handouts"]
    sphinx = [sys.executable, "-m", "teachkit.sphinxext"]
    command = [*sphinx, "-b", builder, "-q", "-n", "-W", "--keep-going"]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "--no-color", "-d", str(work), *options, str(root / "docs"), str(fresh)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise ProblemsError(_said_by_sphinx(done.stderr, root))


def _make_zip(site: Path, fresh: Path, _work: Path) -> None:
    """Pack the students' pages into one file, for a USB stick or a learning platform."""
    zip_folder(site, fresh / "site.zip")


def _said_by_sphinx(said: str, root: Path) -> list[Problem]:
    """Return Sphinx's warnings as problems; if there are none, what made it stop."""
    found = []
    for match in filter(None, map(_SPHINX_SAID.fullmatch, said.splitlines())):
        file, whole = Path(match["file"]), root.resolve()
        name = root / file.relative_to(whole) if file.is_relative_to(whole) else file
        line = int(match["line"] or 0)
        found.append(Problem(file=str(name), line=line, message=match["what"], code="page"))
    docs = root / "docs"
    stop = said.partition("The full traceback")[0].strip().rpartition("\n")[2].strip()
    hint = f"python -m sphinx {docs} DIR says more"
    message = f"the pages do not build: {stop}"
    return found or [Problem(file=str(docs), message=message, hint=hint, code="page")]


def _need(package: str, extra: str) -> None:
    """Say how to install what a step works with, if it is not there."""
    if find_spec(package) is None:
        message, hint = f"{package} is not installed", f"pip install 'teachkit[{extra}]'"
        raise ProblemsError([Problem(file="teachkit", message=message, hint=hint, code="package")])


def _make_handouts(root: Path, fresh: Path, _work: Path, *, key: bool) -> None:
    """Print the students' sheets, or the keys with the sheets that are kept back."""
    _need("typst", "handouts")
    pack = pack_defaults(root)
    for path in sheet_files(root):
        sheet = load_sheet(path)
        if key:
            build_handout(sheet, fresh, key=True, pack_root=root)
        if key == bool(chosen(Handout(), sheet, pack).kept_back):
            build_handout(sheet, fresh, pack_root=root)


def _make_results(root: Path, sample: Path, fresh: Path, _work: Path) -> None:
    """Grade the sample class: a folder a sheet if it answered several."""
    roster = sample / "roster.csv"
    sheets = {path.stem: path for path in sheet_files(root)}
    answered: dict[str, list[Path]] = {}
    for one in sorted(sample.iterdir()):
        # The longest id wins: the answers to "un-2" are not those to "un".
        of = [name for name in sheets if re.match(rf"{re.escape(name)}(?:[.-]|$)", one.name)]
        if of:
            answered.setdefault(max(of, key=len), []).append(one)
    alone = len(answered) == 1
    for name, files in answered.items():
        sheet = load_sheet(sheets[name])
        grade_class(
            sheet,
            files,
            fresh if alone else fresh / name,
            roster=roster if roster.is_file() else None,
            lesson_url="../../../site/" if alone else "../../../../site/",
            pages=sections_of(root / "docs", sheet.lesson),
            source=sheets[name],
        )
        if find_spec("matplotlib") and find_spec("typst"):
            _make_report(root, fresh if alone else fresh / name)


def _make_report(root: Path, results: Path) -> None:
    """Put the report and the letters to print into a folder of results."""
    report = gather(results)
    sheet, letters = open_letters(results)
    write_private(results / "report.html", report_html(report))
    write_private(results / "report.pdf", report_pdf(report, pack_root=root))
    write_private(results / "letters.pdf", letters_pdf(sheet, letters, pack_root=root))
