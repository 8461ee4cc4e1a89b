"""Files whose columns have a board's or a system's own names, by a mapping."""

from __future__ import annotations

from pathlib import Path

import pytest
from boards import agree, mapping

from teachkit.errors import ProblemsError

pytestmark = pytest.mark.usefixtures("small_blocks")

BOARD = {
    "Candidate": ("student", "", ""),
    "Surname": ("last-name", "", ""),
    "Forename": ("first-name", "", ""),
    "Q1 Treaty": ("item", "one", ""),
    "Q2 Articles": ("item", "many", ""),
    "Q3": ("item", "word", ""),
    "Q4a": ("item", "gaps.door", ""),
    "Q5": ("item", "pairs", ""),
    "Q6": ("points", "say", "20"),
    "Centre": ("ignored", "", ""),
    "Form": ("variant", "", ""),
}
CELLS = (
    ("The Washington Treaty", "The Treaty of Rome; of 1957", "rome", "-", "something"),
    ("Article 5;Article 10", "Article 6;Article 40;Article 5", "Article 5", "five;ten", "what?"),
    ("Washington", "Rome", "Washingtn", "-"),
    ("10", "nine", "-"),
    ("Spain -> 1982;Finland -> 2023", "Finland->1999", "Spain -> 1066"),
    ("20", "7,5", "", "99", "many"),
    ("1234", "5678"),
)


def table(number, last="Note"):
    """Return a table with a board's own headers, and one more that nobody reads."""
    lines = [";".join([*BOARD, last])]
    for at in range(number):
        cells = [f"{9000 + at}", f"Doe {at}", "Jo" if at % 3 else ""]
        cells += [options[at * (place + 2) % len(options)] for place, options in enumerate(CELLS)]
        lines.append(";".join(f'"{one}"' for one in [*cells, "AB"[at % 2], "unread"]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("system", ["table", "moodle"])
@pytest.mark.parametrize("by_person", [False, True])
def test_a_board_s_own_columns(engines, system, by_person):
    """Headers by a mapping, options by their texts, points given elsewhere, an ignored column."""
    roles = dict(BOARD)
    if not by_person:
        roles |= dict.fromkeys(("Surname", "Forename", "Form"), ("ignored", "", ""))
    said = engines({"a.csv": table(50)}, {"map.toml": mapping(system, roles)}, mapping="map.toml")

    agree(said)
    assert Path("rows/mapping.toml").read_text("utf-8") == Path("map.toml").read_text("utf-8")
    states = {given.state for item in said["rows"].tally.items.values() for given in item.answers}
    assert {"partial", "correct"} <= states
    assert "are no points out of 20" in "\n".join(map(str, said["rows"].problems))


def test_the_question_that_was_shown(engines):
    """Questions drawn at random: an answer to another one is left to a person."""
    roles = {
        "Code": ("student", "", ""),
        "Question 1": ("shown", "word", ""),
        "Response 1": ("item", "word", ""),
    }
    shown, said = ("Which capital?", "Which river?", ""), ("Washington", "Rome")
    text = "Code,Question 1,Response 1\n"
    text += "".join(f"{at:02},{shown[at % 3]},{said[at % 2]}\n" for at in range(40))
    said = engines({"a.csv": text}, {"map.toml": mapping("moodle", roles)}, mapping="map.toml")

    agree(said)
    assert "another question was shown: 'Which river?'" in "\n".join(
        map(str, said["arrow"].problems)
    )


@pytest.mark.parametrize("named", [False, True])
def test_where_a_form_did_not_ask_who_answers_nobody_is_graded(engines, named):
    """The row is named; whether each student is looked at or not."""
    roles = dict(BOARD)
    if not named:
        roles |= dict.fromkeys(("Surname", "Forename", "Form"), ("ignored", "", ""))
    text = table(30).replace('"9012"', '"Anonymous"')
    more = {"map.toml": mapping("microsoft-forms", roles)}
    said = engines({"a.csv": text}, more, mapping="map.toml")

    agree(said, names=("gradebook.csv",))
    assert "the student is 'Anonymous'" in "\n".join(map(str, said["rows"].problems))


def test_who_is_listed_without_work_is_missing(engines):
    """A system's status column: those students stand at the end, by code."""
    roles = {**BOARD, "State": ("status", "", "")}
    lines = table(30, "State").replace('"unread"', '"Finished"').splitlines()
    for at in (4, 9):
        cells = lines[at].split(";")
        lines[at] = ";".join([*cells[:3], *['"-"'] * 7, '""', '"Never submitted"'])
    lines[12] = lines[12].replace("Finished", "In progress")
    said = engines(
        {"a.csv": "\n".join(lines) + "\n"},
        {"map.toml": mapping("moodle", roles)},
        mapping="map.toml",
    )

    agree(said)
    book = Path("rows/gradebook.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in book[-2:]] == ["9003", "9008"]
    assert said["rows"].tally.students["missing"] == 2


@pytest.mark.parametrize(
    "roles",
    [
        {**BOARD, "Q9": ("item", "share", "")},
        {"Q1 Treaty": ("item", "one", "")},
        {"Q3": ("?", "", "")},
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(engines, roles):
    """With what is wrong."""
    with pytest.raises(ProblemsError, match=r"no such column|has the role 'student'|no role yet"):
        engines({"a.csv": table(3)}, {"map.toml": mapping("table", roles)}, mapping="map.toml")

    assert not Path("rows").exists()


@pytest.mark.parametrize(
    ("head", "said"),
    [("student,item,response", "a long table.*--engine class"), ("Code,one", "teachkit columns")],
)
def test_a_file_of_another_form_is_refused_with_the_way_out(run, head, said):
    """Long tables, and headers that nobody knows."""
    with pytest.raises(ProblemsError, match=said):
        run({"a.csv": f"{head}\n1,one,rome\n"}, "arrow")
