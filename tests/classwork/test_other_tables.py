"""Long tables, workbooks, JSON Lines and older encodings."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from packages import cell, row, workbook
from reading import codes, messages, responses

LONG = "student,item,part,response,attempt\n"
DATES = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'


def _said(work, severity=None):
    """Leave out that the small files lack items."""
    return [
        str(one)
        for one in work.problems
        if one.code != "missing-column" and severity in (None, one.severity)
    ]


def test_a_long_table_is_put_together(read):
    """Parts in any order, a part in the item's name, attempts apart."""
    rows = (
        "S01,word,,Rome,1\nS02,gaps,who,all,\nS01,gaps.who,,all,1\nS01,gaps,door,10,1\n"
        "S01,word,,Bonn,2\nS02,gaps,door,,\n"
    )
    work = read({"a.csv": LONG + rows})

    assert responses(work, "S01") == {"gaps": '{"door": "10", "who": "all"}', "word": "Rome"}
    assert responses(work, "S01", 2) == {"word": "Bonn"}
    assert {one.item for one in work.answers if one.student == "S02"} == {"word", "gaps"}
    assert [(one.item, one.row) for one in work.answers][:2] == [("word", 2), ("gaps", 4)]
    assert work.notices[-1] == "a.csv: long CSV, UTF-8, comma-separated, 3 rows"
    assert "one, many, pairs, line, judge, say: there is no answer to this item" in str(
        work.problems[0]
    )


def test_an_answer_that_stands_twice_is_not_chosen(read):
    """Equal ones are one; of two that differ a person decides."""
    rows = "S01,word,,Rome,\nS01,word,,Rome,\nS02,word,,Rome,\nS02,word,,Bonn,\n"
    work = read({"a.csv": LONG + rows})
    faults = {one.student: one.fault for one in work.answers}

    assert faults == {"S01": "", "S02": "it stands in lines 4 and 5, and they differ"}
    assert any("a.csv:5: word: student 'S02', word: it stands" in one for one in _said(work))


def test_unknown_items_and_parts_are_named(read):
    """In long tables, in JSON in a cell, and by the line."""
    rows = "S01,wrod,,x,\nS01,gaps,dor,10,\nS01,word,,Rome,\n"
    cells = 'student,gaps\nS02,"{""dor"": ""10"", ""who"": ""all""}"\n'
    table = f"Student code,Fill the gaps.\n{cells.partition(chr(10))[2].replace('S02', 'S03')}"
    record = '{"student": "S04", "gaps": {"dor": "10"}}\n'
    files = {"a.csv": LONG + rows, "b.csv": cells, "c.csv": table, "d.jsonl": record}
    said = _said(read(files))

    assert any("a.csv:2: warning: 'wrod': no such item" in one for one in said)
    assert any("'gaps.dor': no such part of the item: not read (did you mean 'door'?)" in one
               for one in said)  # fmt: skip
    for place in ("b.csv:2", "c.csv:2", "d.jsonl:1"):
        message = f"{place}: warning: gaps.'dor': no such part of the item: not marked"
        assert f"{message} (did you mean 'door'?)" in said


def test_json_lines_hold_answers_or_work(read):
    """One answer a line, one student a line, what a page saves a line; each with its line."""
    lines = [
        {"student": "S01", "item": "word", "response": "Rome", "attempt": 1},
        {"student": "S02", "word": "Bonn", "many": ["five", "ten"], "gaps": {"door": 10}},
        {"student": "S03", "gaps.door": "10", "gaps.who": "all", "nmae": "x"},
        {"item": "word", "response": "x"},
        {"student": "S04", "word": "x" * 100_001},
    ]
    text = "\n".join(map(json.dumps, lines)) + '\n\n{"student": "S05", "wo\n[1]\n{} x\n'
    work = read({"a.jsonl": text, "b.txt": '{"student": "S06", "word": "a"}\n{"student": "S07"}\n'})

    assert responses(work, "S01") == {"word": "Rome"}
    assert responses(work, "S02") == {
        "word": "Bonn", "many": "five;ten", "gaps": '{"door": "10"}',
    }  # fmt: skip
    assert responses(work, "S03") == {"gaps": '{"door": "10", "who": "all"}'}
    assert responses(work, "S06") == {"word": "a"}
    for said in (
        "a.jsonl:3: warning: 'nmae': the key was not read",
        "a.jsonl:4: student: there is no student code: record not graded",
        "a.jsonl:5: an answer is longer than 100,000 characters: record (student 'S04')",
        "a.jsonl:7: this is no JSON: Unterminated string",
        "a.jsonl:8: the JSON is no object: not graded",
        "a.jsonl:9: something stands behind the JSON object",
    ):
        assert any(said in one for one in messages(work)), said


def test_an_array_of_records_is_read_up_to_its_cut(read):
    """The whole ones are graded; where it ends is said."""
    text = json.dumps([{"student": f"S0{n}", "word": "Rome"} for n in range(1, 5)], indent=1)
    work = read({"a.json": text[:-20]})

    assert codes(work) == ["S01", "S02", "S03"]
    assert any("a.json:14: this is no JSON" in one for one in messages(work))


def test_numbers_in_a_workbook_are_as_typed(read):
    """1949.0 is 1949, 0.10 is 0.1, and leading rows may be empty."""
    numbers = "".join(
        f'<c r="{place}"><v>{value}</v></c>'
        for place, value in {"B4": "1949.0", "C4": "0.1", "D4": "1e20", "E4": "-3"}.items()
    )
    head = row(3, "student", "word", "share", "one", "say")
    work = read({"a.xlsx": workbook(f'{head}<row r="4">{cell("A4", "007")}{numbers}</row>')})

    assert responses(work, "007") == {"word": "1949", "share": "0.1", "one": "1e+20", "say": "-3"}
    assert work.answers[0].row == 4
    assert work.notices[-1] == "a.xlsx: wide XLSX, sheet 'A', 1 row"


def test_a_date_in_a_workbook_is_said(read):
    """What was typed can't be told."""
    styles = (
        '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/'
        f'spreadsheetml/2006/main">{DATES}</styleSheet>'
    )
    rows = row(1, "student", "word", "time") + "".join(
        f'<row r="{n}">{cell(f"A{n}", f"S{n}")}<c r="B{n}" s="1"><v>17992</v></c>'
        f'<c r="C{n}" s="1"><v>46000.5</v></c></row>'
        for n in (2, 3)
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        '2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/styles" Target="styles.xml"/></Relationships>'
    )
    more = {"xl__styles.xml": styles, "xl/_rels/workbook.xml.rels": relations}
    work = read({"a.xlsx": workbook(rows, **more)})

    assert responses(work, "S2") == {"word": "1949-04-04"}
    assert work.answers[0].time == "2025-12-09 12:00:00"
    (said,) = _said(work)
    assert said.startswith("a.xlsx:2: warning: word: 2 cells from here on hold a date and no text")


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp932", "Shift-JIS"), ("euc_jp", "EUC-JP"), ("utf-16", "UTF-16"), ("utf-8", "UTF-8")],
)
def test_japanese_is_recognised(read, encoding, said):
    """It is not mistaken for Western letters."""
    text = "student,word,name\nS01,ワシントン,山田 太郎\nS02,ﾜｼﾝﾄﾝ,日本の憲法第九条\n"
    work = read({"a.csv": text.encode(encoding)})

    assert responses(work, "S01") == {"word": "ワシントン"}
    assert f"wide CSV, {said}, comma" in work.notices[-1]


@pytest.mark.parametrize(
    "text",
    [
        "student,word\nS01,Zürich – “x”\nS02,été, là\n",
        "student,word\nS01,GROẞ straße ÄÖÜ\n".replace("ẞ", "ß"),
        "student;word\nZoë;naïve café, Curaçao, señor, Ísland, ÞÓ\n",
    ],
)
def test_western_letters_are_not_taken_for_japanese(read, text):
    """Accents stand alone between letters."""
    work = read({"a.csv": text.encode("cp1252")})

    assert "Windows-1252" in work.notices[-1]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("привет мир как дела", "cp1251"),
        ("한국어 답변입니다", "euc_kr"),
        ("中国的宪法，日本", "gbk"),
    ],
)
def test_other_encodings_are_refused(read, text, encoding):
    """Rather than read as a puzzle of accents."""
    work = read({"a.csv": f"student,word\nS01,{text}\n".encode(encoding)})

    assert "the encoding is neither UTF-8, UTF-16 nor Windows-1252" in messages(work)[0]


def test_a_told_layout_is_taken(read):
    """Though the header would be recognised as another."""
    text = "Timestamp,student,word\nx,S01,Rome\n"

    assert read({"a.csv": text}).files[0].format == "wide CSV"
    assert read({"a.csv": text}, layout="table").files[0].format == "table (CSV)"


def test_a_variant_is_read_and_the_roster_counts(read):
    """With a word if they differ."""
    rows = "student,variant,word\nS01,B,a\nS02,A,b\n"
    alone = read({"a.csv": rows})
    work = read(
        {"a.csv": rows, "class.csv": "student,variant\nS01,A\nS02,\n"}, "a.csv", roster="class.csv"
    )

    assert [one.variant for one in alone.students] == ["B", "A"]
    assert [one.variant for one in work.students] == ["A", "A"]
    assert any("answered the form 'B', the roster says 'A'" in one for one in _said(work))


def test_a_plain_csv_loads_nothing_heavy(tmp_path):
    """No reader of workbooks, zip files or Parquet, and none of other systems."""
    (tmp_path / "a.csv").write_text("student,word\nS01,Rome\n", "utf-8")
    code = (
        "import sys; from pathlib import Path; from teachkit.bank import load_sheet;"
        "from teachkit.classwork import read_classwork;"
        "read_classwork(load_sheet(Path(sys.argv[1])), [sys.argv[2]]); print(*sys.modules)"
    )
    sheet = "tests/fixtures/grading.toml"
    done = subprocess.run(
        [sys.executable, "-c", code, sheet, str(tmp_path / "a.csv")],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())

    assert "teachkit.classwork.wide" in loaded
    assert not loaded & {
        "python_calamine", "pyarrow", "zipfile", "difflib", "teachkit.classwork.systems",
        "teachkit.classwork.mapped", "teachkit.classwork.workbook",
    }  # fmt: skip


def test_parquet_keeps_what_a_cell_would_hold(read):
    """Numbers, lists and nothing, as texts."""
    import pyarrow as pa
    from pyarrow import parquet

    stream = io.BytesIO()
    columns = {
        "student": ["S01", "S02", None],
        "share": [50.0, None, None],
        "word": [b"Rome", "Z\u00fcrich".encode(), None],
        "many": [["five", "ten"], None, None],
        "gaps": [{"door": 10, "who": "all"}, None, None],
    }
    parquet.write_table(pa.table(columns), stream)
    work = read({"a.parquet": stream.getvalue(), "b.parquet": stream.getvalue()[:-30]})

    assert responses(work, "S01") == {
        "share": "50",
        "word": "Rome",
        "many": "five;ten",
        "gaps": '{"door": "10", "who": "all"}',
    }
    assert responses(work, "S02") == {"word": "Z\u00fcrich"}
    assert any("b.parquet: the Parquet file is damaged" in one for one in messages(work, "error"))


@pytest.mark.parametrize(
    ("module", "name", "said"),
    [
        ("python_calamine", "a.xlsx", "reading workbooks needs python-calamine"),
        ("pyarrow", "a.parquet", "reading Parquet needs pyarrow"),
    ],
)
def test_a_package_that_is_not_there_is_named(read, monkeypatch, module, name, said):
    """With how to install it."""
    monkeypatch.setitem(sys.modules, module, None)
    content = workbook(row(1, "student", "word")) if name == "a.xlsx" else b"PAR1rest"
    work = read({name: content})

    assert said in messages(work)[0]
    assert "pip install 'teachkit[" in messages(work)[0]


def test_a_long_table_must_be_clear(read):
    """Columns that stand twice, or that nobody knows, are named; an item is whole or in parts."""
    twice = read({"a.csv": "student,item,item,response\nS01,word,,x\n"})
    work = read(
        {"b.csv": "student,item,part,response,x\nS01,gaps,,y,\nS01,gaps,door,10,\n,word,,a,\n"}
    )

    assert "the column 'item' stands more than once" in messages(twice)[0]
    assert any("'x': column 5 was not read" in one for one in messages(work))
    assert work.answers[0].fault == "the item and its parts stand in rows of their own"
    assert any("b.csv:4: student: there is no student code" in one for one in messages(work))


def test_too_many_hand_ins_are_said(read, monkeypatch):
    """With the line; the first are graded."""
    for module in ("long", "record_reader"):
        monkeypatch.setattr(f"teachkit.classwork.{module}.ROWS", 1)
    lines = '{"student": "S03", "word": "a"}\n{"student": "S04", "word": "b"}\n'
    work = read({"a.csv": LONG + "S01,word,,a,\nS02,word,,b,\n", "b.jsonl": lines})
    said = messages(work, "error")

    assert codes(work) == ["S01", "S03"]
    assert any("a.csv:3: only the first 1 students and attempts were read" in one for one in said)
    assert any("b.jsonl:2: only the first 1 students" in one for one in said)


def test_other_sheets_of_a_workbook_are_named(read):
    """The one whose header is known is read."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Notes").write_row(0, 0, ["things", "to do"])
        answers = book.add_worksheet("Answers")
        answers.write_row(0, 0, ["student", "word", "share"])
        answers.write_row(1, 0, ["S01", "Rome"])
        answers.write_boolean(1, 2, True)
        book.add_worksheet("Empty")
    work = read({"a.xlsx": stream.getvalue()})

    assert responses(work, "S01") == {"word": "Rome", "share": "TRUE"}
    assert any("only the sheet 'Answers' was read, not 'Notes'" in one for one in messages(work))


def test_a_table_in_json_is_read_as_one(read):
    """Records of another system, with gaps where a key is missing."""
    records = [
        {"Timestamp": "x", "Email": "a@b.invalid", "Which capital?": "Rome"},
        {"Timestamp": "y", "Email": "c@d.invalid", "Which are articles?": "Article 5"},
        7,
    ]
    work = read({"a.json": json.dumps(records), "b.json": "[]", "c.json": "[1, 2]"})

    assert responses(work, "a@b.invalid") == {"word": "Rome"}
    assert responses(work, "c@d.invalid") == {"many": "five"}
    assert any("a.json:1: the JSON is no object" in one for one in messages(work))
    assert any("b.json: it is empty" in one for one in messages(work))
