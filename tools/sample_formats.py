"""The sample class once more, as each system would export it: for `make_sample_class.py`.

All files hold the same answers, so all must give the same gradebook, except where a system
loses something; `tests/classwork/test_sample_formats.py` says what.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from teachkit.classwork import item_parts
from teachkit.display import letter, right_sides, sheet_build
from teachkit.gradebook.amounts import decimal
from teachkit.marking import mark
from teachkit.model import Choice, Claims, Cloze, Match, Multi, Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teachkit.model import Item, Sheet

    Response = str | list[str] | dict[str, str]
    Class = Mapping[str, Mapping[str, Response]]

__all__ = ["format_files"]

VERDICTS = {"supported": "Supported", "contradicted": "Contradicted", "not-stated": "Not stated"}
FIRST = "Aiko Ben Chen Dana Emil Fatma Goro Hana Ines Jonas".split()
LAST = "Ito Meyer Rossi Santos Tanaka Unger".split()
START = datetime(2026, 11, 16, 9, 0)  # noqa: DTZ001 - a class's own clock


def name_of(number: int) -> tuple[str, str]:
    """Make up a first and a last name."""
    return FIRST[number % len(FIRST)], LAST[number % len(LAST)]


def stamp(number: int) -> datetime:
    """Make up when a student handed in."""
    return START + timedelta(minutes=number, seconds=7 * number % 60)


def option_texts(item: Choice | Multi, response: Response) -> list[str]:
    """Return the texts of the options that a student ticked, by id, letter or text."""
    by_name = {}
    for place, option in enumerate(item.options):
        by_name |= dict.fromkeys((option.id, letter(place), option.text), option.text)
    return [by_name[one] for one in ([response] if isinstance(response, str) else response)]


def pair_texts(item: Match | Claims, response: Response) -> dict[str, str]:
    """Return the left side, or claim, to what a student joined to it."""
    if not isinstance(response, dict):
        return {}
    if isinstance(item, Claims):
        return {one.text: VERDICTS[response[one.id]] for one in item.claims if response.get(one.id)}
    rights = dict(right_sides(item))
    return {one.left: rights[response[one.id]] for one in item.pairs if response.get(one.id)}


def shown(item: Item, response: Response, ticks: str, pairs: tuple[str, str]) -> str:
    """Write a response into one cell as platforms do.

    Args:
        item: The item.
        response: As the student gave it.
        ticks: What joins several ticks or events.
        pairs: What joins the sides of a pair, and what joins pairs.
    """
    if not response:
        return ""
    match item:
        case Choice() | Multi():
            return ticks.join(option_texts(item, response))
        case Order():
            texts = {event.id: event.text for event in item.events}
            return ticks.join(texts[one] for one in response)
        case Match() | Claims():
            joined = pair_texts(item, response).items()
            return pairs[1].join(pairs[0].join(pair) for pair in joined)
        case _:
            return str(response)


def table(rows: Iterable[Sequence[str]], end: str = "\n", **options: object) -> str:
    """Write rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator=end, **options).writerows(rows)
    return text.getvalue()


def ours(sheet: Sheet, given: Class, wide: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """Write our own formats: long CSV, JSON Lines, zip, workbook, Parquet."""
    long = [("student", "item", "part", "response")]
    records, saved = [], {}
    for student, answers in given.items():
        for item in sheet.items:
            response = answers[item.id]
            if isinstance(response, dict):
                parts = {part: response.get(part, "") for part in item_parts(item)}
                long += [(student, item.id, part, text) for part, text in parts.items()]
            else:
                cell = response if isinstance(response, str) else ";".join(response)
                long.append((student, item.id, "", cell))
        records.append({"student": student, **answers})
        saved[student] = {
            "format": "teachkit-answers/1",
            "sheet": sheet.id,
            "build": sheet_build(sheet),
            "student": student,
            "answers": answers,
        }
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    return {
        "long.csv": table(long).encode(),
        "records.jsonl": lines.encode(),
        "answers.zip": zipped(
            {f"{name}.json": json.dumps(one, ensure_ascii=False) for name, one in saved.items()}
        ),
        "wide.xlsx": workbook("Answers", wide),
        "wide.parquet": parquet(wide),
    }


def zipped(files: Mapping[str, str]) -> bytes:
    """Write a zip file that has the same bytes on every machine."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, text in files.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 11, 16, 9, 0, 0)), text)
    return stream.getvalue()


def workbook(name: str, rows: Sequence[Sequence[object]]) -> bytes:
    """Write a workbook; numbers as numbers, as a spreadsheet does with what is typed."""
    import xlsxwriter  # noqa: PLC0415 - only to make the samples

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 11, 16)})  # noqa: DTZ001
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, place, cell, day)
                elif isinstance(cell, str) and cell.isascii() and cell.isdigit():
                    sheet.write_number(at, place, int(cell))
                else:
                    sheet.write_string(at, place, str(cell))
    return stream.getvalue()


def parquet(rows: Sequence[Sequence[str]]) -> bytes:
    """Write a Parquet file of texts."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    from pyarrow import parquet as files  # noqa: PLC0415

    columns = dict(zip(rows[0], zip(*rows[1:], strict=True), strict=True))
    stream = io.BytesIO()
    files.write_table(pa.table({name: list(cells) for name, cells in columns.items()}), stream)
    return stream.getvalue()


def moodle_question(item: Item) -> str:
    """Write a question as Moodle's report does: the prompt, then what can be chosen."""
    match item:
        case Choice() | Multi():
            return f"{item.prompt}: {'; '.join(one.text for one in item.options)}"
        case Match():
            lefts = "; ".join(one.left for one in item.pairs)
            rights = "; ".join(text for _, text in right_sides(item))
            return f"{item.prompt} {{{lefts}}} -> {{{rights}}}"
        case _:
            return item.prompt


def moodle_cell(item: Item, response: Response) -> str:
    """Write a response as Moodle's report does; it cuts the events of an order."""
    if not response:
        return "" if isinstance(item, Order) else "-"
    if isinstance(item, Order):
        texts = {event.id: event.text for event in item.events}
        return "; ".join(moodle_cut(texts[one]) for one in response)
    if isinstance(item, Cloze) and isinstance(response, dict):
        given = (f"part {n}: {response.get(gap.id, '')}" for n, gap in enumerate(item.gaps, 1))
        return "; ".join(given).strip()
    return shown(item, response, "; ", (" -> ", "; "))


def moodle_cut(text: str) -> str:
    """Cut a text to 10 characters, the dots among them."""
    return text if len(text) <= 10 else text[:7] + "..."


def moodle(sheet: Sheet, given: Class, missing: str) -> dict[str, bytes]:
    """Write Moodle's report as CSV and as JSON; who handed in nothing has a row too."""
    header = ["Last name", "First name", "ID number", "Email address", "Status", "Started",
              "Completed", "Duration", "Grade/10.00"]  # fmt: skip
    for number in range(1, len(sheet.items) + 1):
        header += [f"Question {number}", f"Response {number}"]
    rows = []
    for number, (student, answers) in enumerate(given.items()):
        first, last = name_of(number)
        when = stamp(number).strftime("%d %B %Y  %I:%M %p")
        row = [last, first, student, f"{student.lower()}@example.invalid", "Finished", when, when]
        row += ["20 mins", "Not yet graded"]
        for item in sheet.items:
            row += [moodle_question(item), moodle_cell(item, answers[item.id])]
        rows.append(row)
    rows.append(["Nobody", "Noam", missing, "s17@example.invalid", *["-"] * (len(header) - 4)])
    keys = ["".join(char for char in name.lower() if char.isalnum()) for name in header]
    records = [[dict(zip(keys, row, strict=True)) for row in rows]]
    text = json.dumps(records, ensure_ascii=False, indent=4).replace("/", "\\/")
    return {
        "moodle.csv": table([header, *rows], "\n").encode("utf-8-sig"),
        "moodle.json": text.encode(),
    }


def google(sheet: Sheet, given: Class) -> bytes:
    """Write a Google Forms quiz: score and feedback behind each question, a grid for pairs."""
    header = ["Timestamp", "Total score", "Student code"]
    header += [f"Student code [{one}]" for one in ("Score", "Feedback")]
    for item in sheet.items:
        names = [item.prompt]
        if isinstance(item, Match):
            names = [f"{item.prompt} [{pair.left}]" for pair in item.pairs]
        elif isinstance(item, Claims):
            names = [f"{item.prompt} [{claim.text}]" for claim in item.claims]
        elif isinstance(item, Cloze):
            names = [f"{item.id}.{gap.id}" for gap in item.gaps]
        for name in names:
            header += [name, f"{name} [Score]", f"{name} [Feedback]"]
    rows = []
    for number, (student, answers) in enumerate(given.items()):
        when = stamp(number).strftime("%Y/%m/%d %I:%M:%S %p GMT+9")
        row = [when, "12.00 / 30", student, "-- / 0", ""]
        for item in sheet.items:
            for cell in grid(item, answers[item.id], ", "):
                row += [cell, "0.00 / 1", ""]
        rows.append(row)
    return table([header, *rows]).encode()


def grid(item: Item, response: Response, ticks: str) -> list[str]:
    """Return the cells of an item whose parts have columns of their own."""
    if isinstance(item, Cloze):
        return [dict(response or {}).get(gap.id, "") for gap in item.gaps]
    if isinstance(item, Match | Claims):
        joined = pair_texts(item, response)
        lefts = [one.left for one in item.pairs] if isinstance(item, Match) else [
            one.text for one in item.claims
        ]  # fmt: skip
        return [joined.get(left, "") for left in lefts]
    return [shown(item, response, ticks, ("", ""))]


def microsoft(sheet: Sheet, given: Class) -> bytes:
    """Write a Microsoft Forms quiz: anonymous, a question for the code, rows of grids alone."""
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Total points",
              "Quiz feedback", "Student code"]  # fmt: skip
    for item in sheet.items:
        names = [item.prompt]
        if isinstance(item, Match):
            names = [pair.left for pair in item.pairs]
        elif isinstance(item, Claims):
            names = [claim.text for claim in item.claims]
        elif isinstance(item, Cloze):
            names = [f"{item.id}.{gap.id}" for gap in item.gaps]
        for name in names:
            header += [name, f"Points - {name}", f"Feedback - {name}"]
    rows: list[list[object]] = []
    for number, (student, answers) in enumerate(given.items()):
        row: list[object] = [str(number + 1), stamp(number), stamp(number), "anonymous", "", "", ""]
        row.append(student)
        for item in sheet.items:
            for cell in grid(item, answers[item.id], ";"):
                many = isinstance(item, Multi | Order) and cell
                row += [f"{cell};" if many else cell, "", ""]
        rows.append(row)
    return workbook("Form1", [header, *rows])


def canvas(sheet: Sheet, given: Class) -> bytes:
    """Write Canvas's student analysis: headers that repeat, commas with a backslash."""
    header = ["name", "id", "sis_id", "section", "section_id", "section_sis_id", "submitted",
              "attempt"]  # fmt: skip
    for number, item in enumerate(sheet.items):
        header += [f"{70_000 + number}: {item.prompt}", f"{float(item.points)}"]
    header += ["n correct", "n incorrect", "score"]
    rows = []
    for number, (student, answers) in enumerate(given.items()):
        when = stamp(number).strftime("%Y-%m-%d %H:%M:%S UTC")
        row = [" ".join(name_of(number)), f"{4_000 + number}", student, "A", "1", "", when, "1"]
        for item in sheet.items:
            row += [canvas_cell(item, answers[item.id]), "0.0"]
        rows.append([*row, "0", "0", "0.0"])
    return table([header, *rows]).encode()


def canvas_cell(item: Item, response: Response) -> str:
    """Write a response as Canvas does: blanks left empty are dropped."""
    if not response:
        return ""
    if isinstance(item, Cloze) and isinstance(response, dict):
        texts = [response.get(gap.id, "") for gap in item.gaps]
        return ",".join(text.replace(",", "\\,") for text in texts if text)
    if isinstance(item, Multi):
        return ",".join(text.replace(",", "\\,") for text in option_texts(item, response))
    if isinstance(item, Match | Claims):
        joined = pair_texts(item, response).items()
        return ",".join("=>".join(pair).replace(",", "\\,") for pair in joined)
    return shown(item, response, ",", ("=>", ","))


def gradescope(sheet: Sheet, given: Class, missing: str) -> bytes:
    """Write Gradescope's scores: points in the header, nothing but points in the cells."""
    header = ["First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points",
              "Status", "Submission ID", "Submission Time", "Lateness (H:M:S)", "View Count",
              "Submission Count"]  # fmt: skip
    header += [
        f"{n}: {item.id} ({float(item.points)} pts)" for n, item in enumerate(sheet.items, 1)
    ]
    rows = []
    for number, (student, answers) in enumerate(given.items()):
        when = stamp(number).strftime("%Y-%m-%d %H:%M:%S +0900")
        row = [
            *name_of(number),
            student,
            f"{student.lower()}@example.invalid",
            "A",
            "",
            "",
            "Graded",
        ]
        row += [f"{90_000 + number}", when, "00:00:00", "0", "1"]
        for item in sheet.items:
            made = mark(item, answers[item.id], sheet=sheet)
            row.append("" if made.state.needs_person else decimal(made.score * item.points))
        rows.append(row)
    empty = ["Noam", "Nobody", missing, "s17@example.invalid", "A", "", "", "Missing"]
    rows.append([*empty, *[""] * (len(header) - len(empty))])
    return table([header, *rows]).encode()


def by_prompts(sheet: Sheet, given: Class) -> bytes:
    """Write what a teacher may have typed: prompts as headers, a semicolon file for Excel."""
    header = ["Student code", *(item.prompt for item in sheet.items)]
    rows = []
    for student, answers in given.items():
        row = [student]
        for item in sheet.items:
            response = answers[item.id]
            if isinstance(item, Cloze) and response:
                row.append(json.dumps(response, ensure_ascii=False))
            else:
                row.append(shown(item, response, "; ", (" -> ", "; ")))
        rows.append(row)
    return table([header, *rows], "\r\n", delimiter=";").encode("utf-16")


def roster(given: Class, missing: str, excused: str) -> bytes:
    """Write a roster with names, so that all gradebooks show the same ones."""
    rows = [("student", "name", "group", "status")]
    for number, student in enumerate(given):
        rows.append((student, " ".join(name_of(number)), "A" if number < 14 else "B", ""))
    rows.append((missing, "Noam Nobody", "B", ""))
    rows.append((excused, "Eva Excused", "B", "excused"))
    return table(rows).encode()


def format_files(
    sheet: Sheet,
    given: Class,
    wide: Sequence[Sequence[str]],
    missing: str,
    excused: str,
) -> dict[str, bytes]:
    """Return the files: name to content.

    Args:
        sheet: The sheet.
        given: Student to item to response.
        wide: The rows of the wide table.
        missing: Who handed in nothing.
        excused: Who need not.
    """
    return {
        "roster.csv": roster(given, missing, excused),
        **ours(sheet, given, wide),
        **moodle(sheet, given, missing),
        "google-forms.csv": google(sheet, given),
        "microsoft-forms.xlsx": microsoft(sheet, given),
        "canvas.csv": canvas(sheet, given),
        "gradescope.csv": gradescope(sheet, given, missing),
        "prompts.csv": by_prompts(sheet, given),
    }
