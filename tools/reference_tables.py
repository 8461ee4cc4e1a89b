"""Write the tables of keys and codes, and the JSON Schema, into the docs.

A table stands between two MyST comments, ``% table: keys choice`` and ``% end``; the
tests fail when it is not what this makes. Run after a change of the model or of a code::

    python tools/reference_tables.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from teachkit import model
from teachkit.claims import ClaimTopic, PageClaim, Saying, WebPage
from teachkit.evidence import Fact
from teachkit.lint import code_table
from teachkit.schema import json_schema, key_table
from teachkit.timeline import TimelineEvent

DOCS = Path(__file__).parents[1] / "docs"
PAGES = (DOCS / "toolkit" / "format.md", DOCS / "toolkit" / "check.md")
SCHEMA = DOCS / "toolkit" / "exercise.schema.json"

EVIDENCE = {
    cls.__name__: cls for cls in (Fact, TimelineEvent, WebPage, ClaimTopic, Saying, PageClaim)
}
"""Classes with a table that are no part of the exercise file."""

_TABLE = re.compile(r"(^% table: (\w+) (\w+)\n)(.*?)(^% end$)", re.MULTILINE | re.DOTALL)


def fill(text: str) -> str:
    """Return a page with all of its tables made anew."""
    return _TABLE.sub(lambda at: f"{at[1]}\n{table(at[2], at[3])}\n\n{at[5]}", text)


def table(what: str, name: str) -> str:
    """Return one table: ``codes error``, ``keys Option`` or, for a kind, ``keys choice``."""
    if what == "codes":
        return code_table("error" if name == "error" else "warning")
    if name in model.ITEM_TYPES:
        return key_table(model.ITEM_TYPES[name], without=model.Item)
    return key_table(EVIDENCE.get(name) or getattr(model, name))


def schema_text() -> str:
    """Return the JSON Schema as it is published."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    print(SCHEMA)
    for page in PAGES:
        page.write_text(fill(page.read_text(encoding="utf-8")), encoding="utf-8")
        print(page)
