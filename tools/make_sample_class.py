"""Make the sample class: the answers of thirty students who do not exist.

Writes ``exercises/sample-class/``: ``eligibility.csv`` (wide CSV), ``roster.csv``, a few of
the students once more as answers-JSON, and all of them in each format that is read, in
``formats/``. Each draw is a hash of student, item and
purpose, so the files are the same on every run and every machine.

Run it again after a change of the sheet: ``python tools/make_sample_class.py``.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teachkit.bank import load_sheet
from teachkit.display import letter, right_sides, sheet_build, shuffled_ids
from teachkit.model import Choice, Claims, Cloze, Date, Essay, Match, Multi, Number, Order, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from teachkit.model import Item, Option

Response = str | list[str] | dict[str, str]

ROOT = Path(__file__).parents[1]
STUDENTS = [f"S{number:02}" for number in range(1, 31)]
MISSING, EXCUSED = "S17", "S24"
JSON_STUDENTS = ("S02", "S05", "S11", "S20")

RIGHT = {
    "signing-day": [
        "4 April 1949",
        "April 4, 1949",
        "1949-04-04",
        "4 april 1949",
        "4th of April 1949",
        "4 Apr 1949",
    ],
    "no-army": ["Iceland", "iceland", "ICELAND", "Ísland", "Iceland.", " Iceland", "アイスランド"],
    "line-on-the-map": [
        "Tropic of Cancer",
        "tropic of cancer",
        "the Tropic of Cancer",
        "the northern tropic",
        "Tropic of Cancer.",
        "北回帰線",
    ],
    "members-now": ["32", "32", "32 members", "thirty-two", "３２"],
    "accession-steps.kind": ["European", "european", "a European"],
    "accession-steps.where": ["the United States", "USA", "US", "the USA", "United States"],
    "two-changes.door": ["10", "10", "ten"],
    "two-changes.area": ["6", "6", "six"],
    "two-changes.year": ["1951"],
    "two-changes.state": ["Turkey", "turkey", "Türkiye", "Turkey."],
}
"""Right answers as students spell them."""

WRONG = {
    "signing-day": ["24 August 1949", "4 April 1948", "April 1949", "4 May 1949", "1949"],
    "no-army": [
        "Luxembourg",
        "Japan",
        "Luxemburg",
        "Icland",
        "Island",
        "Costa Rica",
        "Ireland",
        "Denmark",
        "I don't know",
    ],
    "line-on-the-map": [
        "Equator",
        "the equator",
        "tropic of canser",
        "Tropic of Capricorn",
        "the 23.4 degree line",
        "the tropic",
        "no idea",
        "Arctic Circle",
    ],
    "members-now": ["30", "31", "about 30", "33", "12"],
    "accession-steps.kind": ["Europian", "democratic", "North Atlantic", "NATO"],
    "accession-steps.where": ["Brussels", "Belgium", "NATO", "the United Kingdom", "Untied States"],
    "two-changes.door": ["5", "6", "Article ten"],
    "two-changes.area": ["5", "10", "5 and 6"],
    "two-changes.year": ["1952", "1949", "51"],
    "two-changes.state": ["Turky", "Portugal", "Spain", "Trukey"],
}
"""Near misses and wrong answers, the likely ones first."""

CLAIMS = [
    "Under the present treaty Japan cannot join, because Article 10 says European (doc 1, par. 1).",
    "Japan can't join because it is not in Europe.",
    "As the text stands the answer is no; only a change of the treaty could make it a yes.",
    "I think Japan could join if it wanted to, since it is already a partner.",
    "Japan cannot be invited now, but “never” would be too strong.",
]
DECIDERS = [
    "All members would have to agree (doc 1, par. 2).",
    "NATO decides.",
    "Every single member can say no, so all 32 decide together.",
    "",
]
EVIDENCE = [
    "The prime minister said in the Diet that there was no such plan (doc 3, par. 1).",
    "Document 3 says Japan does not want to.",
    'The words are "any other European State"; Hawaii is a question of Article 6 (doc 5, par. 1).',
    "",
]
AGAINST = [
    "Document 4 speaks against me:\ntwo scholars wanted a wider NATO. But they ask for a new rule.",
    "Document 4 is against this, but it is only an opinion from 2006.",
    "No document is against me.",
    "",
]


def draw(*words: str) -> float:
    """Return a number from 0 to 1 that depends on the words only."""
    digest = sha256("|".join(("sample-class", *words)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def pick(pool: Sequence[Any], *words: str) -> Any:  # noqa: ANN401 - what the pool holds
    """Pick one of a pool."""
    return pool[int(draw(*words) * len(pool))]


def knows(student: str, item: str, hard: float = 0.0) -> bool:
    """Whether a student knows something: some know more, some things are harder."""
    able = 0.35 + 0.6 * draw(student, "able")
    return draw(student, item, "knows") < able - 0.3 * (draw(item, "hard") - 0.5) - hard


def is_blank(student: str, item: str) -> bool:
    """Whether a student leaves an item out: the less able do so more often."""
    return draw(student, item, "blank") < 0.12 * (1.1 - draw(student, "able"))


def shown_option(options: Sequence[Option], option: Option, student: str) -> str:
    """Write an option as its id, its letter or its text, as the student is used to."""
    style = draw(student, "style")
    if style < 0.6:
        return option.id
    return letter(options.index(option)) if style < 0.9 else option.text


def choose(item: Choice, student: str) -> str:
    """Answer a choice: the right option, or one that tempts."""
    right = [one for one in item.options if one.correct]
    wrong = [one for one in item.options if not one.correct]
    tempting = wrong if draw(student, item.id, "odd") < 0.4 else wrong[:1]
    pool = right if knows(student, item.id) else tempting
    return shown_option(item.options, pick(pool, student, item.id, "which"), student)


def tick(item: Multi, student: str) -> list[str]:
    """Answer a multi: each right option is found, each wrong one resisted, or not."""
    return [
        one.id
        for one in item.options
        if knows(student, f"{item.id}.{one.id}", -0.15) == one.correct
    ]


def spell(key: str, student: str, right: list[str], wrong: list[str]) -> str:
    """Answer in the student's own spelling."""
    if knows(student, key):
        return pick(RIGHT.get(key, right), student, key, "spelling")
    pool = WRONG.get(key, wrong) or ["?"]
    tempting = pool if draw(student, key, "odd") < 0.6 else pool[:2]
    return pick(tempting, student, key, "wrong")


def fill(item: Cloze, student: str) -> dict[str, str]:
    """Answer the gaps of a cloze."""
    given: dict[str, str] = {}
    for gap in item.gaps:
        key = f"{item.id}.{gap.id}"
        wrong = [one for one in gap.options if one != gap.answer]
        given[gap.id] = (
            ""
            if draw(student, key, "gap") < 0.04
            else spell(key, student, [*gap.accept, gap.answer][:1], wrong)
        )
    return given


def join(item: Match, student: str) -> dict[str, str]:
    """Answer a match with the ids of right sides."""
    ids = {text: id_ for id_, text in right_sides(item)}
    # In an order of their own: what a student does not know is no matter of how it is printed.
    texts = shuffled_ids(
        list(dict.fromkeys([pair.right for pair in item.pairs] + [*item.extra])), item.id, "right"
    )
    return {
        pair.id: ids[pair.right]
        if knows(student, f"{item.id}.{pair.id}", -0.1)
        else ids[pick(texts, student, item.id, pair.id)]
        for pair in item.pairs
    }


def judge(item: Claims, student: str) -> dict[str, str]:
    """Answer claims: who does not know takes what is not stated for supported."""
    guesses = ["supported", "supported", "contradicted", "not-stated"]
    return {
        one.id: one.verdict.value
        if knows(student, f"{item.id}.{one.id}")
        else pick(guesses, student, item.id, one.id)
        for one in item.claims
    }


def sort(item: Order, student: str) -> list[str]:
    """Answer an order: the right one with some neighbours, or a whole block, exchanged."""
    dated = sorted(item.events, key=lambda one: one.date) if item.events[0].date else item.events
    ids = [one.id for one in dated]
    for place in range(len(ids) - 1):
        if not knows(student, f"{item.id}.{ids[place]}", -0.25):
            ids[place], ids[place + 1] = ids[place + 1], ids[place]
    if draw(student, item.id, "block") < 0.1:
        ids = ids[3:] + ids[:3]
    return ids


def write(item: Essay, student: str) -> str:
    """Answer an essay from a few sentences."""
    pools = (CLAIMS, DECIDERS, EVIDENCE, AGAINST)
    said = [pick(pool, student, item.id, str(place)) for place, pool in enumerate(pools)]
    return " ".join(filter(None, said))


def number(item: Number, student: str) -> str:
    """Answer with a number."""
    return spell(item.id, student, [str(item.answer)], [str(item.answer + 1)])


def date(item: Date, student: str) -> str:
    """Answer with a date."""
    return spell(item.id, student, [item.answer], [item.answer[:4]])


def word(item: Text, student: str) -> str:
    """Answer with a word."""
    return spell(item.id, student, list(item.accept), [one.text for one in item.rejects])


KINDS: dict[type[Item], Callable[[Any, str], Response]] = {
    Choice: choose,
    Multi: tick,
    Number: number,
    Date: date,
    Text: word,
    Cloze: fill,
    Match: join,
    Order: sort,
    Claims: judge,
    Essay: write,
}


def answer(item: Item, student: str) -> Response:
    """Return a response: text, a list of ids, or part to text; "" is blank."""
    if is_blank(student, item.id):
        return {} if isinstance(item, Cloze | Match | Claims) else ""
    return KINDS[type(item)](item, student)


def columns(item: Item) -> list[str]:
    """Return the names of an item's columns."""
    match item:
        case Cloze():
            return [f"{item.id}.{gap.id}" for gap in item.gaps]
        case Match():
            return [f"{item.id}.{pair.id}" for pair in item.pairs]
        case Claims():
            return [f"{item.id}.{claim.id}" for claim in item.claims]
        case _:
            return [item.id]


def cells(item: Item, response: Response) -> list[str]:
    """Return the cells of a response under ``columns``."""
    if isinstance(response, list):
        return [";".join(response)]
    if isinstance(response, dict):
        return [response.get(name.split(".", 1)[1], "") for name in columns(item)]
    return [response]


def table(rows: Iterable[list[str]]) -> str:
    """Write rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def sample_files() -> dict[str, str]:
    """Return the sample class: name below ``exercises/sample-class`` to text."""
    sheet = load_sheet(ROOT / "exercises" / "eligibility.toml")
    present = [one for one in STUDENTS if one not in (MISSING, EXCUSED)]
    rows = [["student", *(name for item in sheet.items for name in columns(item))]]
    files = {}
    for student in present:
        given = {item.id: answer(item, student) for item in sheet.items}
        rows.append(
            [student, *(cell for item in sheet.items for cell in cells(item, given[item.id]))]
        )
        if student in JSON_STUDENTS:
            saved = {
                "format": "teachkit-answers/1",
                "sheet": sheet.id,
                "build": sheet_build(sheet),
                "student": student,
                "answers": given,
            }
            text = json.dumps(saved, ensure_ascii=False, indent=1) + "\n"
            files[f"{sheet.id}-json/{student}.json"] = text
    groups = {one: "A" if place < 15 else "B" for place, one in enumerate(STUDENTS)}
    status = {EXCUSED: "excused"}
    roster = [[one, groups[one], status.get(one, "")] for one in STUDENTS]
    return {
        f"{sheet.id}.csv": table(rows),
        "roster.csv": table([["student", "group", "status"], *roster]),
        **files,
    }


def format_samples() -> dict[str, bytes]:
    """Return the class in each format: name below ``exercises/sample-class/formats``."""
    sys.path.insert(0, str(Path(__file__).parent))
    from sample_formats import format_files  # noqa: PLC0415 - it stands beside this script

    sheet = load_sheet(ROOT / "exercises" / "eligibility.toml")
    present = [one for one in STUDENTS if one not in (MISSING, EXCUSED)]
    given = {one: {item.id: answer(item, one) for item in sheet.items} for one in present}
    wide = [["student", *(name for item in sheet.items for name in columns(item))]]
    for student, answers in given.items():
        texts = (cell for item in sheet.items for cell in cells(item, answers[item.id]))
        wide.append([student, *texts])
    return format_files(sheet, given, wide, MISSING, EXCUSED)


def main() -> int:
    """Write the files and say where."""
    folder = ROOT / "exercises" / "sample-class"
    for name, text in sample_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))
    for name, data in format_samples().items():
        path = folder / "formats" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
