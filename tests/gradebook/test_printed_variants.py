"""Variants on paper and back: a key is printed, answers come by letter, marks are full."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.marking.order import event_ranks
from teachkit.model import Choice, Match, Multi, Order

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Path:
    """A pack whose sheet is printed in three variants."""
    root = tmp_path_factory.mktemp("paper")
    shutil.copytree(TESTS / "handouts" / "fixtures", root, dirs_exist_ok=True)
    shutil.copy(TESTS / "fixtures" / "all-kinds.toml", root / "exercises")
    command = ["handout", "all-kinds", "--variants", "3", "--seed", "back"]
    assert main([*command, "--pack", str(root), "--out", str(root / "print")]) == 0
    return root


def questions(path: Path) -> dict[int, str]:
    """Return the text of each question of a printed key, by its number."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    pieces = re.split(r"^Q(\d+) ", done.stdout.decode(), flags=re.MULTILINE)
    return {int(number): text for number, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def answers_on(path: Path, sheet) -> dict[str, str]:
    """Answer a sheet as its printed key says: letters and numbers where it has them."""
    said = {}
    for number, text in questions(path).items():
        item = sheet.items[number - 1]
        if isinstance(item, Choice):
            (said[item.id],) = re.findall(r"◉ ([A-Z]) ", text)
        elif isinstance(item, Multi):
            said[item.id] = "".join(re.findall(r"☑ ([A-Z]) ", text))
        elif isinstance(item, Match):
            rows = re.findall(r"^\s*([A-Z])\s+(\d+)\s", text, re.MULTILINE)
            for letter, place in rows:
                said[f"{item.id}.{item.pairs[int(place) - 1].id}"] = letter
        elif isinstance(item, Order):
            body = text.split("points" if "points" in text else "point", 1)[1]
            boxes = re.findall(r"^\s*(\d+)(?:–\d+)?\s+[A-Z]", body, re.MULTILINE)
            said[item.id] = ";".join(boxes[: len(event_ranks(item))])
        else:
            right = next((one.response for one in item.tests if one.score == 1), "")
            parts = json.loads(right) if right.startswith("{") else {}
            said |= {f"{item.id}.{part}": one for part, one in parts.items()}
            if not parts:
                said[item.id] = right
    return said


def graded(root: Path, rows: list[dict[str, str]], *more: str) -> tuple[int, dict[str, dict]]:
    """Grade rows; return the exit status and each mark by student and item."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    with (root / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    out = root / "results"
    shutil.rmtree(out, ignore_errors=True)
    sheet = str(root / "exercises" / "all-kinds.toml")
    status = main(["grade", sheet, str(root / "answers.csv"), "--out", str(out), *more])
    with (out / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        marks = {f"{row['student']}/{row['item']}": row for row in csv.DictReader(file)}
    return status, marks


def test_what_a_printed_key_says_gets_full_marks(paper, capsys):
    """Variants A to C, each by its own key; only essays wait for a person."""
    sheet = load_sheet(paper / "exercises" / "all-kinds.toml")
    keys = {name: paper / "print" / "teacher" / f"all-kinds-{name}-key.pdf" for name in "ABC"}
    rows = [
        {"student": f"S{name}", "variant": name, **answers_on(path, sheet)}
        for name, path in keys.items()
    ]
    table = str(paper / "print" / "teacher" / "all-kinds-variants.csv")
    _, marks = graded(paper, rows, "--variants", table)

    wrong = {
        name: row["reason"]
        for name, row in marks.items()
        if row["score"] != "1" and sheet.item(row["item"]).kind != "essay"
    }
    assert wrong == {}
    said = [tuple(row[item.id] for item in sheet.items if isinstance(item, Choice)) for row in rows]
    assert len(set(said)) > 1
    capsys.readouterr()


def test_without_the_map_it_is_said(paper, capsys):
    """Letters of variants are never read as another sheet's in silence."""
    row = {"student": "S1", "variant": "B", "choice-graded": "A"}
    status, _ = graded(paper, [row])

    assert status == 1
    assert "grade again with --variants" in capsys.readouterr().err


@pytest.mark.parametrize("variant", ["", "Q"])
def test_a_letter_of_no_known_variant_waits_for_a_person(paper, capsys, variant):
    """Ids and texts count as ever."""
    rows = [
        {"student": "S1", "variant": variant, "choice-graded": "A", "number-graded": "7.5"},
        {"student": "S2", "variant": variant, "choice-graded": "host", "number-graded": "7.5"},
    ]
    table = str(paper / "print" / "teacher" / "all-kinds-variants.csv")
    _, marks = graded(paper, rows, "--variants", table)

    assert marks["S1/choice-graded"]["state"] == "unreadable"
    assert marks["S2/choice-graded"]["state"] == "correct"
    assert marks["S1/number-graded"]["state"] == "correct"
    assert "wait for a person" in capsys.readouterr().err


def test_two_variants_of_one_student_wait_for_a_person(paper, capsys):
    """The roster says A, the paper says B: nobody guesses."""
    (paper / "roster.csv").write_text("student,variant\nS1,A\n", encoding="utf-8")
    table = str(paper / "print" / "teacher" / "all-kinds-variants.csv")
    _, marks = graded(
        paper,
        [{"student": "S1", "variant": "B", "choice-graded": "A"}],
        "--variants", table, "--roster", str(paper / "roster.csv"),
    )  # fmt: skip

    assert marks["S1/choice-graded"]["state"] == "unreadable"
    assert "two variants are named" in capsys.readouterr().err


def test_a_changed_sheet_is_read_as_it_was_printed(paper, capsys):
    """The map knows what stood where; that the sheet was changed is said."""
    sheet = load_sheet(paper / "exercises" / "all-kinds.toml")
    key = paper / "print" / "teacher" / "all-kinds-B-key.pdf"
    row = {"student": "S1", "variant": "B", **answers_on(key, sheet)}
    file = paper / "exercises" / "all-kinds.toml"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("Who keeps the treaty?", "Who keeps it?"), encoding="utf-8")
    try:
        table = str(paper / "print" / "teacher" / "all-kinds-variants.csv")
        _, marks = graded(paper, [row], "--variants", table)
    finally:
        file.write_text(before, encoding="utf-8")

    assert marks["S1/choice-graded"]["score"] == "1"
    assert "changed after these variants were printed" in capsys.readouterr().err
