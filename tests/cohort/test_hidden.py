"""Pseudonyms in the place of students in a large run: as a class has them, and no trace else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from boards import ENGINES, ROSTER, agree, answers, here
from cohorts import cohort, record, same

from teachkit.cli import main
from teachkit.cohort import Asked
from teachkit.errors import ProblemsError
from teachkit.gradebook.decisions import Decision
from teachkit.gradebook.decisions_file import render
from teachkit.gradebook.key_file import read_key

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
pytestmark = pytest.mark.usefixtures("small_blocks")


def _bytes(folder):
    return b"".join(
        path.name.encode() + path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    )


def test_a_board_without_names(engines):
    """The same pseudonyms as a class with the same key file, in the same order of lines."""
    text = answers(60, resits=True).replace(",N00", ",Nadja-00") + "0099,Zoe-0099,A,1,soon\n"
    roster = ROSTER.replace("Name ", "Nathan-") + '"A, b",Olga-1,,,,\n=7,Olga-2,,,,\n'
    asked = {"roster": "roster.csv", "attempt": "best", "anonymous": "key.json"}
    said = engines({"class-a.csv": text}, {"roster.csv": roster}, **asked)

    agree(said, names=("gradebook.csv",))
    assert same(*ENGINES, "class", names=("gradebook.csv",))
    people = read_key(Path("key.json")).people
    assert {"0000", "A, b", "=7"} <= {one.code for one in people.values()}
    assert {"Nathan-1", "Olga-2"} <= {one.name for one in people.values()}
    for engine in ENGINES:
        written = _bytes(engine)
        for trace in (b"Nadja", b"Nathan", b"Olga", b"0031", b"class-a", b"0099"):
            assert trace not in written
        assert record(engine)["anonymous"] is True
    assert Path("rows/unread.csv").read_text("utf-8").splitlines()[1] == (
        ",,,the program could not read it"
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_plain_cohort_without_names(run, monkeypatch, engine):
    """Sorted by pseudonym; a second run with the key gives each the same one."""
    monkeypatch.setattr("teachkit.cohort.grading.cluster_executor", here)
    monkeypatch.setattr("teachkit.cohort.cluster.PART_BYTES", 2_000)
    asked = Asked(anonymous="key.json")
    run({"a.csv": cohort(200)}, "rows", out="named")
    run({"a.csv": cohort(200)}, engine, asked=asked)
    first = Path(engine, "gradebook.csv").read_bytes()
    run({"a.csv": cohort(200)}, engine, asked=asked)

    assert Path(engine, "gradebook.csv").read_bytes() == first
    head, *lines = first.splitlines()
    assert lines == sorted(lines)
    people = read_key(Path("key.json")).people
    back = [people[one.split(b",")[0].decode()].code.encode() + one[one.index(b","):]
            for one in lines]  # fmt: skip
    assert [head, *sorted(back)] == Path("named/gradebook.csv").read_bytes().splitlines()


def test_names_come_back_with_the_key(run, capsys):
    """An export with names, and a student taken out of results and key."""
    shutil.copy(FIXTURE, "grading.toml")
    text = answers(30).replace(",N00", ",Nadja-00")
    run({"a.csv": text}, "arrow", source="grading.toml", asked=Asked(anonymous="key.json"))

    assert main(["export", "arrow", "--to", "csv", "--key", "key.json", "--out", "a.csv"]) == 0
    assert "0011,Nadja-0011," in Path("a.csv").read_text("utf-8")
    assert main(["erase", "arrow", "0011", "--key", "key.json"]) == 0
    assert "0011" not in Path("key.json").read_text("utf-8")
    capsys.readouterr()
    Path("key.json").write_text(
        Path("key.json").read_text("utf-8").replace('"P', '"Q'), encoding="utf-8"
    )
    assert main(["export", "arrow", "--to", "csv", "--key", "key.json", "--out", "a.csv"]) == 1
    assert "does not know P" in capsys.readouterr().err


def test_what_does_not_go_with_pseudonyms(run):
    """A key in the results, results with names there, decisions on one student, parts."""
    text = {"a.csv": cohort(20)}
    run(text, "rows", out="named")
    alone = Decision(
        who="A", when="2026-01-01", item="say", verdict="accept", student="0004", response=""
    )
    Path("decided.toml").write_text(f'format = 1\nsheet = "grading"\n\n{render(alone)}', "utf-8")
    for out, key, said, more in (
        ("new", "new/key.json", "the key lies in the results", {}),
        ("named", "key.json", "the results there are with names", {}),
        ("new", "key.json", "name", {"decisions": ["decided.toml"]}),
        ("new", "key.json", "--parts", {"parts": "csv"}),
        ("new", "a.csv", "this is no key file", {}),
    ):
        with pytest.raises(ProblemsError, match=said):
            run(text, "cluster", out=out, asked=Asked(anonymous=key), **more)
    assert not Path("new").exists()
