"""Answers of a hostile class: made from each item's own key, always the same ones."""

from __future__ import annotations

import json
import random
import sys
import unicodedata
from functools import lru_cache

from teachkit.display import letter
from teachkit.marking.language import language

__all__ = ["answers_to", "characters"]

EDGES = (
    "\u0085 \ufeff \u200b \u202e \u0301 \u0345 \u3099 \u00ad \u2028 \x1c \x00 \u00a0 "
    "\ud800 \U0001f54a \u0130 \u0131 \u00df \u017f \u03c2 \u0660 \uff19 \u0969 "
    "\u00b2 \u2460 \u2167 \u4e5d \u3007 \u30fc \uff76\uff9e \u304b\u3099 \u2019 ` "
    "\u2032 \u2212 \u2013 \u00ab \u3000 \u3001 \u30fb \u2026 \uff0c \ufb01 \u212a "
    "\u212b \u1e9e \u01c5 \u1fb3 \u0149 \u00b5 ' \" . , - / & % $ \u20ac \u00a5 ( ) "
    "; : _ ~ < ^ 0 s"
).split(" ")
WRAPS = (
    "{} the {}|I think it is {}|{} I guess|it was {}, I think|the {} of Japan|"
    "{} please|in {}|{}!|“{}”|not {}|{} or so|{} and {}|{} or {}|no {}|about {}|"
    "{} AD|{} CE|the year {}|{} members|答えは{}です|{}と思います|{}年|{}。|{}?|({})|{}.|{},|"
    "{}'s|{}s|a {}|signed in {}|{} ({})|{} million|{}th|-{}|+{}|{}%|${}|{}k|{}, {}|"
    "{};{}|{} & {}|idk|no idea|{} maybe|Showa {}|昭和{}年|第{}条|{} 1949|{}.0|0{}|"
    "{} hundred|{} thousand|early {}|the {}s|{} century|{} degrees|{} percent|{}-{}|"
    "{} to {}|April {}|4 {} 1949|n/a|I do not know|わからない|{}T00:00|{} BC|more than {}|"
    "{} isn't|{}ing|{}ed|{} army|{} km|{} miles|{} days|{} years|{} hours|{} m|{} weeks|"
    "between {} and {}|from {} to {}|before {}|since {}|up to {}|at least {}|{} to {} years|"
    "the {}th largest|{} largest|{} in size|during {}|{} hours {} minutes|{} degrees F|"
    "the Cold War, {}|World War {}|{}から{}|{}年以前|約{}|{}キロ"
).split("|")
NUMBER_WORDS = (
    "nineteen forty-nine|nineteen hundred and forty nine|two|thirty two|thirty-third|"
    "twenty the one|a hundred|one|the one|oh five|nineteen oh five|five million|half|"
    "zero|no one|twelve|ten|second|nine|II|xii|fifties|one hundred and five thousand|"
    "fourty nine|hundred|thousand and one|nineteen|the ninth|1.5 million|"
    "1949 thousand|World War II|the Second World War|the Cold War|WWI|the great war|"
    "five to seven|an hour|two hours|fifty-seven days|a year|冷戦|the French Revolution"
).split("|")
FIGURES = (
    "1949 1,949 1.949 1 949 1949.0 １９４９ 1949年 1950 1948 1959 1939 32 ３２ 33 0 -5 5 −5 "
    "00 007 2 2.0 0.02 200 .5 0.5 1/2 1/3 0.33 0.3333 1e3 0x10 1_000 ١٩٤٩ 125 125.5 "
    "127 128 123456 123,456 123.456 120000 123 1.234.567 1,234,567.8 12,34 1,2,3 10 "
    "12 19.6 19,6 1'949 1000000000000000000000000000000 "
    "999999999999999999999999999999.9 1.5 1,5 1.4 1.61 1949th 1949-04-05 5/4/1949 "
    "4/5/1949 1949/4/5 05.04.1949 1949-13-01 1949-02-30 4-1949 29/2/1952 29/2/1951 "
    "1949-4 19490405 5.4.49 1940s 1949-50 +1949 1949% 1949members "
    "12.9km 12900m 8miles 8.016miles 37.82m 57days 2h 113min 1h53min 1939-45 1939-1945 "
    "1990-2000 1946-47 5-7 23rd 330million 10^30"
).split()
DATES = (
    "4 April 1949|5 April 1949|April 5, 1949|5th of April, 1949|April 1949|"
    "on the 5th April 1949|Tue 5 Apr 1949|5 apr 1949|1949 April 5|1949, April|"
    "apr. 5 1949|1949年4月5日|1949年 4月|4月5日|5 April|April 5|Apr|May 1952|"
    "29 February 1952|29 Feb 1951|0 April 1949|31 April 1949|sept 1949|5-apr-1949|"
    "five April 1949|in 1952|1952|1949|April 4 or 5, 1949|before 1952|昭和24年4月5日|"
    "Monday, 5 April 1949|5April1949|the 1949"
).split("|")


@lru_cache(maxsize=1)
def characters():
    """Return characters of every category of Unicode: some of each, and all that are edges."""
    some = {}
    for code in range(0, sys.maxunicode, 7):
        some.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    return [one for group in some.values() for one in group[:: max(1, len(group) // 40)]] + list(
        EDGES
    )


def _swap(rng, text):
    at = rng.randrange(len(text)) if text else 0
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _put(rng, text):
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(characters()) + text[at:]


def _mistype(rng, text):
    """Leave out, double or replace one letter."""
    at = rng.randrange(len(text)) if text else 0
    instead = rng.choice(["", text[at : at + 1] * 2, rng.choice("aeioustrn")])
    return text[:at] + instead + text[at + 1 :]


def _wide(_rng, text):
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def _word(rng, text, change):
    words = text.split(" ")
    at = rng.randrange(len(words))
    words[at] = change(words[at])
    return " ".join(words)


CHANGES = (
    lambda _rng, text: text.upper(),
    lambda _rng, text: text.title(),
    lambda _rng, text: text.lower(),
    lambda _rng, text: f" {text}\u0085 ",
    lambda _rng, text: text.replace(" ", "-"),
    lambda _rng, text: text.replace("-", " "),
    lambda _rng, text: text.replace(" ", ""),
    lambda _rng, text: unicodedata.normalize("NFD", text),
    lambda rng, text: _word(
        rng, text, lambda one: one + rng.choice(["s", "es", "'s", "ed", "ing", "e"])
    ),
    lambda rng, text: _word(rng, text, lambda one: one[:-1]),
    lambda rng, text: _word(rng, text, lambda one: f"{one} {one}"),
    lambda rng, text: _word(rng, text, lambda one: f"{one}{rng.choice(EDGES)}"),
    lambda rng, text: _word(rng, text, lambda _one: rng.choice(_common())),
    lambda rng, text: rng.choice(WRAPS).replace("{}", text),
    lambda rng, text: rng.choice(WRAPS).replace("{}", text),
    _swap,
    _mistype,
    _mistype,
    _put,
    _put,
    _wide,
)


@lru_cache(maxsize=1)
def _common():
    lang = language("en")
    small = sorted(lang.stop | lang.fillers) + list(lang.hedges) + sorted(lang.unstemmed)
    return small + sorted(lang.negations | lang.directions | lang.alternatives | lang.relations)


def _typed(rng, pool):
    """Make one typed answer out of a key's own texts and what stands above."""
    draw = rng.random()
    if draw < 0.55:
        text = rng.choice(pool)
    elif draw < 0.75:
        text = rng.choice(rng.choice([FIGURES, DATES, NUMBER_WORDS]))
    elif draw < 0.85:
        text = " ".join(rng.choice([*pool, *_common()[:200]]) for _ in range(rng.randint(1, 4)))
    else:
        text = rng.choice(WRAPS).replace("{}", rng.choice(pool), 1).replace("{}", rng.choice(pool))
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
        text = rng.choice(CHANGES)(rng, text)
    return text[:400]


def _ids(rng, sides):
    """Make one answer of ids, letters or texts in a row."""
    names = [id_ for id_, _ in sides]
    if rng.random() < 0.6:
        said = rng.sample(names, rng.randint(0, len(names)))
    else:
        others = [*(text for _, text in sides), *map(letter, range(len(sides) + 1)), "x", "", " "]
        said = [
            rng.choice([*names, *names, *others]) for _ in range(rng.randint(0, len(names) + 1))
        ]
    if rng.random() < 0.1:
        return json.dumps(said)
    text = rng.choice([";", ";", ";", "; ", " ;\u0085", ";;", ","]).join(said)
    return _put(rng, text) if rng.random() < 0.1 else text


def _object(rng, pools):
    """Make one JSON object of parts, now and then a broken one."""
    given = {}
    for name, pool in pools.items():
        if rng.random() < 0.85:
            given[name] = rng.choice(pool) if rng.random() < 0.6 else _typed(rng, pool)
    odd = rng.random()
    if odd < 0.03:
        given[rng.choice(["other", "hasOwnProperty", "__proto__"])] = rng.choice(["x", ""])
    if odd > 0.97 and given:
        name = rng.choice(list(given))
        given[name] = rng.choice([None, 1949, 1.5, True, [], {"a": "b"}, ["x"]])
    text = json.dumps(given, ensure_ascii=rng.random() < 0.5)
    if 0.05 < odd < 0.08:
        text = _put(rng, text)
    if 0.08 < odd < 0.09:
        text = rng.choice(
            ["[]", "null", "{}", '{"a": NaN}', "{" * 50, '"x"', '{"a":"1","a":"2"}', "{'a': 1}"]
        )
    return text


def _pools(item):
    """Return the parts of an item, each with texts to answer it with."""
    tests = [test.response for test in item.tests]
    match item.kind:
        case "cloze":
            return {
                gap.id: [*gap.accept, *gap.options, gap.answer or "1949", "", "12", "Norway", "idk"]
                for gap in item.gaps
            }
        case "match":
            rights = [*(pair.right for pair in item.pairs), *item.extra, "A", "b", "C", ""]
            return {pair.id: [*rights, *(one.id for one in item.pairs)] for pair in item.pairs}
        case "claims":
            said = ["supported", "contradicted", "not-stated", "not stated", "s", "N", "", "true"]
            return {claim.id: said for claim in item.claims}
        case "text":
            return {"": [*item.accept, *(one.text for one in item.rejects), *tests]}
        case "number":
            near = [str(int(item.answer) + step) for step in (-10, -1, 0, 1)]
            return {"": [*tests, *near, str(item.answer), str(float(item.answer))]}
        case "date":
            return {"": [*tests, item.answer, *DATES]}
        case _:
            return {"": [*tests, "An answer in a sentence.", ""]}


def answers_to(item, number, seed):
    """Yield as many answers to an item as are asked for.

    Args:
        item: The item.
        number: How many.
        seed: Text; the same seed, the same answers.
    """
    rng = random.Random(f"{seed}|{item.kind}|{item.id}")  # noqa: S311 - repeatable
    pools = _pools(item)
    for _ in range(number):
        if rng.random() < 0.02:
            yield rng.choice(
                ["", " ", "\u3000\u0085", "\ufeff", ";", "{}", "[]", "a" * 5001, "1" * 45]
            )
        elif item.kind in ("choice", "multi"):
            yield _ids(rng, [(option.id, option.text) for option in item.options])
        elif item.kind == "order":
            yield _ids(rng, [(event.id, event.text) for event in item.events])
        elif item.kind in ("cloze", "match", "claims"):
            yield _object(rng, pools)
        else:
            yield _typed(rng, pools[""])
