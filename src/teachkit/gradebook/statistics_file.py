"""``statistics.json``: a tally, and one a variant, with one way to write each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .tally import AnswerTally, Given, ItemTally, Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["STATISTICS", "read_statistics", "read_tally", "statistics_text", "tally_text"]

STATISTICS = "statistics.json"
"""Its name in a folder of results."""

_FORMAT = "teachkit-statistics/1"


def tally_text(tally: Tally) -> str:
    """Write a tally: items in the sheet's order, all else sorted."""
    return statistics_text(tally, {})


def statistics_text(tally: Tally, variants: Mapping[str, Tally]) -> str:
    """Write the tally of a class and of each of its variants."""
    lines = [f'{{"format": {_json(_FORMAT)}', *_lines(tally)]
    if variants:
        each = (
            f"{_json(name)}: {{{', '.join(_lines(variants[name]))}}}" for name in sorted(variants)
        )
        lines.append('"variants": {\n' + ",\n".join(each) + "}")
    return ",\n".join(lines) + "}\n"


def read_tally(text: str) -> Tally:
    """Read the tally of all; raises ``ValueError`` if the text is something else."""
    return read_statistics(text)[0]


def read_statistics(text: str) -> tuple[Tally, dict[str, Tally]]:
    """Read what `statistics_text` wrote.

    Returns:
        The tally of all, and those of the variants by name.

    Raises:
        ValueError: It is something else, or damaged.
    """
    try:
        whole = json.loads(text)
        if whole["format"] != _FORMAT:
            raise ValueError(f"not of the format {_FORMAT}")
        variants = {name: _read(one) for name, one in whole.get("variants", {}).items()}
        return _read(whole), variants
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not of the format {_FORMAT}: {error}") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(tally: Tally) -> list[str]:
    """Write the members of a tally, a line each; an item a line."""
    items = ",\n".join(f"{_json(id_)}: {_json(_item(one))}" for id_, one in tally.items.items())
    return [
        f'"sheet": {_json(tally.sheet)}, "build": {_json(tally.build)}, "unit": {tally.unit}',
        f'"students": {_json(dict(sorted(tally.students.items())))}',
        f'"totals": {_json(_counts(tally.totals))}',
        f'"items": {{\n{items}}}',
    ]


def _item(item: ItemTally) -> dict[str, Any]:
    answers = sorted(item.answers.items(), key=lambda one: _place(one[0]))
    return {
        "missing": item.missing,
        "answers": [
            [*given, one.count, one.total, one.squares] for given, one in answers if one.count
        ],
        "chosen": {option: _counts(item.chosen[option]) for option in sorted(item.chosen)},
    }


def _place(given: Given) -> tuple[str, str, int]:
    return (given.response, given.state, -1 if given.points is None else given.points)


def _counts(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(total): counts[total] for total in sorted(counts) if counts[total]}


def _read(record: dict[str, Any]) -> Tally:
    return Tally(
        sheet=str(record["sheet"]),
        build=str(record["build"]),
        unit=int(record["unit"]),
        totals=_read_counts(record["totals"]),
        items={id_: _read_item(one) for id_, one in record["items"].items()},
        students={status: int(count) for status, count in record["students"].items()},
    )


def _read_item(record: dict[str, Any]) -> ItemTally:
    item = ItemTally(int(record["missing"]))
    for text, state, points, count, total, squares in record["answers"]:
        given = Given(text, state, points)
        item.answers[given] = AnswerTally(*given, count, total, squares)
    item.chosen = {option: _read_counts(one) for option, one in record["chosen"].items()}
    return item


def _read_counts(record: dict[str, int]) -> dict[int, int]:
    return {int(total): count for total, count in record.items()}
