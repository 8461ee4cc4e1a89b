"""The twin in a real browser: marks in batches, and what a contradiction is."""

from __future__ import annotations

import json
from fractions import Fraction

from teachkit.model import State
from teachkit.sphinxext.assets import script_with
from teachkit.sphinxext.shorten import short_script

__all__ = ["DECIDED", "Twin", "contradiction"]

DECIDED = frozenset(["correct", "partial", "incorrect", "blank"])
"""The states in which the twin says something that could be wrong."""

# One string goes in, as ASCII so that nothing on the way mends a lone surrogate, and one out:
# the transport takes much longer for values.
MARK = """text => {
  const [tables, cases] = JSON.parse(text);
  const short = one => [one.id, one.state, ...one.score];
  return JSON.stringify(cases.map(([table, response]) => {
    const got = teachkit.mark(tables[table], response);
    return [got.state, ...got.score, got.reason, got.parts.map(short)];
  }));
}"""


class Twin:
    """A page with nothing but the script, as short as pages get it."""

    def __init__(self, browser, script=None):
        self.page = browser.new_page()
        self.page.set_content("<!doctype html><title>twin</title>")
        self.page.add_script_tag(content=script or short_script(script_with({})))

    def marks(self, tables, cases, batch=10_000):
        """Mark (place of the table, response) of each case; yields as the script returns them."""
        for start in range(0, len(cases), batch):
            part = cases[start : start + batch]
            yield from json.loads(self.page.evaluate(MARK, json.dumps([tables, part])))

    def close(self):
        """Close the page."""
        self.page.close()


def _differs(state, top, bottom, mark):
    """Whether a verdict of the twin cannot stand beside the marker's."""
    if state in DECIDED:
        return state != mark.state.value or Fraction(top, bottom) != mark.score
    return state == "unreadable" and mark.state is not State.UNREADABLE


def contradiction(said, mark):
    """Whether the twin says anything that the marker does not: of the item or of a part."""
    state, top, bottom, _reason, parts = said
    if _differs(state, top, bottom, mark):
        return True
    if state == "unreadable" and not parts:
        return False
    marks = {part.id: part for part in mark.parts}
    return any(
        _differs(part_state, one, two, marks[id_]) if id_ in marks else part_state in DECIDED
        for id_, part_state, one, two in parts
    )
