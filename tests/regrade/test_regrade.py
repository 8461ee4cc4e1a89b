"""Regrading: whose mark changes, because of what, and nothing is lost on the way."""

from __future__ import annotations

import csv
import json
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.classwork import Answer, Classwork, Student
from teachkit.cli import main
from teachkit.errors import ProblemsError
from teachkit.gradebook import open_results
from teachkit.gradebook.kept import kept_answers, read_answers
from teachkit.gradebook.rules import RULE_VERSIONS
from teachkit.model import Date, Near, Policy
from teachkit.regrade import regrade
from teachkit.regrade.changes import item_changes

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
CLASS = (
    "student,name,one,word,gaps.door,gaps.who,line,share,say\n"
    "S01,Aya,washington,Washington,10,all members,first;second;third,50,All decide.\n"
    "S02,Ben,rome,DC,9,everyone,third;second;first,49,\n"
    "S03,,B,Rome,10,,second;first;third,x,No idea.\n"
    "S04,,,=1+1,ten,<b>all</b>,,50,\n"
)
DECISIONS = """format = 1
sheet = "grading"

[[decision]]
who = "KM"
item = "word"
form = "dc"
answer = "DC"
verdict = "accept"
"""


@pytest.fixture
def pack(tmp_path, monkeypatch, capsys):
    """A pack under git with a graded class, in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("exercises").mkdir()
    Path("exercises/grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("class.csv").write_text(CLASS, "utf-8")
    git("init", "-q", ".")
    commit("first")
    main(["grade", "grading", "class.csv", "--out", "out"])
    capsys.readouterr()
    return tmp_path


def git(*arguments):
    """Run git with a name of its own."""
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def commit(message):
    """Commit the sheet as it stands."""
    git("add", "exercises")
    git("commit", "-q", "-m", message)


def edit(*pairs):
    """Replace texts in the sheet."""
    path = Path("exercises/grading.toml")
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def changed(folder="out-regraded"):
    """Read regrade.csv by student and item."""
    with Path(folder, "regrade.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["student"], row["item"]): row for row in csv.DictReader(stream)}


def tree(folder):
    """Read all files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


@pytest.mark.usefixtures("pack")
def test_nothing_changed_gives_the_same_results(capsys):
    """Byte for byte, but for the report; the old folder stays as it was."""
    before = tree("out")
    assert main(["regrade", "out"]) == 0

    assert "no mark changes" in capsys.readouterr().out
    assert tree("out") == before
    new = tree("out-regraded")
    report = {"regrade.csv", "regrade.html", "run.json"}
    assert {name: data for name, data in new.items() if name not in report} == {
        name: data for name, data in before.items() if name != "run.json"
    }
    assert "No mark changes." in new["regrade.html"].decode()


@pytest.mark.usefixtures("pack")
def test_each_changed_mark_names_its_own_cause(capsys):
    """Several keys at once: each mark tells the one that changed it."""
    edit(
        ('accept = ["Washington"]', 'accept = ["Washington", "DC", "Tokyo"]'),
        ('answer = "50"', 'answer = "49"'),
        ('id = "gaps"\nkind = "cloze"\npoints = 2', 'id = "gaps"\nkind = "cloze"\npoints = 4'),
        ('date = "1952"', 'date = "1999"'),
        ('text = "The Washington Treaty"\ncorrect = true', 'text = "The Washington Treaty"'),
        (
            'text = "The Treaty of Rome; of 1957"',
            'text = "The Treaty of Rome; of 1957"\ncorrect = true',
        ),
    )
    assert main(["regrade", "out"]) == 0
    said = capsys.readouterr().out
    rows = changed()

    assert rows["S02", "word"]["because"] == "accept: + 'DC'"
    assert (rows["S02", "word"]["old_points"], rows["S02", "word"]["new_points"]) == ("", "1")
    assert rows["S01", "share"]["because"] == "answer: 50 -> 49"
    assert (rows["S01", "share"]["change"], rows["S02", "share"]["change"]) == ("-1", "1")
    assert rows["S01", "gaps"]["because"] == "points: 2 -> 4"
    assert rows["S01", "gaps"]["change"] == "2"
    assert rows["S01", "line"]["because"] == "event[first].date: '1952' -> '1999'"
    assert "option[rome].correct: no -> yes" in rows["S01", "one"]["because"]
    assert ("S01", "word") not in rows
    assert "share: answer: 50 -> 49\n  S01          1 -> 0" in said
    assert "S02          open -> 1      DC" in said


@pytest.mark.usefixtures("pack")
def test_nobody_has_to_lose():
    """With never-lower a mark that would fall stays, and says so; others still rise."""
    edit(('answer = "50"', 'answer = "49"'))
    assert main(["regrade", "out", "--never-lower", "--out", "new"]) == 0
    rows = changed("new")
    with Path("new/marks.csv").open(encoding="utf-8", newline="") as stream:
        marks = {(row["student"], row["item"]): row for row in csv.DictReader(stream)}

    assert rows["S01", "share"]["kept"] == "yes"
    assert marks["S01", "share"]["points"] == "1"
    assert "kept, since a regrade takes nothing away" in marks["S01", "share"]["reason"]
    assert marks["S02", "share"]["points"] == "1"
    again = open_results(Path("new"))
    made = regrade(again, again.sheet, Path("newer"), sheet_text="")
    assert ("S02", "share") not in {(one.student, one.item) for one in made.changes}


@pytest.mark.usefixtures("pack")
def test_decisions_are_a_cause_of_their_own():
    """Also one that is taken back."""
    Path("out/decisions.toml").write_text(DECISIONS, "utf-8")
    assert main(["regrade", "out"]) == 0
    assert changed()["S02", "word"]["because"] == "decision: decided by KM: accepted"
    taken_back = DECISIONS + DECISIONS.partition("\n\n")[2].replace("accept", "open")
    Path("out-regraded/decisions.toml").write_text(f"{taken_back}", "utf-8")
    assert main(["regrade", "out-regraded", "--out", "third"]) == 0
    row = changed("third")["S02", "word"]
    assert row["because"] == "decision: taken back: decided by KM: accepted"
    assert (row["old_points"], row["new_state"]) == ("1", "unsure")


@pytest.mark.usefixtures("pack")
def test_a_changed_rule_is_told_from_a_changed_key(monkeypatch):
    """Old results know the version they were made by."""
    path = Path("out/marks.jsonl")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for one in lines:
        if (one["student"], one["item"]) == ("S01", "share"):
            one |= {"state": "incorrect", "score": "0", "points": "0"}
    reseal(path, "".join(json.dumps(one) + "\n" for one in lines))
    assert main(["regrade", "out"]) == 0
    row = changed()["S01", "share"]
    assert row["because"] == "rule number/within-tolerance: it marks this answer another way now"
    monkeypatch.setitem(RULE_VERSIONS, "number/within-tolerance", 4)
    assert main(["regrade", "out"]) == 0
    assert changed()["S01", "share"]["because"] == "rule number/within-tolerance: version 3 -> 4"


def reseal(path, text):
    """Change a kept file and its hash in the record."""
    from hashlib import sha256

    path.write_text(text, "utf-8")
    record = json.loads(Path("out/run.json").read_text("utf-8"))
    record["outputs"][path.name] = sha256(path.read_bytes()).hexdigest()
    Path("out/run.json").write_text(json.dumps(record), "utf-8")


@pytest.mark.usefixtures("pack")
def test_a_commit_or_another_pack_may_be_the_measure(capsys):
    """The sheet comes out of git without a checkout."""
    edit(('answer = "50"', 'answer = "49"'))
    commit("second")
    main(["grade", "grading", "class.csv", "--out", "now"])
    capsys.readouterr()
    assert main(["regrade", "now", "--against", "HEAD~1"]) == 0
    assert "at commit " in capsys.readouterr().out
    assert changed("now-regraded")["S01", "share"]["because"] == "answer: 49 -> 50"
    Path("other").mkdir()
    Path("other/grading.toml").write_bytes(FIXTURE.read_bytes())
    for place in ("other", "other/grading.toml"):
        assert main(["regrade", "now", "--against", place, "--out", "new"]) == 0
        assert changed("new") == changed("now-regraded")


@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize(
    ("against", "words"),
    [
        ("nowhere", "nowhere: there is no such folder or commit"),
        ("--output=x", "there is no such folder or commit"),
        ("HEAD", "the commit holds no sheet grading"),
        ("other.toml", "this is the sheet 'elsewhere'"),
    ],
)
def test_what_is_no_measure_is_named(capsys, against, words):
    """Also words that git could take for options."""
    if against == "HEAD":
        git("rm", "-q", "--cached", "exercises/grading.toml")
        git("commit", "-q", "-m", "gone", "--allow-empty")
    Path("other.toml").write_text(
        FIXTURE.read_text("utf-8").replace('id = "grading"', 'id = "elsewhere"', 1), "utf-8"
    )
    assert main(["regrade", "out", f"--against={against}"]) == 1
    assert words in capsys.readouterr().err
    assert not Path("out-regraded").exists()


@pytest.mark.usefixtures("pack")
def test_a_commit_with_a_broken_sheet_is_named(capsys):
    """With its problems."""
    good = Path("exercises/grading.toml").read_bytes()
    Path("exercises/grading.toml").write_text("format = 1\n[[item]]\n", "utf-8")
    commit("broken")
    Path("exercises/grading.toml").write_bytes(good)
    assert main(["regrade", "out", "--against", "HEAD"]) == 1
    assert "HEAD:grading.toml" in capsys.readouterr().err


@pytest.mark.usefixtures("pack")
def test_without_git_a_commit_is_no_measure(monkeypatch, capsys):
    """A clear sentence, no traceback."""
    monkeypatch.setenv("PATH", "")
    assert main(["regrade", "out", "--against", "HEAD"]) == 1
    assert "HEAD: there is no such folder or commit" in capsys.readouterr().err


@pytest.mark.usefixtures("pack")
def test_items_that_came_or_went_are_named():
    """A new item is missing for all; the points of one that went are lost."""
    text = Path("exercises/grading.toml").read_text("utf-8")
    edit(('id = "share"', 'id = "portion"'))
    assert main(["regrade", "out"]) == 0
    rows = changed()
    assert rows["S01", "share"]["because"] == "the item is no longer on the sheet"
    assert rows["S01", "share"]["new_points"] == ""
    assert ("S01", "portion") not in rows
    before = load_sheet(FIXTURE)
    assert item_changes(None, before.items[0]) == ["the item is new on the sheet"]
    assert item_changes(before.items[0], before.items[1]) == ["kind: choice -> multi"]
    assert text != Path("exercises/grading.toml").read_text("utf-8")


@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize("out", ["out", "out/inside", "./out/../out"])
def test_old_results_are_never_overwritten(capsys, out):
    """Nor is anything put into them."""
    before = tree("out")
    assert main(["regrade", "out", "--out", out]) == 1
    assert "the old results stay as they are" in capsys.readouterr().err
    assert tree("out") == before


@pytest.mark.usefixtures("pack")
def test_the_same_input_gives_the_same_bytes():
    """Twice the same."""
    edit(('answer = "50"', 'answer = "49"'))
    main(["regrade", "out", "--out", "one"])
    main(["regrade", "out", "--out", "two"])
    assert tree("one") == tree("two")


@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("responses.jsonl", "edited", "responses.jsonl: was changed since the class was graded"),
        ("sheet.toml", "format = 1", "sheet.toml: was changed since"),
        ("responses.jsonl", None, "responses.jsonl: cannot be read"),
        ("run.json", "{}", "this is no folder of results"),
        ("run.json", '{"format": "teachkit-run/1"}', "it lacks the list of what was written"),
        ("run.json", '{"format": "teachkit-run/1", "outputs": {}}', "the results hold no resp"),
        ("run.json", None, "this is no folder of results"),
    ],
)
def test_results_that_were_tampered_with_are_refused(capsys, name, text, words):
    """Nothing is marked by answers that nobody gave."""
    if text is None:
        Path("out", name).unlink()
    else:
        Path("out", name).write_text(text, "utf-8")
    assert main(["regrade", "out"]) == 1
    assert words in capsys.readouterr().err
    assert main(["regrade", "nowhere"]) == 1
    assert "there is no such folder of results" in capsys.readouterr().err


@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("responses.jsonl", "{}\n"),
        ("responses.jsonl", '{"format": "teachkit-responses/1"}\n{"is": "student", "odd": 1}\n'),
        ("responses.jsonl", '{"format": "teachkit-responses/1"}\n{"is": "odd"}\n'),
        ("marks.jsonl", '{"score": null, "points": null, "odd": 1}\n'),
        ("marks.jsonl", "[" * 100_000),
    ],
)
def test_kept_files_of_another_form_are_refused(name, text):
    """Such as those of a later version."""
    reseal(Path("out", name), text)
    with pytest.raises(ProblemsError, match="the kept answers or marks can't be read"):
        open_results(Path("out"))


@pytest.mark.usefixtures("pack")
def test_answers_are_kept_as_they_were_given():
    """With student, attempt, file, hash and row."""
    lines = [json.loads(one) for one in Path("out/responses.jsonl").read_text("utf-8").splitlines()]
    (one,) = [one for one in lines if (one.get("student"), one.get("item")) == ("S04", "word")]

    assert one["response"] == "=1+1"
    assert (one["file"], one["row"], one["attempt"]) == ("class.csv", 5, 1)
    assert len(one["sha256"]) == 64
    assert Path("out/sheet.toml").read_bytes() == FIXTURE.read_bytes()
    assert Path("out").stat().st_mode & 0o077 == 0


def test_half_a_character_is_kept():
    """As a broken program wrote it."""
    work = Classwork(
        answers=(Answer("S01", "word", "half \ud800"),), students=(Student("S01"),), files=()
    )

    assert read_answers(kept_answers(work)) == work


def test_changes_of_every_shape_are_told():
    """Policies, lists in another order, what was none."""
    sheet = load_sheet(FIXTURE)
    word, line, share = (sheet.item(name) for name in ("word", "line", "share"))
    assert item_changes(word, replace(word, policy=Policy.NORMAL)) == ["policy: strict -> normal"]
    assert item_changes(line, replace(line, events=line.events[::-1])) == ["event: another order"]
    near = (Near(within=Fraction(1), credit=Fraction(1, 2)),)
    assert item_changes(share, replace(share, near=near)) == ["near: + '1'"]
    day = Date(id="d", prompt="?", answer="1949-04-04")
    assert item_changes(day, replace(day, day_first=True)) == ["day-first: none -> yes"]
    assert item_changes(word, replace(word, rejects=()))[0] == "reject: - 'Rome'"
    assert item_changes(word, replace(word, accept=("x" * 200,)))[1].endswith("x…'")


@pytest.mark.usefixtures("pack")
def test_another_attempt_may_count():
    """With the best of several, a new key may choose another."""
    Path("two.csv").write_text("student,attempt,share,word\nS01,1,50,x\nS01,2,49,Rome\n", "utf-8")
    main(["grade", "grading", "two.csv", "--out", "two", "--attempt", "best"])
    edit(('answer = "50"', 'answer = "49"'))
    assert main(["regrade", "two"]) == 0
    rows = changed("two-regraded")
    assert rows["S01", "word"]["because"] == "attempt 2 counts instead of 1"


@pytest.mark.usefixtures("pack")
def test_never_lower_keeps_the_credit_and_not_more_than_an_item_is_worth():
    """Whoever had half of 4 points has half of 2."""
    edit(
        ('id = "many"\nkind = "multi"\npoints = 3', 'id = "many"\nkind = "multi"\npoints = 1'),
        ('id = "gaps"\nkind = "cloze"\npoints = 2', 'id = "gaps"\nkind = "cloze"\npoints = 1'),
        ('answer = "10"', 'answer = "11"'),
    )
    assert main(["regrade", "out", "--never-lower"]) == 0
    with Path("out-regraded/marks.csv").open(encoding="utf-8", newline="") as stream:
        marks = {(row["student"], row["item"]): row for row in csv.DictReader(stream)}

    assert (marks["S01", "gaps"]["score"], marks["S01", "gaps"]["points"]) == ("1", "1")
    assert changed()["S01", "gaps"]["kept"] == "yes"
