"""What students hand in, brought to one form: strings, lists of strings, parts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..display import letter
from .normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "MAX_LENGTH",
    "MAX_PARTS_LENGTH",
    "Response",
    "as_list",
    "as_parts",
    "canonical",
    "clip",
    "pick",
    "side_names",
]

Response = str | Sequence[str] | Mapping[str, str] | None
"""A response as a CSV cell or a JSON value gives it."""

MAX_LENGTH = 5_000
"""Longest answer, in characters, that a rule looks at; an essay may be longer."""

MAX_PARTS_LENGTH = 50_000
"""Longest list or JSON object of answers, in characters."""

_MARKUP = re.compile(r"[*_`]|\[([^\]]*)\]\([^)]*\)")


def canonical(response: Response) -> str:
    """Write any response as one string: lists and mappings as JSON, sorted by part."""
    if not response:
        return ""
    if isinstance(response, str):
        return response
    if isinstance(response, Mapping):
        return json.dumps(dict(sorted(response.items())), ensure_ascii=False)
    return json.dumps(list(response), ensure_ascii=False)


def clip(text: str, length: int = 60) -> str:
    """Shorten a response for a reason."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else line[: length - 1] + "…"


def as_list(response: str) -> list[str]:
    """Split ``a;b`` or a JSON list into its non-empty entries."""
    text = response.strip()
    if text.startswith("["):
        value = _json(text)
        if isinstance(value, list):
            return [_plain(entry) for entry in value if _plain(entry)]
    return [entry.strip() for entry in text.split(";") if entry.strip()]


def as_parts(response: str) -> dict[str, str] | None:
    """Read a JSON object of part to answer; ``{}`` for a blank, None if it is no object."""
    if not response.strip():
        return {}
    value = _json(response)
    if not isinstance(value, dict):
        return None
    return {name: _plain(one) for name, one in value.items()}


def pick(said: str, sides: Iterable[tuple[str, str]]) -> str | None:
    """Find which of the things on offer a student named.

    Args:
        said: An id, the text itself, or the letter printed beside it.
        sides: (id, text) of each, in the order shown.

    Returns:
        The id; None if nothing, or more than one thing, fits.
    """
    offered = list(sides)
    wanted = said.strip()
    for id_, _ in offered:
        if wanted == id_:
            return id_
    if len(wanted) > MAX_LENGTH:
        return None
    form = normalise(wanted)
    found = [id_ for id_, text in offered if form and form == normalise(_MARKUP.sub(r"\1", text))]
    if not found:
        place = wanted.strip(" .):(").upper()
        found = [id_ for index, (id_, _) in enumerate(offered) if place == letter(index)]
    return found[0] if len(found) == 1 else None


def side_names(texts: Sequence[str], ids: Iterable[str]) -> list[str]:
    """Name the right sides of a match so that ``pick`` finds each, and no name tells its pair.

    Args:
        texts: The right sides as shown.
        ids: The ids of all sides, of which no name may be one.

    Returns:
        Their texts without markup; their letters if a text could be taken for something else.
    """
    names = [_MARKUP.sub(r"\1", text).strip() for text in texts]
    places = [(f"\0{place}", text) for place, text in enumerate(texts)]
    clear = all(pick(name, places) == place for name, (place, _) in zip(names, places, strict=True))
    if clear and not set(names) & set(ids):
        return names
    return [letter(place) for place in range(len(texts))]


def _json(text: str) -> object:
    """Parse JSON with numbers kept as typed; None if it is not JSON."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
