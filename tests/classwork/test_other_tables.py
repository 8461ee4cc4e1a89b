"""Long tables, workbooks, JSON Lines and older encodings."""

from __future__ import annotations

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
    said = _said(read({"a.csv": LONG + rows, "b.csv": cells}))

    assert any("a.csv:2: warning: 'wrod': no such item" in one for one in said)
    assert any("'gaps.dor': no such part of the item: not read (did you mean 'door'?)" in one
               for one in said)  # fmt: skip
    assert any("b.csv:2: warning: gaps.'dor': no such part of the item: not marked" in one
               for one in said)  # fmt: skip


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
