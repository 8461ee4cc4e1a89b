"""Makes a sheet of 40 items, and classes of any size that answered it.

24 choice, 4 multi, 4 number, 6 text and 2 match items. Abilities differ between students and
difficulties between items; answers in words have a long tail: a few frequent ones, rarer
ones, and misspellings of all of them. The same seed gives the same bytes.

    python benchmarks/large_data.py FOLDER 100000
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SHEET = "nation"
_BATCH = 50_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TEXTS = (
    ("Washington", "Brussels", "London", "Paris", "Lisbon", "Ottawa", "Rome", "New York"),
    ("Article 10", "Article 5", "Article 4", "Article 6", "Article 1", "the tenth article"),
    ("unanimous agreement", "a majority", "consensus", "all members agree", "the Council"),
    ("Europe", "Asia", "North America", "the Pacific", "European states, and others", "Africa"),
    ("the Security Treaty", "the San Francisco treaty", "Self-Defense Forces", "the United States"),
    ("partner", "member", "ally", "observer", "global partner", "a partner, not a member"),
)
_NUMBERS = ("1949", "32", "1960", "9")


def sheet_text() -> str:
    """Return the TOML of the sheet."""
    parts = [f'format = 1\nid = "{SHEET}"\ntitle = "What a nation knows"\n']
    parts += [_choice(number) for number in range(24)]
    parts += [_multi(number) for number in range(4)]
    parts += [_item(f"n{at}", "number", 1, f'answer = "{one}"') for at, one in enumerate(_NUMBERS)]
    parts += [
        _item(f"t{at}", "text", 2, f'accept = ["{words[0]}"]') for at, words in enumerate(_TEXTS)
    ]
    parts += [_match(number) for number in range(2)]
    return "\n".join(parts)


def _item(id_: str, kind: str, points: int, *more: str) -> str:
    lines = ["[[item]]", f'id = "{id_}"', f'kind = "{kind}"', f"points = {points}"]
    return "\n".join([*lines, f'prompt = "Which of these is {id_}?"', *more, ""])


def _option(at: int, text: str, *, right: bool) -> str:
    lines = ["[[item.option]]", f'id = "o{at}"', f'text = "{text}"']
    return "\n".join([*lines, *(["correct = true"] if right else [])])


def _choice(number: int) -> str:
    texts = [f"Option number {at} of {number}" for at in range(4)]
    options = [_option(at, text, right=at == number % 4) for at, text in enumerate(texts)]
    return _item(f"c{number}", "choice", 1, *options)


def _multi(number: int) -> str:
    keys = (number, (number + 2) % 6, 5)
    texts = [f"Possible {at} of {number}" for at in range(6)]
    options = [_option(at, text, right=at in keys) for at, text in enumerate(texts)]
    return _item(f"m{number}", "multi", 3, *options)


def _match(number: int) -> str:
    pairs = [
        "\n".join(
            [
                "[[item.pair]]",
                f'id = "l{at}"',
                f'left = "Left {at} of {number}"',
                f'right = "{1949 + 7 * at + number}"',
            ]
        )
        for at in range(4)
    ]
    return _item(f"p{number}", "match", 2, *pairs)


def _misspelt(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    change = random.randrange(4)
    letter = _LETTERS[random.randrange(26)]
    if change == 0:
        return word[:at] + word[at + 1 :]
    if change == 1:
        return word[:at] + letter + word[at:]
    if change == 2:
        return word[:at] + letter + word[at + 1 :]
    return word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :] if at else word


def _cell(text: str) -> str:
    return f'"{text}"' if "," in text else text


class _Pool:
    """Possible answers to an item: right ones, and others by falling frequency."""

    def __init__(self, right: list[str], others: list[str]) -> None:
        self.values = pa.array([_cell(one) for one in (*right, *others)])
        weights = 1 / np.arange(1, len(right) + 1) ** 1.6
        self.right = np.cumsum(weights) / weights.sum()
        weights = 1 / np.arange(1, len(others) + 1) ** 1.1
        self.others = np.cumsum(weights) / weights.sum()

    def draw(self, knows: np.ndarray, luck: np.ndarray) -> pa.Array:
        wrong = np.searchsorted(self.others, luck) + len(self.right)
        places = np.where(knows, np.searchsorted(self.right, luck), wrong)
        return self.values.take(pa.array(places))


def _pools() -> dict[str, _Pool]:
    random = Random(7)  # noqa: S311 - made-up answers are no secret
    pools = {}
    for number in range(24):
        right = f"o{number % 4}"
        wrong = [f"o{at}" for at in range(4) if f"o{at}" != right]
        pools[f"c{number}"] = _Pool([right], [*wrong, ""])
    for number in range(4):
        keys = sorted({number, (number + 2) % 6, 5})
        wrong = {";".join(f"o{at}" for at in range(6) if bits >> at & 1) for bits in range(64)}
        right = ";".join(f"o{at}" for at in keys)
        pools[f"m{number}"] = _Pool([right], sorted(wrong - {right}))
    for at, one in enumerate(_NUMBERS):
        others = [str(random.randrange(1, 2100)) for _ in range(300)]
        pools[f"n{at}"] = _Pool([one, f"{one}.0", f" {one}"], [*others, "", "many"])
    for at, words in enumerate(_TEXTS):
        right = [words[0], words[0].lower(), words[0].upper(), f"{words[0]}."]
        right += [_misspelt(words[0], random) for _ in range(300)]
        others = [
            *words[1:],
            "",
            *(_misspelt(word, random) for word in words[1:] for _ in range(120)),
        ]
        pools[f"t{at}"] = _Pool(list(dict.fromkeys(right)), list(dict.fromkeys(others)))
    for number in range(2):
        for pair in range(4):
            years = [str(1949 + 7 * at + number) for at in range(4)]
            others = [one for one in years if one != years[pair]]
            pools[f"p{number}.l{pair}"] = _Pool([years[pair]], [*others, ""])
    return pools


def write_class(path: Path, rows: int, *, first: int = 0) -> None:
    """Write a CSV of a class; cells stand in quotation marks where they must."""
    pools = _pools()
    with path.open("wb") as stream:
        stream.write((",".join(["student", *pools]) + "\n").encode())
        for start in range(first, first + rows, _BATCH):
            count = min(_BATCH, first + rows - start)
            random = np.random.default_rng([11, start])
            ability = random.normal(size=count)
            columns = [pa.array([f"{at:09}" for at in range(start, start + count)])]
            for at, pool in enumerate(pools.values()):
                logit = ability + 1.2 - 2.4 * (at * 7 % 41) / 41
                knows = random.random(count) < 1 / (1 + np.exp(-logit))
                columns.append(pool.draw(knows, random.random(count)))
            lines = pc.binary_join_element_wise(*columns, pa.array([""] * count), ",")
            for line in lines.to_pylist():
                stream.write(f"{line[:-1]}\n".encode())


def make(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write the sheet and a class; return both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet = folder / f"{SHEET}.toml"
    sheet.write_text(sheet_text(), encoding="utf-8")
    path = folder / f"class-{rows}.csv"
    if not path.exists():
        write_class(path, rows)
    return sheet, path


if __name__ == "__main__":
    print(*make(Path(sys.argv[1]), int(sys.argv[2])), sep="\n")
