"""After the page: merging, double marking, and the way back to the bank."""

from __future__ import annotations

import difflib
import json
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.lint import check
from teachkit.review.agreement import kappa

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
HEAD = 'format = 1\nsheet = "grading"\n'


def entry(**keys):
    """Write a decision of KM unless told otherwise."""
    given = {"who": "KM", "item": "word", **keys}
    return "\n[[decision]]\n" + "".join(f"{name} = {value!r}\n" for name, value in given.items())


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command in a folder with a graded class; return status, output and errors."""
    monkeypatch.chdir(tmp_path)
    Path("exercises").mkdir()
    Path("exercises/grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("class.csv").write_text(
        "student,word,gaps.door,gaps.who,say\nS01,DC,10,everyone,All.\nS02,Boston,10,each,No.\n",
        "utf-8",
    )

    def command(*arguments):
        status = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    command("grade", "grading", "class.csv", "--out", "out")
    return command


def put(name, *entries):
    """Write a file of decisions."""
    Path(name).write_text(HEAD + "".join(entries), "utf-8")


def test_two_markers_are_merged_and_conflicts_named(run):
    """What they agree on stands once for each; where they differ, it stays open."""
    put("one.toml", entry(form="dc", verdict="accept"), entry(form="boston", verdict="reject"))
    put("two.toml", entry(who="AB", form="dc", verdict="accept"),
        entry(who="AB", form="boston", verdict="accept"))  # fmt: skip
    status, out, err = run("review", "out", "--merge", "one.toml", "two.toml")

    assert status == 0
    assert "4 decisions added, 4 in all; grade again" in out
    assert "word 'boston': KM says rejected, AB says accepted: left open" in err
    assert run("review", "out", "--merge", "one.toml")[1].startswith("0 decisions added, 4 in all")
    assert run("review", "out", "--merge", "nowhere.toml")[0] == 1
    assert Path("out/decisions.toml").stat().st_mode & 0o077 == 0


def test_a_sample_for_a_second_marker_shows_no_decision(run):
    """All that ever needed a person is drawn from."""
    put("out/decisions.toml", entry(form="dc", verdict="accept", reason="'capital'"))
    run("grade", "grading", "class.csv", "--out", "out")
    status, out, _ = run("review", "out", "--sample", "4")
    page = Path("out/review-sample.html").read_text("utf-8")

    assert status == 0
    assert "4 decisions for 4 answers" in out
    assert "capital'" not in page.split('id="data">')[1]
    assert run("review", "out", "--sample", "-1")[0] == 2
    run("grade", "grading", "class.csv", "--out", "out")
    assert not Path("out/review-sample.html").exists()


def test_agreement_is_printed_with_n_and_interval(run):
    """Per item and overall; only what both decided."""
    half = entry(item="gaps", part="who", form="each", verdict="credit", credit="1/2")
    put("one.toml", entry(form="dc", verdict="accept"), entry(form="boston", verdict="reject"),
        entry(form="x", verdict="accept"), half)  # fmt: skip
    put("two.toml", entry(form="dc", verdict="accept"), entry(form="boston", verdict="accept"),
        entry(form="x", verdict="open"), half)  # fmt: skip
    status, out, _ = run("review", "out", "--agreement", "one.toml", "two.toml")
    lines = out.splitlines()

    assert status == 0
    assert lines[1].split()[:4] == ["word", "2", "1", "0.00"]
    assert "not defined: all the same verdict" in lines[2]
    assert lines[3].split()[:3] == ["all", "3", "2"]
    assert "(weighted)" in lines[3]
    put("none.toml")
    assert (
        "no answer decided by both"
        in run("review", "out", "--agreement", "one.toml", "none.toml")[1]
    )


def test_levels_count_as_credit(run):
    """The rubric's sum, so that near levels disagree little."""
    for name, points in (("one.toml", "4"), ("two.toml", "0")):
        text = (
            entry(item="say", student="S01", verdict="levels")
            + f'levels = {{ claim = "{points}" }}\n'
        )
        put(name, text)
    assert run("review", "out", "--agreement", "one.toml", "two.toml")[1].splitlines()[1].split()[
        :3
    ] == ["say", "1", "0"]


def test_kappa_is_that_of_the_textbook():
    """Cohen 1960 by hand: 50 answers, 0.70 observed, 0.50 by chance."""
    one, zero = Fraction(1), Fraction(0)
    pairs = [(one, one)] * 20 + [(one, zero)] * 5 + [(zero, one)] * 10 + [(zero, zero)] * 15
    found = kappa("x", pairs)

    assert found.kappa == pytest.approx(0.4)
    assert (found.n, found.same, found.weighted) == (50, 35, False)
    assert found.low < 0.4 < found.high
    full = kappa("x", [(one, one), (zero, zero)] * 3)
    assert (full.kappa, full.high) == (1, 1)
    assert full.low < 0.5


def test_weights_count_how_far_credits_lie_apart():
    """Half a point off is half a disagreement."""
    values = [Fraction(0), Fraction(1, 2), Fraction(1)]
    near = kappa("x", [(a, a) for a in values] + [(values[1], values[2])])
    far = kappa("x", [(a, a) for a in values] + [(values[0], values[2])])

    assert near.weighted
    assert near.kappa > far.kappa


def changed_lines():
    """Return what was added to and taken out of the sheet."""
    old = FIXTURE.read_text("utf-8").splitlines()
    new = Path("exercises/grading.toml").read_text("utf-8").splitlines()
    found = [one for one in difflib.ndiff(old, new) if one[0] in "+-"]
    return [one for one in found if one[2:].strip()]


def test_decisions_reach_the_bank_as_a_small_diff(run):
    """Comments and layout stay; what has no place is named; a second time adds nothing."""
    put("out/decisions.toml",
        entry(form="dc", answer="DC", verdict="accept"),
        entry(form="boston", answer="Boston", verdict="reject", reason="A port."),
        entry(item="gaps", part="who", form="everyone", answer="everyone", verdict="accept"),
        entry(item="gaps", part="who", form="each", answer="each", verdict="reject"),
        entry(item="gaps", part="door", form="ten", answer="ten", verdict="accept"),
        entry(form="x", answer="x", verdict="credit", credit="1/2"),
        entry(item="share", form="half", answer="half", verdict="accept"))  # fmt: skip
    status, out, err = run("review", "out", "--save-to-bank")

    assert status == 0, err
    assert out == "exercises/grading.toml: 2 accepted and 1 rejected answers added\n"
    assert changed_lines() == [
        '- accept = ["Washington"]',
        '+ accept = ["Washington", "DC"]',
        "+ [[item.reject]]",
        '+ text = "Boston"',
        '+ why = "A port."',
        '- accept = ["all members"]',
        '+ accept = ["all members", "everyone"]',
    ]
    assert "gaps.who: 'each': cloze items keep no list of rejected answers: not saved" in err
    assert "gaps.door: 'ten': the gap has no list of accepted answers" in err
    assert "word: 'x' is no plain right or wrong" in err
    assert "share: 'half': number items keep no list of accepted answers" in err
    assert load_sheet(Path("exercises/grading.toml")).item("word").accept == ("Washington", "DC")
    again = run("review", "out", "--save-to-bank")
    assert "the sheet has changed since the class was graded (regrade the results first" in again[2]
    run("grade", "grading", "class.csv", "--out", "out")
    assert "0 accepted and 0 rejected" in run("review", "out", "--save-to-bank")[1]


def test_grading_may_save_at_once(run):
    """With the page's file in one step."""
    put("new.toml", entry(form="dc", answer="DC", verdict="accept"))
    _, out, _ = run(
        "grade", "grading", "class.csv", "--out", "out", "--decisions", "new.toml", "--save-to-bank"
    )
    assert "1 accepted and 0 rejected answers added" in out


def test_lists_over_several_lines_and_windows_files_keep_their_form(run):
    """One more line in the same indent; the same line ends and byte order mark."""
    text = FIXTURE.read_text("utf-8").replace(
        'accept = ["Washington"]', 'accept = [  # the city\n    "Washington",\n]'
    )
    text = text.replace('[[item.reject]]\ntext = "Rome"\nwhy = "That is another treaty."\n', "")
    path = Path("exercises/grading.toml")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    run("grade", "grading", "class.csv", "--out", "out")
    put("out/decisions.toml", entry(form="dc", answer="DC", verdict="accept"),
        entry(form="boston", answer='B"o', verdict="reject"))  # fmt: skip
    status, _, err = run("review", "out", "--save-to-bank")
    raw = path.read_bytes()

    assert status == 0, err
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    new = raw.decode("utf-8-sig").replace("\r\n", "\n")
    assert 'accept = [  # the city\n    "Washington",\n    "DC",\n]' in new
    word = next(one for one in tomllib.loads(new)["item"] if one["id"] == "word")
    assert word["reject"] == [{"text": 'B"o'}]
    assert [
        one for one in difflib.ndiff(text.splitlines(), new.splitlines()) if one[0] == "-"
    ] == []


def test_a_sheet_that_would_be_wrong_is_not_written(run):
    """Accepted by one decision, rejected by the key."""
    before = Path("exercises/grading.toml").read_bytes()
    put("out/decisions.toml", entry(form="rome", answer="Rome", verdict="accept"))
    status, _, err = run("review", "out", "--save-to-bank")

    assert status == 1
    assert "with these decisions the sheet would be wrong" in err
    assert Path("exercises/grading.toml").read_bytes() == before
    assert [one.name for one in Path("exercises").iterdir()] == ["grading.toml"]
    assert not [one for one in check(Path("exercises/grading.toml")) if one.code == "syntax"]


def test_without_tomlkit_nothing_is_written(run, monkeypatch):
    """How to install it is said."""
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    put("out/decisions.toml", entry(form="dc", answer="DC", verdict="accept"))
    status, _, err = run("review", "out", "--save-to-bank")
    assert status == 1
    assert "tomlkit is not installed (pip install 'teachkit[review]')" in err


def test_one_name_that_says_two_things_is_named(run):
    """Two people with the same initials; a decision taken back in one file is no such thing."""
    put("one.toml", entry(form="dc", verdict="accept"), entry(form="boston", verdict="reject"))
    put("two.toml", entry(form="dc", verdict="reject"), entry(form="boston", verdict="reject"),
        entry(form="boston", verdict="open"))  # fmt: skip
    status, out, err = run("review", "out", "--merge", "one.toml", "two.toml")

    assert status == 0
    assert "4 decisions added" in out
    assert err.count("KM said something else before (the later file counts") == 1
    assert "word 'dc'" in err


@pytest.mark.parametrize("who", ["K\u202eM", "K\u200bM", "a: b", "  ", "K\nM", "x" * 61])
def test_a_name_is_what_one_sees(run, who):
    """No hidden sign makes two people of one, or turns a line on the screen round."""
    text = json.dumps(who)
    Path("one.toml").write_text(
        f'{HEAD}\n[[decision]]\nwho = {text}\nitem = "word"\nform = "dc"\nverdict = "accept"\n',
        "utf-8",
    )
    assert run("review", "out", "--merge", "one.toml")[0] == 1
    assert not Path("out/decisions.toml").exists()


def test_spaces_around_a_name_make_no_second_person(run):
    """As typed by hand."""
    put("one.toml", entry(form="dc", verdict="accept"))
    put("two.toml", entry(who="KM ", form="dc", verdict="accept"))
    put("wide.toml", entry(who="田中\u3000太郎", form="dc", verdict="accept"))
    assert run("review", "out", "--merge", "wide.toml")[0] == 0
    assert "1 decision added" in run("review", "out", "--merge", "one.toml", "two.toml")[1]


def test_a_file_that_was_cut_off_anywhere_is_whole_decisions_or_refused(run):
    """Half a decision is never taken for one."""
    whole = HEAD + entry(form="dc", answer="DC", verdict="accept") + entry(
        form="boston", answer="Boston", verdict="reject")  # fmt: skip
    verdicts = set()
    for end in range(0, len(whole), 3):
        Path("cut.toml").write_text(whole[:end], "utf-8")
        if run("review", "out", "--merge", "cut.toml")[0] == 0 and "accept" in whole[:end]:
            text = Path("out/decisions.toml").read_text("utf-8")
            decided = tomllib.loads(text)["decision"]
            verdicts |= {(one["form"], one["verdict"]) for one in decided}
    assert verdicts <= {("dc", "accept"), ("boston", "reject")}


def test_agreement_counts_what_fits_the_sheet(run):
    """A part or a level that is not there is no decision; a file of two people is named."""
    odd = entry(part="nowhere", form="x", verdict="accept")
    put("one.toml", odd, entry(form="dc", verdict="accept"), entry(who="AB", form="dc",
        verdict="accept"))  # fmt: skip
    status, out, err = run("review", "out", "--agreement", "one.toml", "one.toml")
    assert status == 0
    assert out.splitlines()[1].split()[:3] == ["word", "1", "1"]
    assert "one.toml: decisions of KM, AB: the last one on an answer counts" in err
