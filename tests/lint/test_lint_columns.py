"""An item's id becomes a column; it must not be that of another column."""

from __future__ import annotations

from lint_items import changed, sheet

from teachkit import load_sheet
from teachkit.classwork.columns import known_columns
from teachkit.gradebook.tables import gradebook_rows


def test_every_column_that_is_no_item_is_reserved(check_pack, tmp_path):
    """The names that the tables themselves use; one that they get later fails here."""
    check_pack({})
    plain = load_sheet(tmp_path / "exercises" / "sheet.toml")
    header = next(iter(gradebook_rows(plain, [])))
    names = (known_columns(plain) | set(header)) - {item.id for item in plain.items}

    for name in names:
        text = changed(sheet("choice"), ('id = "seat"', f'id = "{name}"'))
        found = check_pack({"exercises/sheet.toml": text})

        (one,) = (problem for problem in found if problem.key.endswith(".id"))
        assert one.code == ("bad-id" if name == "out_of" else "reserved-id")
