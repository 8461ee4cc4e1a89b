"""The command line: what it prints, and its exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import teachkit
from teachkit.cli import main, parser

PACK = Path(__file__).parents[1]
SHEET = """format = 1
id = "s"
title = "When?"

[[item]]
id = "year"
kind = "number"
prompt = 'When was it signed?'
answer = "1949"
[[item.test]]
response = "1949"
score = "1"
[[item.test]]
response = "1950"
score = "0"
"""


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """Make a small pack the current folder."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises/s.toml").write_text(SHEET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    """Run a command as a user would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "teachkit", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.usefixtures("pack")
def test_a_clean_pack_passes(capsys):
    """Also strictly."""
    assert main(["check", "--strict"]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n"


def test_all_problems_are_printed_with_their_place(pack, capsys):
    """In the form file:line: key path: what (how to mend it)."""
    path = pack / "exercises/s.toml"
    path.write_text(SHEET.replace('"1949"', "1949").replace("prompt", "promt"), encoding="utf-8")

    assert main(["check", "exercises"]) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        "exercises/s.toml:5: item[year]: has no prompt (the question (inline MyST Markdown))",
        "exercises/s.toml:8: item[year].promt: unknown key (did you mean 'prompt'?)",
        (
            "exercises/s.toml:9: item[year].answer: must be an exact number as a string, "
            'not 1949 without quotes (write answer = "1949")'
        ),
    ]


def test_a_warning_fails_only_when_strict(pack, capsys):
    """A single test does not prove an item."""
    path = pack / "exercises/s.toml"
    path.write_text(SHEET.replace("'When was it signed?'", "'Signed in 1949?'"), encoding="utf-8")

    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1
    assert "0 errors, 1 warning\n" in capsys.readouterr().out


def test_problems_come_as_json_for_tools(pack, capsys):
    """With file, line and code."""
    (pack / "exercises/s.toml").write_text("format = ", encoding="utf-8")

    assert main(["check", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(one["file"], one["line"], one["code"]) for one in found["problems"]] == [
        ("exercises/s.toml", 1, "syntax")
    ]


@pytest.mark.usefixtures("pack")
def test_a_handout_and_its_key_are_written(capsys):
    """Worksheet and key, on either paper."""
    assert main(["handout", "s", "--out", "out", "--paper", "letter"]) == 0
    assert main(["handout", "s", "--out", "out", "--key"]) == 0
    names = capsys.readouterr().out.split()
    assert len(names) == 2
    assert all(Path(name).read_bytes().startswith(b"%PDF-") for name in names)


def test_a_class_is_graded(pack, capsys):
    """The summary on standard output, problems on standard error."""
    (pack / "class.csv").write_text("student,year\nS01,1949\nS02,1950\nS03,then\n", "utf-8")

    assert main(["grade", "s", "class.csv", "--out", "results"]) == 0
    assert "results: results" in capsys.readouterr().out
    marks = (pack / "results/marks.csv").read_text("utf-8").splitlines()
    assert marks[0] == "student,item,response,state,score,points,rule,reason"
    assert marks[1] == "S01,year,1949,correct,1,1,within-tolerance,1949 is right"
    assert marks[3].startswith("S03,year,then,unreadable,,,within-tolerance,")


def test_a_file_that_cannot_be_read_fails_but_the_rest_is_graded(pack, capsys):
    """Nothing is dropped silently."""
    (pack / "class.csv").write_text("student,year\nS01,1949\n", "utf-8")
    (pack / "broken.json").write_text("{", "utf-8")

    assert main(["grade", "s", "class.csv", "broken.json", "--out", "results"]) == 1
    assert "broken.json" in capsys.readouterr().err
    assert "S01" in (pack / "results/gradebook.csv").read_text("utf-8")


@pytest.mark.parametrize("command", [["grade", "s", "class.csv"], ["handout", "s"]])
def test_a_sheet_without_a_key_to_mark_by_is_refused(pack, capsys, command):
    """It has the right shape, but a class must not be marked with it."""
    rule = SHEET.replace("answer =", 'rule = "guess"\nanswer =')
    (pack / "exercises/s.toml").write_text(rule, "utf-8")
    (pack / "class.csv").write_text("student,year\nS01,1949\n", "utf-8")

    assert main([*command, "--out", "out"]) == 1
    assert "exercises/s.toml:9: item[year].rule: " in capsys.readouterr().err
    assert not (pack / "out").exists()


def test_the_schema_is_printed_or_written(pack, capsys):
    """One text, two ways."""
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert main(["schema", "--out", "schema.json"]) == 0

    assert (pack / "schema.json").read_text("utf-8") == printed
    assert json.loads(printed)["$schema"].startswith("https://json-schema.org/")


def test_a_pack_is_built(pack, capsys):
    """What it has: here only handouts and keys."""
    assert main(["build", "--out", "out"]) == 0
    assert "out/handouts" in capsys.readouterr().out
    assert sorted(path.name for path in (pack / "out").glob("*/*.pdf")) == ["s-key.pdf", "s.pdf"]
    assert main(["build", "--only", "books"]) == 2


def test_where_there_is_no_pack_there_is_nothing_to_build(tmp_path, capsys):
    """And the command says so."""
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err


def test_an_unknown_sheet_is_named_with_a_hint():
    """Errors go to standard error, with status 1 and no traceback."""
    done = run("handout", "eligibilty", "--pack", PACK, "--out", "nowhere")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "eligibilty: no such sheet (did you mean 'eligibility'?)\n"


def test_a_folder_that_cannot_be_written_is_named(pack, capsys):
    """An error of the system is one line."""
    (pack / "out").write_text("a file", "utf-8")

    assert main(["handout", "s", "--out", "out"]) == 1
    assert "out" in capsys.readouterr().err


def test_wrong_use_has_status_two():
    """As argparse does it."""
    assert run("mark").returncode == 2
    assert run().returncode == 2
    assert run("--version").stdout == f"teachkit {teachkit.__version__}\n"


@pytest.mark.usefixtures("pack")
def test_output_may_be_cut_short():
    """A reader such as head closes the pipe early."""
    with subprocess.Popen(
        [sys.executable, "-m", "teachkit", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.usefixtures("pack")
def test_a_stop_by_the_keyboard_is_said(monkeypatch, capsys):
    """Control-C in the middle of a check."""

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("teachkit.lint.check", stop)

    assert main(["check"]) == 1
    assert "nothing is left half-written" in capsys.readouterr().err


def test_every_command_has_its_help():
    """What it does, and what each option means."""
    commands = next(
        action for action in parser()._actions if isinstance(getattr(action, "choices", None), dict)
    )
    for name, command in commands.choices.items():
        text = command.format_help()
        assert command.description, name
        assert all(action.help for action in command._actions), text


def test_the_package_names_what_it_offers():
    """Each public name is there; another is an AttributeError."""
    assert all(getattr(teachkit, name) for name in teachkit.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nope'"):
        _ = teachkit.nope
