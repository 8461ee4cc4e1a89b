"""What could not be read is named until a person has decided it, and then no more."""

from __future__ import annotations

from decision_files import HEAD, entry

from teachkit.gradebook import grade_class
from teachkit.model import Multi, Option, Sheet

PLANT = Sheet(
    format=1,
    id="grading",
    title="Plants",
    items=(
        Multi(
            id="needs",
            prompt="What does a plant need to make its food?",
            options=(
                Option(id="light", text="Light", correct=True),
                Option(id="water", text="Water", correct=True),
                Option(id="salt", text="Salt"),
            ),
        ),
    ),
)
ROWS = "Student code,What does a plant need to make its food?\nS01,Light; Sun\nS02,Light; Water\n"


def _problems(tmp_path):
    graded = grade_class(PLANT, [tmp_path / "a.csv"], tmp_path / "out")
    return [one.key for one in graded.problems if one.code == "unreadable-answer"]


def test_a_decision_settles_what_could_not_be_read(tmp_path):
    """Else every later run would end as if something were still wrong."""
    (tmp_path / "a.csv").write_text(ROWS, encoding="utf-8")
    assert _problems(tmp_path) == ["'S01', needs"]

    decided = HEAD + entry(item="needs", form="light sun", verdict="credit", credit="1/2")
    (tmp_path / "out" / "decisions.toml").write_text(decided, encoding="utf-8")
    assert _problems(tmp_path) == []
