"""Results with pseudonyms: nothing in them leads back without the key file."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from decision_files import HEAD as DECISIONS
from decision_files import entry

from teachkit.cli import main
from teachkit.display import sheet_build
from teachkit.errors import ProblemsError
from teachkit.gradebook.key_file import read_key

pytestmark = pytest.mark.usefixtures("place")

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
PEOPLE = {"zwerg-anna": "Anna Zwerg", "ueda-ken": "Ken Ueda", "mill-jo": "Jo Mill"}
CLASS = (
    "student,name,time,one,word,say\n"
    "zwerg-anna,Anna Zwerg,2026-03-04 08:01,washington,DC,All decide.\n"
    "ueda-ken,Ken Ueda,2026-03-04 08:02,rome,Rom,No idea.\n"
    "broken-row,Ada\n"
)
ROSTER = "student,name,group\nzwerg-anna,Anna Zwerg,7b\nueda-ken,Ken Ueda,7b\nmill-jo,Jo Mill,7b\n"


@pytest.fixture
def place(tmp_path, monkeypatch, sheet):
    """A folder with a sheet, a table, one student's own file, and a roster."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("work").mkdir()
    Path("work/class.csv").write_text(CLASS, "utf-8")
    own = {
        "format": "teachkit-answers/1",
        "sheet": "grading",
        "build": sheet_build(sheet),
        "student": "mill-jo",
        "answers": {"one": "rome", "word": "Washington"},
    }
    Path("work/mill-jo.json").write_text(json.dumps(own), "utf-8")
    Path("roster.csv").write_text(ROSTER, "utf-8")
    Path("safe").mkdir()
    return tmp_path


def _grade(*options, out="out"):
    return main(
        ["grade", "grading", "work", "--roster", "roster.csv", "--out", out,
         "--anonymous", "safe/class.key", *options]
    )  # fmt: skip


def _bytes(folder="out"):
    found = {path.as_posix(): path.read_bytes() for path in Path(folder).rglob("*.*")}
    assert len(found) > 8
    return found


def test_nothing_in_the_results_leads_back():
    """No code, no name, no name of a file, no line, no time, no hash that could be tried out."""
    assert _grade() == 1  # the broken row is named on the terminal
    main(["review", "out"])
    words = {
        word.casefold()
        for code, name in [*PEOPLE.items(), ("broken-row", "Ada")]
        for word in [code, *name.split()]
    } - {"jo"}
    words |= {"class.csv", "mill-jo.json", "08:01", "jo mill"}
    words |= {sha256(path.read_bytes()).hexdigest() for path in Path("work").iterdir()}
    words |= {sha256(code.encode()).hexdigest()[:8] for code in PEOPLE}

    for name, data in _bytes().items():
        text = f"{name}\n{data.decode('utf-8')}".casefold()
        assert not [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    for line in Path("out/responses.jsonl").read_text("utf-8").splitlines()[1:]:
        assert not json.loads(line).get("row")


def test_the_order_says_nothing():
    """A class list is sorted; students stand in the order of their pseudonyms."""
    _grade()
    lines = Path("out/responses.jsonl").read_text("utf-8").splitlines()
    codes = [one["code"] for one in map(json.loads, lines) if one.get("is") == "student"]

    assert codes == sorted(codes)
    assert len(codes) == 3
    assert all(re.fullmatch(r"P[0-9B-Z]{7}", code) for code in codes)


def test_the_key_file_is_apart_and_private(capsys):
    """For its owner only; it knows everybody; it may not lie in the results."""
    _grade()
    key = Path("safe/class.key")
    people = read_key(key).people

    assert key.stat().st_mode & 0o077 == 0
    assert {one.code: one.name for one in people.values()} == PEOPLE
    capsys.readouterr()
    assert _grade("--anonymous", "out/class.key") == 1
    assert "the key lies in the results it leads back from" in capsys.readouterr().err


def test_the_same_key_gives_the_same_pseudonyms():
    """Byte for byte, and also when a student comes in; another key gives others."""
    _grade()
    first = _bytes()
    before = set(read_key(Path("safe/class.key")).people)
    _grade()
    assert _bytes() == first

    with Path("roster.csv").open("a", encoding="utf-8") as stream:
        stream.write("new-one,Nora New,7b\n")
    _grade(out="later")
    assert before < set(read_key(Path("safe/class.key")).people)
    _grade("--anonymous", "safe/other.key", out="other")
    assert not before & set(read_key(Path("safe/other.key")).people)


def test_what_is_no_key_file_is_never_written_over(capsys):
    """A teacher who mistypes the name loses nothing."""
    for text in ("my thesis", "{}", '{"format": "teachkit-key/1", "secret": "00", "students": {}}'):
        Path("safe/class.key").write_text(text, "utf-8")
        assert _grade() == 1
        assert "this is no key file" in capsys.readouterr().err
        assert Path("safe/class.key").read_text("utf-8") == text
        assert not Path("out").exists()


def test_names_and_pseudonyms_do_not_meet_in_one_folder(capsys):
    """Edited tables and decisions of the one would go on into the other."""
    main(["grade", "grading", "work", "--roster", "roster.csv", "--out", "named"])
    assert _grade(out="named") == 1
    assert "the results there are with names (name a new folder)" in capsys.readouterr().err
    _grade()
    main(["grade", "grading", "work", "--roster", "roster.csv", "--out", "out"])
    assert "the results there are with pseudonyms" in capsys.readouterr().err


def test_decisions_that_name_students_are_refused(capsys):
    """They would be kept in the results."""
    text = DECISIONS + entry(item="say", student="ueda-ken", verdict="accept")
    Path("decisions.toml").write_text(text, "utf-8")

    assert _grade("--decisions", "decisions.toml") == 1
    assert "the decisions name students: ueda-ken" in capsys.readouterr().err


def test_an_answer_with_the_students_own_name_is_told(capsys):
    """It is not changed, since no program knows what else it gives away."""
    Path("work/class.csv").write_text(CLASS.replace("All decide.", "I am Anna."), "utf-8")
    _grade()
    err = capsys.readouterr().err

    assert "say: the answer holds a word of the student's own name or code; it stays" in err
    assert "I am Anna." in Path("out/responses.jsonl").read_text("utf-8")


def test_a_regrade_stays_without_names():
    """And knows that it is."""
    _grade()
    assert main(["regrade", "out"]) == 0

    assert json.loads(Path("out-regraded/run.json").read_text("utf-8"))["anonymous"] is True
    assert not any(
        code.encode() in data for code in PEOPLE for data in _bytes("out-regraded").values()
    )


def test_late_work_needs_its_times():
    """They are kept where the sheet says what becomes of late work, and only there."""
    _grade("--due", "2026-03-04 08:01")

    assert "2026-03-04 08:02" in Path("out/gradebook.csv").read_text("utf-8")


def test_names_come_back_for_an_export(capsys):
    """With the key file, to another place than the results."""
    _grade()
    assert main(["export", "out", "--to", "csv", "--key", "safe/class.key"]) == 1
    assert "names must not stand among pseudonyms" in capsys.readouterr().err
    assert main(["export", "out", "--to", "csv", "--key", "safe/class.key",
                 "--out", "safe/grades.csv"]) == 0  # fmt: skip
    rows = Path("safe/grades.csv").read_text("utf-8").splitlines()

    assert sorted(",".join(row.split(",")[:3]) for row in rows[1:]) == [
        "mill-jo,Jo Mill,7b",
        "ueda-ken,Ken Ueda,7b",
        "zwerg-anna,Anna Zwerg,7b",
    ]
    assert Path("safe/grades.csv").stat().st_mode & 0o077 == 0


def test_a_wrong_key_brings_no_names_back(capsys):
    """Neither another class's, nor any for results with names."""
    _grade()
    _grade("--anonymous", "safe/other.key", out="other")
    to = ["--to", "csv", "--out", "safe/x.csv", "--key"]

    assert main(["export", "out", *to, "safe/other.key"]) == 1
    assert "the key file does not know P" in capsys.readouterr().err
    assert main(["export", "out", *to, "safe/none.key"]) == 1
    assert not Path("safe/x.csv").exists()


def test_from_python(sheet):
    """The same by the function."""
    from teachkit.gradebook import grade_class

    graded = grade_class(sheet, ["work"], "out", anonymous="safe/class.key")
    assert all(one.student.code.startswith("P") for one in graded.results)
    with pytest.raises(ProblemsError, match="with pseudonyms"):
        grade_class(sheet, ["work"], "out")
