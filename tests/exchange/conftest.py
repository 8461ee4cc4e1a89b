"""Results of a small class, and a shorthand for exporting them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from classes import HEADER

from teachkit.cli import main
from teachkit.gradebook.folder import EXPORTS

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
MARKED = (
    f"{HEADER}\n"
    "S01,washington,five;ten;six,Washington,10,all members,1982,2023,first;second;third,"
    "contradicted,not-stated,50,\n"
    "S02,rome,five;forty,Rome,9,all members,2023,1999,third;second;first,supported,supported,7,\n"
    "\"=cmd|' /C calc'!A0\",rome,,,,,,,,,,,\n"
    "S05,washington,five;ten;six,Washington,10,all members,1982,2023,first;second;third,"
    "contradicted,not-stated,50,Long answer.\n"
)
"""Three with a final total, one of them named like a formula; one with an essay to be read."""

ROSTER = (
    "student,name,group,status,idnumber,username,E-mail,SIS User ID,last name,first name\n"
    "S01,Ann Smith,A,,1001,asmith,ann@school.example,u1,Smith,Ann\n"
    'S02,"Sato, Yui",B,,1002,ysato,yui@school.example,u2,,\n'
    "S05,Ben Late,A,,1005,blate,ben@school.example,u5,Late,Ben\n"
    "S08,Eva Gone,A,,1008,egone,eva@school.example,u8,Gone,Eva\n"
    "S09,Max Free,B,excused,1009,mfree,max@school.example,u9,Free,Max\n"
)


@pytest.fixture
def results(tmp_path, monkeypatch, capsys):
    """Grade the class into ``out``."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("class.csv").write_text(MARKED, "utf-8")
    Path("roster.csv").write_text(ROSTER, "utf-8")
    main(["grade", "grading", "class.csv", "--roster", "roster.csv", "--out", "out"])
    capsys.readouterr()
    return Path("out")


@pytest.fixture
def export(results, capsys):
    """Export ``out`` and return the rows, what was said, and what was wrong."""

    def run(target, *options, status=0, delimiter=",", encoding="utf-8", file=None):
        assert main(["export", str(results), "--to", target, *options]) == status
        said = capsys.readouterr()
        path = results / EXPORTS[target] if file is None else Path(file)
        readable = path.exists() and path.suffix == ".csv"
        text = path.read_bytes().decode(encoding) if readable else ""
        return list(csv.reader(io.StringIO(text), delimiter=delimiter)), said.out, said.err

    return run
