"""The items that the twin is held to: the pack's, the fixtures', the tests', and nasty ones."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from marking.test_properties import ITEMS as TESTED
from teachkit.bank import load_sheet
from teachkit.classwork import read_classwork
from teachkit.model import (
    Accents,
    Choice,
    Claim,
    Claims,
    Cloze,
    Date,
    Event,
    Gap,
    Match,
    Multi,
    Near,
    Number,
    Option,
    Order,
    Pair,
    Policy,
    Precision,
    Reject,
    Sheet,
    Source,
    Text,
    Use,
    Verdict,
)

__all__ = ["all_items", "nasty_sheet", "practice", "sample_class"]

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "exercises").glob("*.toml")), ROOT / "tests/fixtures/all-kinds.toml"]
PROTO = ("__proto__", "constructor", "toString", "a", "the", "b")


def practice(item):
    """Return an item as one for practice, which is the only use that has a table."""
    return replace(item, use=Use.PRACTICE)


def _options(*texts, right=2):
    return tuple(
        Option(id=id_, text=text, correct=place < right)
        for place, (id_, text) in enumerate(zip(PROTO, texts, strict=True))
    )


TEXTS = {
    "article": Text(
        id="x",
        prompt="Which article says what counts as an attack?",
        accept=("Article 5", "article five of the treaty"),
        rejects=(Reject(text="Article 6", why="That is the area."), Reject(text="Article Ten")),
    ),
    "army": Text(
        id="x",
        prompt="What did Iceland not have?",
        accept=("no army", "an army"),
        rejects=(Reject(text="a navy"), Reject(text="The Army of Ireland")),
    ),
    "normal": Text(
        id="x",
        prompt="Who signed for Japan in 1951?",
        policy=Policy.NORMAL,
        accept=("Yoshida Shigeru", "Shigeru Yoshida", "the prime minister Yoshida"),
    ),
    "accents": Text(
        id="x",
        prompt="Which?",
        accept=("Türkiye", "Café de Paris"),
        accents=Accents.KEEP,
        rejects=(Reject(text="Turkey"),),
    ),
    "japanese": Text(
        id="x",
        prompt="日本の防衛を担う組織は?",
        accept=("自衛隊", "じえいたい", "ジエイタイ", "Self-Defense Forces"),
    ),
    "kanji": Text(
        id="x",
        prompt="Which article of the constitution?",
        accept=("憲法第九条", "Article 9", "9条", "the ninth article"),
        rejects=(Reject(text="第5条"), Reject(text="昭和24年")),
    ),
    "either": Text(
        id="x",
        prompt="Is it a treaty or an agreement? Say which.",
        accept=("a treaty", "The North Atlantic Treaty"),
        rejects=(Reject(text="both"),),
    ),
    "british": Text(
        id="x",
        prompt="What is the programme of defence organisations?",
        accept=("collective defence", "organised labour", "practising the licence"),
    ),
    "signs": Text(id="x", prompt="Which sign?", accept=("\u2192", "+", "\U0001f54a", "C++", "&")),
    "greek": Text(
        id="x", prompt="Name it in Greek.", accept=("Ελλάδα", "Россия", "ΝΑΤΟ", "İstanbul")
    ),
    "decade": Text(
        id="x",
        prompt="When?",
        accept=(
            "the 1950s",
            "U.S.A.",
            "George W. Bush",
            "1.5 million",
            "World War II",
            "twenty-one nations",
        ),
    ),
    "german": Text(
        id="x", prompt="Welche Stadt ist gemeint?", accept=("die Stadt Brüssel", "Brussels")
    ),
    "list": Text(
        id="x",
        prompt="Name three founders, as of 1949.",
        need=3,
        accept=("Norway", "Iceland", "the United Kingdom", "UK", "Portugal", "Canada"),
    ),
    "korea": Text(
        id="x",
        prompt="Name two partners.",
        need=2,
        accept=("South Korea", "Korea", "Japan", "Washington, D.C.", "Trinidad and Tobago"),
        rejects=(Reject(text="North Korea"),),
    ),
    "owner": Text(
        id="x",
        prompt="Whose rule is it?",
        accept=(
            "Japan's constitution",
            "can't be changed",
            "states' rights",
            "the basing of bases",
            "wishes and wishing",
        ),
        rejects=(Reject(text="Japans"),),
    ),
}
NUMBERS = {
    "year": Number(
        id="x",
        prompt="In which year was it signed?",
        answer=Fraction(1949),
        near=(
            Near(within=Fraction(1), credit=Fraction(1, 2)),
            Near(within=Fraction(10), credit=Fraction(1, 3)),
        ),
    ),
    "grouped": Number(id="x", prompt="How many, in thousands?", answer=Fraction(1949, 1000)),
    "third": Number(
        id="x", prompt="Which share?", answer=Fraction(1, 3), tolerance=Fraction(1, 100)
    ),
    "zero": Number(id="x", prompt="How many in 1950?", answer=Fraction(0), unit="members"),
    "less": Number(id="x", prompt="By how much?", answer=Fraction(-5), unit="degrees C"),
    "huge": Number(
        id="x",
        prompt="How many?",
        answer=Fraction(10**30),
        tolerance=Fraction(10**20),
        near=(Near(within=Fraction(10**29), credit=Fraction(1, 7)),),
    ),
    "share": Number(id="x", prompt="Which percentage of the GDP?", answer=Fraction(2), unit="%"),
    "people": Number(
        id="x",
        prompt="How many million people, roughly?",
        unit="million",
        answer=Fraction(125),
        tolerance=Fraction(2),
    ),
    "members": Number(
        id="x", prompt="How many members are there in 2024?", answer=Fraction(32), unit="members"
    ),
    "exact": Number(id="x", prompt="How many people?", answer=Fraction(123456)),
    "population": Number(id="x", prompt="How many people?", answer=Fraction(331449281)),
    "days": Number(
        id="x", prompt="How many days, weeks or years was it?", answer=Fraction(57), unit="days"
    ),
    "bridge": Number(
        id="x",
        prompt="How long is the bridge?",
        answer=Fraction(129, 10),
        tolerance=Fraction(1, 10),
        unit="km",
    ),
    "film": Number(id="x", prompt="How many minutes is the film?", answer=Fraction(113)),
    "war": Number(
        id="x",
        prompt="In which year of the Second World War or the Cold War?",
        answer=Fraction(1949),
        near=(Near(within=Fraction(5), credit=Fraction(1, 2)),),
    ),
    "rank": Number(id="x", prompt="Where does it rank among the 50?", answer=Fraction(25)),
}
DATES = {
    "day": Date(id="x", prompt="When?", answer="1949-04-05"),
    "first": Date(id="x", prompt="When?", answer="1949-04-05", day_first=True),
    "second": Date(id="x", prompt="When?", answer="1949-04-05", day_first=False),
    "month": Date(id="x", prompt="When?", answer="1949-04", precision=Precision.MONTH),
    "year": Date(id="x", prompt="When?", answer="1952", precision=Precision.YEAR),
    "leap": Date(id="x", prompt="When?", answer="1952-02-29", day_first=True),
}
_GROUP = ("Norway", "Iceland", "Canada")
CLOZES = {
    "proto": Cloze(
        id="x",
        prompt="Fill in.",
        text="[[a]]",
        rule="all-or-nothing",
        gaps=(
            Gap(id="__proto__", answer="1949"),
            Gap(id="constructor", accept=("NATO", "the alliance")),
            Gap(id="toString", options=("ten", "the ten", "twelve"), answer="twelve"),
            Gap(id="a", answer="ten"),
            Gap(id="n", answer="1/2"),
        ),
    ),
    "sets": Cloze(
        id="x",
        prompt="Name them.",
        text="[[a]]",
        gaps=(
            Gap(id="a", accept=_GROUP, group="g"),
            Gap(id="b", accept=_GROUP, group="g"),
            Gap(id="c", accept=("Canada", "the Norway"), group="g"),
            Gap(id="d", answer="12", group="h"),
            Gap(id="e", answer="12", group="h"),
            Gap(id="f", accept=("12", "a dozen"), group="h"),
            Gap(id="i", options=("yes", "no"), answer="no", group="k"),
            Gap(id="j", options=("yes", "no"), answer="yes", group="k"),
        ),
    ),
}
TICKS = {
    "choice": Choice(id="x", prompt="?", options=(
        Option(id="__proto__", text="a", correct=True, credit=Fraction(2, 3)),
        Option(id="constructor", text="*b* and [c](d)", credit=Fraction(1, 4)),
        Option(id="a", text="the b; c"), Option(id="b", text="__proto__"))),
    **{
        rule or "net": Multi(id="x", prompt="?", rule=rule,
                             options=_options("one", "two; three", "b", "a the", '["b"]', "b b"))
        for rule in ("", "all-or-nothing", "false2", "coverage", "each-answer")
    },
    **{
        f"plain-{rule or 'net'}": Multi(id="x", prompt="?", rule=rule, options=_options(
            "One", "Two", "Three", "Four", "Five", "Six", right=right))
        for rule, right in (("", 3), ("false2", 5), ("coverage", 4), ("each-answer", 1))
    },
}  # fmt: skip
ORDERS = {
    rule or "run": Order(id="x", prompt="?", rule=rule, events=tuple(
        Event(id=id_, text=f"event {id_}", date=date)
        for id_, date in zip(PROTO, ("1949", "1952", "1952", "1955", "1955", "1990"), strict=True)))
    for rule in ("", "all-or-nothing")
}  # fmt: skip
_SOURCE = Source(who="w", excerpt="e")
PARTS = {
    **{
        f"claims{rule}": Claims(id="x", prompt="?", rule=rule, source=_SOURCE, claims=tuple(
            Claim(id=id_, text="t", verdict=verdict)
            for id_, verdict in zip(PROTO, [*Verdict, *Verdict], strict=True)))
        for rule in ("", "share-of-claims", "all-or-nothing")
    },
    **{
        f"match{rule}": Match(id="x", prompt="?", rule=rule, pairs=tuple(
            Pair(id=id_, left="l", right=right)
            for id_, right in zip(PROTO, ("One", "two", "two", "A", "*b*", "the a"), strict=True)),
            extra=("extra-1", "C"))
        for rule in ("", "all-or-nothing")
    },
}  # fmt: skip


def sample_class():
    """Return (sheet, item, response) of all that the sample class of the pack handed in."""
    folder = ROOT / "exercises/sample-class"
    sheet = load_sheet(ROOT / "exercises/eligibility.toml")
    files = [folder / "eligibility.csv", folder / "eligibility-json"]
    given = {(one.item, one.response) for one in read_classwork(sheet, files).answers}
    return [(sheet, practice(sheet.item(item)), said) for item, said in sorted(given)]


def nasty_sheet():
    """A sheet of items made to part the two markers; ids as dangerous as a browser knows them."""
    groups = {
        "t": TEXTS,
        "n": NUMBERS,
        "d": DATES,
        "z": CLOZES,
        "k": TICKS,
        "o": ORDERS,
        "p": PARTS,
    }
    items = tuple(
        replace(item, id=f"{letter}-{name}")
        for letter, group in groups.items()
        for name, item in group.items()
    )
    return Sheet(format=1, id="nasty", title="?", items=items)


def all_items():
    """Return (sheet, item) of everything: each item as one for practice."""
    nasty = nasty_sheet()
    found = [(nasty, item) for item in nasty.items if item.id != "t-german"]
    german = replace(nasty, language="de")
    found.append((german, german.item("t-german")))
    found.append((replace(nasty, language="ja"), nasty.item("t-kanji")))
    for file in FILES:
        sheet = load_sheet(file)
        found += [(sheet, item) for item in sheet.items]
    found += [(None, item) for item in TESTED]
    return [(sheet, practice(item)) for sheet, item in found]
