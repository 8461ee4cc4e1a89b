"""A sheet with all kinds, and any value in any of its places."""

from __future__ import annotations

import json
import math
import tomllib
from copy import deepcopy
from datetime import date, datetime

from hypothesis import strategies as st
from lint_items import ITEMS, sheet

BASE = tomllib.loads(sheet(*ITEMS))

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.sampled_from(
        ["", " ", "1/0", "50/0", "1949-13", "0000", "[[x]]", "choice", "{}", '{"a": 1}']
    ),
    st.sampled_from(["each-answer", "all-or-nothing", "seat", "japan", "2", "-1", "9" * 31]),
)
VALUES = st.recursive(
    st.one_of(
        TEXTS,
        st.integers(-(10**12), 10**12),
        st.booleans(),
        st.floats(),
        st.just(date(1949, 4, 4)),
        st.just(datetime(1949, 4, 4)),  # noqa: DTZ001 - TOML knows days without a zone
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=4,
)


def places(value, path=()):
    """Return the paths of all values in a table."""
    yield path
    steps = value.items() if isinstance(value, dict) else ()
    for step, inner in enumerate(value) if isinstance(value, list) else steps:
        yield from places(inner, (*path, step))


PLACES = [path for path in places(BASE) if path]


def written(value):
    """Write a value as TOML."""
    match value:
        case dict():
            pairs = ", ".join(f"{written(str(k))} = {written(v)}" for k, v in value.items())
            return f"{{{pairs}}}"
        case list():
            return f"[{', '.join(map(written, value))}]"
        case bool():
            return str(value).lower()
        case float() if not math.isfinite(value):
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date():
            return value.isoformat()
        case _:
            return repr(value)


@st.composite
def broken(draw):
    """Return the sheet with one to three values replaced, or deleted."""
    changes = draw(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
    delete = draw(st.booleans())
    table = deepcopy(BASE)
    for path, value in changes:
        holder = table
        try:
            for step in path[:-1]:
                holder = holder[step]
            if delete:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took it away
    return table


def as_toml(table):
    """Write a whole file: one key a line."""
    text = "\n".join(f"{written(str(key))} = {written(value)}" for key, value in table.items())
    tomllib.loads(text)  # the writer is right
    return text
