"""Which column is which item: sure, suggested, or left to a person; kept as a mapping."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import codes, messages, responses

from teachkit.bank import load_sheet
from teachkit.classwork import open_columns, read_classwork
from teachkit.classwork.mapping_file import mapping_text, read_mapping
from teachkit.cli import main
from teachkit.errors import ProblemsError
from teachkit.gradebook import grade_class
from teachkit.gradebook.kept import read_answers

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXPORT = FIXTURES / "moodle" / "moodle45-quiz-responses.csv"

MOODLE_WORDS = {
    "German": ("Nachname", "Vorname", "E-Mail-Adresse", "Status", "Begonnen am", "Beendet",
               "Verbrauchte Zeit", "Bewertung/100,00", "Frage", "Antwort", "Richtige Antwort"),
    "French": ("Nom de famille", "Prénom", "Adresse de courriel", "État", "Commencé le",
               "Terminé", "Temps utilisé", "Note/100,00", "Question", "Réponse", "Bonne réponse"),
    "Japanese": ("姓", "名", "メールアドレス", "状態", "開始日時", "完了日時", "所要時間",
                 "評点/100.00", "問題", "解答", "正解"),
    "a language we do not know": ("Q1x", "Q2x", "Q3x", "Q4x", "Q5x", "Q6x", "Q7x",
                                  "Kkk/100.00", "Xaa", "Ybb", "Zcc"),
}  # fmt: skip


@pytest.fixture(scope="module")
def quiz():
    """The sheet of the Moodle downloads."""
    return load_sheet(FIXTURES / "moodle45.toml")


def translated(words):
    """The Moodle download with its headers in another language."""
    table = list(csv.reader(io.StringIO(EXPORT.read_text("utf-8-sig"))))
    numbered = [f"{word} {n}" for n in range(1, 12) for word in words[8:]]
    text = io.StringIO()
    csv.writer(text).writerows([[*words[:8], *numbered], *table[1:]])
    return text.getvalue()


def roles(mapping):
    """Header to role and item."""
    return {one.header: (one.role, one.item) for one in mapping.columns}


def test_the_real_downloads_of_moodle_say_the_same(quiz):
    """CSV, JSON and XLSX, in all answers."""
    works = [
        read_classwork(quiz, [EXPORT.with_suffix(suffix)]) for suffix in (".csv", ".json", ".xlsx")
    ]
    said = [
        [(one.student, one.item, one.response, one.time, one.fault) for one in work.answers]
        for work in works
    ]

    assert said[0] == said[1] == said[2]
    assert len(said[0]) == 30 * 11
    assert [work.problems for work in works] == [(), (), ()]
    assert works[0].students[0].name == "Stu10 Dënt10"


@pytest.mark.parametrize("language", MOODLE_WORDS)
def test_moodle_is_known_in_any_language(quiz, tmp_path, language):
    """By the shape of its header, and by the questions in its rows."""
    path = tmp_path / "a.csv"
    path.write_text(translated(MOODLE_WORDS[language]), "utf-8")
    work = read_classwork(quiz, [path])
    truth = read_classwork(quiz, [EXPORT])

    assert [one.response for one in work.answers] == [one.response for one in truth.answers]
    assert codes(work) == codes(truth)
    assert work.problems == ()


def test_without_the_questions_their_order_is_only_suggested(quiz, tmp_path):
    """Nothing is graded until somebody has looked."""
    table = list(csv.reader(io.StringIO(EXPORT.read_text("utf-8-sig"))))
    keep = [n for n, name in enumerate(table[0]) if not name.startswith(("Question", "Right"))]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(f'"{row[n].replace(chr(34), "")}"' for n in keep)
                              for row in table), "utf-8")  # fmt: skip
    work = read_classwork(quiz, [path])

    assert work.answers == ()
    assert any("column 9: may be 'sum': by its place only" in one for one in messages(work))
    mapping, _ = open_columns(quiz, path)
    kept = tmp_path / "mapping.toml"
    kept.write_text(mapping_text(mapping.accepted()), "utf-8")
    assert len(read_classwork(quiz, [path], mapping=kept).answers) == 330


def test_a_question_drawn_at_random_is_not_marked_as_another(quiz, tmp_path):
    """The student saw another one: a person looks."""
    text = EXPORT.read_text("utf-8-sig").replace('"Capital of France?",PARIS', '"2 + 2 = ?",4', 1)
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    faults = [one for one in read_classwork(quiz, [path]).answers if one.fault]

    assert [(one.student, one.item) for one in faults] == [("stu3@example.invalid", "france")]
    assert faults[0].fault == "another question was shown: '2 + 2 = ?'"


GOOGLE = "Timestamp,Email Address,Which capital?,Which are articles?\n"


def test_prompts_are_found_whatever_their_markup(read):
    """Line breaks, capitals and quotation marks do not matter."""
    head = 'Horodateur,Nom d\'utilisateur,"which\nCAPITAL ?",Which are articles?,'
    head += "Which are articles? [Score]"
    row = '2024/12/22 11:49:31 AM GMT+8,a@b.invalid,Washington,"Article 5, Article 10",1 / 3'
    work = read({"a.csv": f"{head}\n{row}\n"})

    assert responses(work, "a@b.invalid") == {"word": "Washington", "many": "five;ten"}
    assert work.notices[-1].startswith("a.csv: Google Forms responses (CSV), UTF-8")


def test_a_prompt_that_only_looks_alike_is_a_suggestion(read, sheet, tmp_path):
    """Refused with what it may be; once somebody has said so, it is read."""
    table = GOOGLE.replace("Which capital?", "Which capitol town?") + "x,S01,Rome,Article 5\n"
    work = read({"a.csv": table})

    assert work.answers == ()
    assert any(
        "a.csv:1: 'Which capitol town?': column 3: may be 'word': looks like its prompt" in one
        for one in messages(work, "error")
    )
    mapping, _ = open_columns(sheet, tmp_path / "a.csv")
    (tmp_path / "m.toml").write_text(mapping_text(mapping.accepted()), "utf-8")
    work = read_classwork(sheet, ["a.csv"], mapping="m.toml")
    assert responses(work, "S01") == {"word": "Rome", "many": "five"}
    assert [one.format for one in work.files] == ["mapping", "Google Forms responses (CSV)"]


def test_two_columns_for_one_item_are_left_to_a_person(read):
    """With the choices."""
    work = read({"a.csv": GOOGLE.replace("articles?", "articles?,Which capital?") + "x,S,a,b,c\n"})

    assert work.answers == ()
    assert sum("2 columns ask for 'word'" in one for one in messages(work)) == 2


def test_a_column_that_asks_nothing_is_named(read):
    """And not read."""
    work = read({"a.csv": GOOGLE.replace("capital?", "capital?,Pets") + "x,S01,Rome,cat,\n"})

    assert any("'Pets': column 4 was not read: no item looks like it" in one
               for one in messages(work, "warning"))  # fmt: skip
    assert responses(work, "S01") == {"word": "Rome"}


def test_a_code_is_better_than_an_address(read):
    """The column that tells students apart is the one for it."""
    head = GOOGLE.replace("Which capital?", "学籍番号,Which capital?")
    work = read({"a.csv": f"{head}x,a@b.invalid,S01,Rome,\n"})

    assert codes(work) == ["S01"]


def test_anonymous_is_nobody(read):
    """Thirty anonymous students are not one with thirty attempts."""
    head = "ID,Start time,Completion time,Email,Name,Which capital?\n"
    work = read({"a.csv": head + "1,x,x,anonymous,,Rome\n2,x,x,anonymous,,Bonn\n"})

    assert work.answers == ()
    assert any("nothing else tells students apart" in one for one in messages(work))
    work = read({"a.csv": head + "1,x,x,anonymous,,Rome\n2,x,x,b@c.invalid,,Bonn\n"})
    assert codes(work) == ["b@c.invalid"]
    assert any("a.csv:2: student: the student is 'anonymous'" in one for one in messages(work))


def test_a_mapping_is_read_as_it_was_written(quiz, tmp_path):
    """Whatever stands in a header."""
    mapping, problems = open_columns(quiz, EXPORT)
    (tmp_path / "m.toml").write_text(mapping_text(mapping), "utf-8")
    again = read_mapping(tmp_path / "m.toml", quiz)

    assert problems == ()
    assert roles(again) == {
        header: role for header, role in roles(mapping).items() if "Right answer" not in header
    }
    assert roles(mapping)["Response 6"] == ("item", "capitals")
    assert roles(mapping)["Question 6"] == ("shown", "capitals")


MAPPING = """\
format = 1
sheet = "grading"
system = "table"
[[column]]
number = 1
header = "Wer"
role = "student"
[[column]]
number = 3
header = "Antwort"
role = "item"
item = "word"
"""


def test_columns_of_a_mapping_may_move(read, tmp_path):
    """They are found by their header; by number where it repeats."""
    (tmp_path / "m.toml").write_text(MAPPING, "utf-8")
    moved = read({"a.csv": "Antwort,x,Wer\nRome,,S01\n"}, mapping="m.toml")
    repeated = read({"a.csv": "Wer,Antwort,antwort\nS01,no,Rome\n"}, mapping="m.toml")
    unsure = read({"a.csv": "Wer,x,y,Antwort,Antwort\nS01,,,a,b\n"}, mapping="m.toml")
    other = read({"a.csv": "Wer,x\nS01,a\n"}, mapping="m.toml")

    assert responses(moved, "S01") == responses(repeated, "S01") == {"word": "Rome"}
    assert (
        "'Antwort': the header stands in columns 4, 5, but not in column 3" in messages(unsure)[0]
    )
    assert "a.csv:1: 'Antwort': the file has no such column" in messages(other)[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 1", "format = 2", "m.toml:1: format: the format is not 1"),
        ('"grading"', '"other"', "m.toml:2: sheet: this is a mapping of another sheet"),
        ('"table"', '"moodel"', "system: there is no such system (did you mean 'moodle'?)"),
        ('"word"', '"wrod"', "there is no such item (did you mean 'word'?)"),
        ('"item"', '"itm"', "m.toml:11: column.1.role: there is no such role (did you mean 'item"),
        ('"item"', '"?"', 'column 3 has no role yet; it may be "word"'),
        ("number = 3", 'number = "3"', "the number is counted from 1"),
        ("item =", "itm =", "unknown key (did you mean 'item'?)"),
        ("[[column]]", "[[colunm]]", "there are no columns"),
        ("format", "format = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_named(sheet, tmp_path, old, new, said):
    """With its line."""
    path = tmp_path / "m.toml"
    path.write_text(MAPPING.replace(old, new), "utf-8")

    with pytest.raises(ProblemsError) as raised:
        read_mapping(path, sheet)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('role = "student"', 'role = "name"', "no column has the role 'student'"),
        ('role = "item"\nitem = "word"', 'role = "student"', "two columns have the role 'student'"),
        ('role = "item"\nitem = "word"', 'role = "time"', "no column has the role 'item'"),
    ],
)
def test_a_mapping_must_make_sense(read, tmp_path, old, new, said):
    """Else the file is not read."""
    (tmp_path / "m.toml").write_text(MAPPING.replace(old, new), "utf-8")
    work = read({"a.csv": "Wer,x,Antwort\nS01,,Rome\n"}, mapping="m.toml")

    assert said in messages(work)[0]
    assert work.answers == ()


def test_points_given_elsewhere_are_taken_over(read):
    """An empty cell is not marked yet, Missing is no zero, and too many points are refused."""
    head = "SID,Name,Status,Total Score,1: word (2.0 pts),2: one (1.0 pts)"
    rows = "S01,A,Graded,1,1.5,\nS02,B,Missing,,,\nS03,C,Graded,1,3,0\n"
    work = read({"a.csv": f"{head}\n{rows}"})
    by_item = {(one.student, one.item): one for one in work.answers}

    assert by_item["S01", "word"].credit == "3/4"
    assert by_item["S01", "one"].fault == "it has no points yet in Gradescope scores"
    assert by_item["S03", "one"].credit == "0"
    assert "'3' are no points out of 2.0" in by_item["S03", "word"].fault
    assert [(one.code, one.status) for one in work.students] == [
        ("S01", "graded"), ("S02", "missing"), ("S03", "graded"),
    ]  # fmt: skip


def test_columns_are_shown_corrected_and_kept(tmp_path, monkeypatch, capsys):
    """The command lists them, takes corrections, and does not overwrite a mapping."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_text((FIXTURES / "grading.toml").read_text("utf-8"), "utf-8")
    Path("a.csv").write_text(GOOGLE.replace("Which capital?", "Capitol town?") + "x,S01,Rome,\n")
    asked = ["columns", "grading.toml", "a.csv"]

    assert main([*asked, "--set", "3=?"]) == 1
    said = capsys.readouterr()
    assert "   2  Email Address                         student" in said.out
    assert "1 column marked ? for you to decide" in said.err
    assert main([*asked, "--set", "3=word", "--out", "m.toml"]) == 0
    assert "   3  Capitol town?                         item word" in capsys.readouterr().out
    for wrong, why in {
        "9=word": "there is no such column",
        "3=wrod": "there is no such item or role (did you mean 'word'?)",
    }.items():
        assert main([*asked, "--set", wrong]) == 1
        assert why in capsys.readouterr().err
    assert main([*asked, "--accept", "--out", "m.toml"]) == 1
    assert "m.toml: is there already" in capsys.readouterr().err
    grade = ["grade", "grading.toml", "a.csv", "--mapping", "m.toml", "--out", "out"]
    assert main(grade) == 1  # the items that have no column are named
    assert (Path("out") / "mapping.toml").read_bytes() == Path("m.toml").read_bytes()
    assert '"format": "mapping"' in (Path("out") / "run.json").read_text("utf-8")


def test_a_file_without_a_table_has_no_columns(sheet, tmp_path):
    """Answers-JSON names its items itself; what is no file is named."""
    path = tmp_path / "a.json"
    path.write_text('{"format": "teachkit-answers/1"}', "utf-8")

    assert open_columns(sheet, path)[0] is None
    assert "can't be read" in str(open_columns(sheet, tmp_path / "b.csv")[1][0])


def test_what_a_reader_could_not_read_stays_so(quiz, tmp_path, capsys):
    """When it is explained, and when it is marked again."""
    text = EXPORT.read_text("utf-8-sig").replace(
        '"part 1: ; part 2: ; part 3: ; part 4:"', '"part 1: Rome; part 2: 12"', 1
    )
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    out = tmp_path / "out"
    grade_class(quiz, [path], out, source=FIXTURES / "moodle45.toml")
    kept = read_answers((out / "responses.jsonl").read_text("utf-8")).answers
    said = read_classwork(quiz, [path]).answers

    assert kept == tuple(replace(one, file=path.name) for one in said)
    assert main(["explain", str(out), "stu1@example.invalid", "gaps"]) == 0
    assert "it does not say which of the 4 gaps is meant" in capsys.readouterr().out
    regrade = ["regrade", str(out), "--against", str(FIXTURES / "moodle45.toml")]
    main([*regrade, "--out", str(tmp_path / "again")])
    assert "no mark changes" in capsys.readouterr().out


MOODLE = "Last name,First name,Email address,Status,Grade/10.00"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            (
                "SID,Status,1.1 (1 pts),1.2 (3 pts),2 (1 pts),3 (2 pts),4 (1 pts),5 (1 pts),"
                "6 (1 pts),7 (1 pts),8 (4 pts)\nS01,Graded,1,1,1,1,1,1,1,1,1"
            ),
            'by its place only; if so, write role = "points", item = "one"',
        ),
        (
            "Timestamp,Email,Username,Which capital?\nx,a@b.invalid,ab,Rome",
            "two columns may be the student's code",
        ),
        (
            "Timestamp,Email,gaps,gaps.door\nx,a@b.invalid,b,c",
            "'gaps' and its parts have columns: keep one of them",
        ),
        (
            f"{MOODLE},Response 1,Response 2\nA,B,c@d.invalid,Finished,1,x,y",
            "the export does not hold the questions, and 2 answers are not the 9 items",
        ),
        (
            (
                f"{MOODLE},Question 1,Response 1\n"
                "A,B,c@d.invalid,Finished,1,Which capital?,x\nA,B,e@f.invalid,Finished,1,Join.,y"
            ),
            "students were asked different questions here: word, pairs",
        ),
        (
            (
                f"{MOODLE},Question 1,Response 1,Question 2,Response 2\n"
                "A,B,c@d.invalid,Finished,1,Which capitol?,x,Join.,y"
            ),
            "may be 'word': looks like its prompt",
        ),
    ],
)
def test_what_is_not_sure_is_asked(read, table, said):
    """With what it may be; nothing of the file is graded before."""
    work = read({"a.csv": table + "\n"})

    assert work.answers == ()
    assert any(said in one for one in messages(work, "error")), messages(work)
    assert any("a person must say what these columns are" in one for one in messages(work))


def test_two_items_that_ask_the_same_are_told_apart_by_nobody(tmp_path):
    """Both are named."""
    text = (FIXTURES / "grading.toml").read_text("utf-8").replace("Which capital?", "Join.")
    (tmp_path / "twins.toml").write_text(text.replace('"grading"', '"twins"'), "utf-8")
    (tmp_path / "a.csv").write_text("Timestamp,Email,Join.\nx,a@b.invalid,y\n", "utf-8")
    work = read_classwork(load_sheet(tmp_path / "twins.toml"), [tmp_path / "a.csv"])

    assert any("several items ask this: word, pairs" in one for one in messages(work))


def test_an_unfinished_attempt_is_said(read):
    """It is graded as it is; a row that says nothing at all is no work."""
    rows = "A,B,c@d.invalid,In progress,1,Which capital?,Rome\n"
    rows += "A,B,e@f.invalid,Never submitted,-,Which capital?,-\n"
    work = read({"a.csv": f"{MOODLE},Question 1,Response 1\n{rows}"})

    assert any("the attempt is 'in progress'; graded as it is" in one for one in messages(work))
    assert [(one.code, one.status) for one in work.students] == [
        ("c@d.invalid", "graded"), ("e@f.invalid", "missing"),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_mapping_is_read_or_named(data):
    """A torn or strange mapping never raises anything else."""
    cut = data.draw(st.integers(0, len(MAPPING)))
    bit = data.draw(st.sampled_from(["", "\n", '"', "[", "x = 1\n", "\0", "column = 3\n", "🗾"]))
    sheet = load_sheet(FIXTURES / "grading.toml")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.toml"
        path.write_text(MAPPING[:cut] + bit + MAPPING[cut + len(bit) :], "utf-8")
        read = ()
        with suppress(ProblemsError):
            read = (read_mapping(path, sheet).sheet,)
    assert read in ((), ("grading",))
