"""How many answers a second the marker takes: new ones, repeated ones, long ones.

    python benchmarks/marking_speed.py

The answers are made here from the words of a key and of everyday English, always the same
ones. With rapidfuzz installed, the same answers go through ``fuzz.ratio`` in the same run.
"""

from __future__ import annotations

from hashlib import sha256
from time import process_time
from typing import TYPE_CHECKING

from teachkit import mark_text
from teachkit.marking.keys import Spec
from teachkit.marking.language import language, names
from teachkit.marking.matcher import Matcher
from teachkit.marking.tokens import read_words

if TYPE_CHECKING:
    from collections.abc import Callable

try:
    from rapidfuzz import fuzz
except ImportError:  # a baseline only
    fuzz = None

ACCEPT = ("Containment of communism", "to contain communism", "stop the spread of communism")
QUESTION = "What was the main aim of the policy of the United States in Europe?"
WORDS = sorted(language("en").words | names())
KEY_WORDS = (
    "contain containment communism communsim comunism stop spread the of to spreading".split()
)


def number(*parts: object) -> int:
    """Return a number that depends on nothing but the parts."""
    return int.from_bytes(sha256(repr(parts).encode()).digest()[:8], "big")


def answer(at: int) -> str:
    """Make one answer of one to eight words, half of them from the key."""
    words = []
    for place in range(1 + number(at) % 8):
        lexicon = KEY_WORDS if number(at, place) % 2 else WORDS
        words.append(lexicon[number(at, place, "word") % len(lexicon)])
    return " ".join(words)


def rate(call: Callable[[str], object], answers: list[str]) -> float:
    """Return answers a second of processor time."""
    start = process_time()
    for one in answers:
        call(one)
    return len(answers) / (process_time() - start)


FORMS = (
    "{}|{} km|{} miles|the {}s|about {}|{} metres and {}|from {} to {}|before {}|{} April {}|"
    "{} hours|{:,}|it was {}|{} million|{} people|{}-{}|{}th century"
).split("|")


def numeric(at: int) -> str:
    """Make one answer with a number in it: alone, with a unit, in a span, in a date."""
    form = FORMS[number(at, "form") % len(FORMS)]
    return form.format(1 + number(at) % 30_000, 1900 + number(at, 2) % 120)


def _to_a_number(one: str) -> object:
    return mark_text(one, ("24,900 miles",), kind="number")


def numbers() -> None:
    """Print the rates of answers to a number, a year and a date, and their growth."""
    print("\n| kind | distinct answers a second | repeats |")
    print("|---|--:|--:|")
    answers = list(dict.fromkeys(map(numeric, range(10_000))))
    for kind, key in (("number", "24,900 miles"), ("year", "1949"), ("date", "4 April 1949")):

        def by_text(one: str, kind: str = kind, key: str = key) -> object:
            return mark_text(one, (key,), question="When, or how far, was it?", kind=kind)

        read_words.cache_clear()
        fresh = rate(by_text, answers)
        print(f"| {kind} | {fresh:,.0f} | {rate(by_text, answers * 20):,.0f} |")
    print("\n| characters of digits, or of amounts | ms an answer |")
    print("|--:|--:|")
    for size in (1_200, 2_400, 4_800, 100_000, 1_000_000):
        pieces = ("7", "1 km ", "9-", "1 h 5 min ", "to 5 ")
        long = [f"{one * size}"[: size - 1] + str(at) for at, one in enumerate(pieces)]
        spent = 1000 / rate(_to_a_number, long)
        print(f"| {size:,} | {spent:.2f} |")


def main() -> None:
    """Print the tables."""
    distinct = list(dict.fromkeys(map(answer, range(30_000))))
    fresh = []
    for _ in range(3):
        read_words.cache_clear()
        judge = Matcher(Spec(ACCEPT, question=QUESTION))
        judge.verdict("warm")
        fresh.append(rate(judge.verdict, distinct))
    repeats = rate(judge.verdict, distinct * 20)

    def by_text(one: str) -> object:
        return mark_text(one, ACCEPT, question=QUESTION)

    rate(by_text, distinct)
    text_repeats = rate(by_text, distinct * 5)
    base = rate(lambda one: max(fuzz.ratio(one, key) for key in ACCEPT), distinct) if fuzz else 0

    print("| what | answers a second | to fuzz.ratio alone |")
    print("|---|--:|--:|")
    for name, value in (
        ("distinct answers, from scratch (best of 3)", max(fresh)),
        ("distinct answers, from scratch (worst of 3)", min(fresh)),
        ("repeats, one key", repeats),
        ("repeats through mark_text", text_repeats),
        ("fuzz.ratio alone, every answer", base),
    ):
        ratio = f"{value / base:.2f}" if base else "not installed"
        print(f"| {name} | {value:,.0f} | {ratio} |")
    growth()
    numbers()


def growth() -> None:
    """Print the time of one answer as it grows: twice the length, about twice the time."""
    print("\n| characters | ms an answer | times the one before |")
    print("|--:|--:|--:|")
    before = 0.0
    for size in (300, 600, 1_200, 2_400, 4_800):
        answers = [(f"{at} " + " ".join(answer(n) for n in range(at, at + 400)))[:size]
                   for at in range(40)]  # fmt: skip
        read_words.cache_clear()
        judge = Matcher(Spec(ACCEPT, question=QUESTION))
        spent = 1000 / rate(judge.verdict, answers)
        print(f"| {size} | {spent:.2f} | {spent / before if before else 0:.1f} |")
        before = spent


if __name__ == "__main__":
    main()
