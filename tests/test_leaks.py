"""No key of a graded item, and no page for teachers, in any byte of a student output.

Two ways to look. A token in every key, feedback, test, rubric and guide: none may be found.
And the same sheet with all its keys changed: a student's output must not differ by one byte,
so it cannot tell even which of the visible options is right.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
import zlib
from dataclasses import replace

import pytest

from packs import ALL_BUILDERS, SOURCES, Pack, files_of

TOKEN = re.compile(rb"zq[a-j]{3}k")
NUMBERS = {"first": ("73159264", "2847"), "second": ("73926415", "2963")}
"""A number and a year of each variant; neither occurs anywhere else."""

SHEET = """\
format = 1
id = "canary"
title = "What students see"

[[objective]]
id = "goal"
text = "Visible to teachers only."

[[item]]
id = "choose"
kind = "choice"
prompt = "Which one?"
explain = "@ and *@*"
facts = ["fact-@"]
section = "label-@"
[[item.option]]
id = "one"
text = "Option one"
why = "@"
RIGHT
[[item.option]]
id = "two"
text = "Option two"
why = "@"
WRONG
[[item.option]]
id = "three"
text = "Option three"
why = "@"
[[item.test]]
response = "@"
score = "1"

[[item]]
id = "tick"
kind = "multi"
prompt = "Which ones?"
explain = "@"
[[item.option]]
id = "one"
text = "Tick one"
why = "@"
WRONG
[[item.option]]
id = "two"
text = "Tick two"
why = "@"
RIGHT
[[item.option]]
id = "three"
text = "Tick three"
correct = true
[[item.test]]
response = "@"
score = "1"

[[item]]
id = "count"
kind = "number"
prompt = "How many?"
unit = "states"
answer = "NUMBER"
explain = "@"
[[item.test]]
response = "@"
score = "0"

[[item]]
id = "when"
kind = "date"
prompt = "On which day?"
answer = "YEAR-03-05"
explain = "@"
[[item.test]]
response = "@"
score = "0"

[[item]]
id = "say"
kind = "text"
prompt = "What is it called?"
accept = ["@", "@"]
explain = "@"
[[item.reject]]
text = "@"
why = "@"
[[item.test]]
response = "@"
score = "1"

[[item]]
id = "fill"
kind = "cloze"
prompt = "Fill in."
text = "It has [[how-many]] members, is [[what]] and [[which]]."
explain = "@"
[[item.gap]]
id = "how-many"
answer = "NUMBER"
why = "@"
[[item.gap]]
id = "what"
accept = ["@", "@"]
why = "@"
[[item.gap]]
id = "which"
options = ["large", "small", "old"]
answer = "SIZE"
why = "@"
[[item.test]]
response = '{"what": "@"}'
score = "1"

[[item]]
id = "join"
kind = "match"
prompt = "What belongs together?"
explain = "@"
extra = ["Side nobody"]
[[item.pair]]
id = "north"
left = "North"
right = "Side SIDE-A"
why = "@"
[[item.pair]]
id = "south"
left = "South"
right = "Side SIDE-B"
why = "@"
[[item.pair]]
id = "east"
left = "East"
right = "Side SIDE-C"
why = "@"
[[item.test]]
response = '{"north": "@"}'
score = "0"

[[item]]
id = "sort"
kind = "order"
prompt = "Put these in order."
explain = "@"
EVENTS
[[item.test]]
response = "@"
score = "0"

[[item]]
id = "judge"
kind = "claims"
prompt = "What does it say?"
explain = "@"
[item.source]
who = "A speaker"
excerpt = "We said one thing."
[[item.claim]]
id = "said"
text = "They said it."
verdict = "VERDICT-A"
why = "@"
[[item.claim]]
id = "meant"
text = "They meant it."
verdict = "VERDICT-B"
why = "@"
[[item.test]]
response = '{"said": "@"}'
score = "0"

[[item]]
id = "write"
kind = "essay"
prompt = "Explain."
explain = "@"
model = ["@ is the answer.", "@"]
[[item.criterion]]
id = "reason"
text = "Says @"
[[item.criterion.level]]
points = "0"
text = "@"
[[item.criterion.level]]
points = "1"
text = "@"
"""

FACT = """
[[fact]]
id = "{id}"
text = '''{text}'''
source = ["treaty"]
as-of = "1949"
confidence = "high"
checked = 2026-11-21
recheck = 2031-11-21
note = "@"
"""

EVENT = '[[item.event]]\nid = "{id}"\ntext = "Event {id}"\ndate = "{date}"\nwhy = "@"\n'

KEYS = {
    "first": {
        "RIGHT": "correct = true",
        "WRONG": "",
        "SIZE": "large",
        "SIDE-A": "a",
        "SIDE-B": "b",
        "SIDE-C": "c",
        "VERDICT-A": "supported",
        "VERDICT-B": "not-stated",
        "EVENTS": [("rain", "2701"), ("sun", "2702-05"), ("snow", "2703"), ("wind", "2704")],
    },
    "second": {
        "RIGHT": "",
        "WRONG": "correct = true",
        "SIZE": "old",
        "SIDE-A": "c",
        "SIDE-B": "a",
        "SIDE-C": "b",
        "VERDICT-A": "contradicted",
        "VERDICT-B": "supported",
        "EVENTS": [("sun", "2801"), ("wind", "2802"), ("rain", "2803-07"), ("snow", "2804")],
    },
}

GUIDE = """\
---
orphan: true
---
(guide-@)=
# Guide @

Text @ and a comment: <!-- @ -->

```{index} @
```

![Picture @](picture.png)

```{plan} canary
```

```{worksheet} canary
:key:
```

```{facts}
```
"""


class Tokens:
    """Puts a new token in the place of each ``@``."""

    def __init__(self, start):
        self.count, self.used = start, set()

    def __call__(self, text):
        """Return the text with its tokens."""
        return re.sub("@", lambda _: self._next(), text)

    def _next(self):
        digits = f"{self.count:03}".translate(str.maketrans("0123456789", "abcdefghij"))
        self.count += 1
        token = f"zq{digits}k"
        self.used.add(token.encode())
        return token


def write_variant(pack, variant):
    """Write sheet, facts and guide with one set of keys; return its tokens."""
    tokens = Tokens(500 * (variant == "second"))
    words = dict(KEYS[variant])
    words["EVENTS"] = "".join(EVENT.format(id=id_, date=date) for id_, date in words["EVENTS"])
    words["NUMBER"], words["YEAR"] = NUMBERS[variant]
    sheet = re.sub("|".join(sorted(words, key=len, reverse=True)), lambda m: words[m[0]], SHEET)
    sheet = tokens(re.sub(r"\n\n(?!\[\[(?:item|objective)\]\])", "\n", sheet))
    pack.sheet(sheet)
    behind = re.search(r'facts = \["(.+)"\]', sheet)[1]
    label = re.search(r'section = "(.+)"', sheet)[1]
    public = FACT.format(id="public-fact", text="Everybody may know this.")
    facts = "format = 1\n" + public + FACT.format(id=behind, text="@")
    pack.write("docs/evidence/facts.toml", tokens(facts))
    pack.page("teacher/index", tokens(GUIDE) + f"\n({label})=\n## Read again\n")
    return tokens.used


DESKS = {"first": "teacher", "second": "other-teacher"}
"""Where what is for teachers goes."""


def print_sets(sheet, pack, out, *, teacher):
    """Print all that a class gets; what is for teachers goes where teachers look."""
    from teachkit.handouts.classlist import Copy
    from teachkit.handouts.look import Look
    from teachkit.handouts.printing import print_handouts
    from teachkit.handouts.request import Request, chosen_items
    from teachkit.paper import Style

    plain = Request(sheet=sheet, pack_root=pack.root)
    forms = replace(plain, variants=3, seed="leak")
    pupils = [Copy("S1", "Aya", "A", "S1"), Copy("S2", "Ben", "C", "S2")]
    print_handouts(forms, out)
    print_handouts(forms, out, students=pupils)
    print_handouts(forms, out, students=pupils, one_file=True)
    print_handouts(forms, out / "stamped", students=pupils, stamp=True)
    print_handouts(plain, out, kind="cards")
    print_handouts(replace(plain, look=Look(style=Style.LARGE, simple=True)), out)
    few = replace(plain, sheet=chosen_items(sheet, ["choose", "say"]))
    print_handouts(few, out, kind="tickets")
    print_handouts(plain, out, kind="grid", students=pupils)
    for number, folder in enumerate(sorted(out.rglob("teacher"))):
        target = pack.root / "out" / teacher / f"handouts-{number}"
        target.parent.mkdir(exist_ok=True)
        folder.rename(target)


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """Student outputs of both variants, the teacher's of the first, and its tokens."""
    from teachkit.bank import load_sheet
    from teachkit.handouts import build_handout

    pack = Pack(tmp_path_factory.mktemp("canary"))
    (pack.root / "docs").mkdir()
    pack.write("docs/evidence/sources.bib", SOURCES)
    pack.write("docs/teacher/picture.png", "")
    pack.page("index", "# A pack\n\n```{toctree}\nlesson\nsheet\n```\n")
    pack.page("lesson", "# A lesson\n\n```{item} canary/choose\n```\n\n{fact}`public-fact`\n")
    pack.page(
        "sheet",
        "# A sheet\n\n```{worksheet} canary\n```\n\n{item-ref}`canary/write`\n\n"
        "```{facts}\n:prefix: public-\n```\n",
    )
    outputs, used = {}, {}
    for variant in KEYS:
        used[variant] = write_variant(pack, variant)
        for builder in ALL_BUILDERS:
            built = pack.build(builder, out=f"{variant}/{builder}")
            assert built.warnings == []
        sheet = load_sheet(pack.root / "exercises/canary.toml")
        build_handout(sheet, pack.root / f"out/{variant}/pdf", pack_root=pack.root)
        print_sets(sheet, pack, pack.root / f"out/{variant}/handouts", teacher=DESKS[variant])
        outputs[variant] = pack.root / "out" / variant
        if variant == "first":
            assert pack.build("html", teacher=True, out="teacher/html").warnings == []
            build_handout(sheet, pack.root / "out/teacher/pdf", key=True, pack_root=pack.root)
    return {**outputs, "teacher": pack.root / "out/teacher", "tokens": used["first"]}


def views(name, data):
    """Yield a file's bytes in every form in which a text may be hidden in them."""
    yield data
    yield data.replace(b"\0", b"")  # UTF-16
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield member.encode()
                yield from views(member, archive.read(member))
    if name.endswith("objects.inv"):
        yield zlib.decompress(data.split(b"\n", 4)[4])
    if data.startswith(b"%PDF"):
        yield from pdf_views(data)


def pdf_views(data):
    """Yield the streams, hexadecimal strings, text and metadata of a PDF."""
    for raw in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            stream = zlib.decompressobj().decompress(raw)
        except zlib.error:
            stream = raw
        yield stream
        yield stream.replace(b"\0", b"")
        for text in re.findall(rb"<([0-9A-Fa-f]+)>", stream):
            yield bytes.fromhex(text[: len(text) // 2 * 2].decode()).replace(b"\0", b"")
    for command in (["pdftotext", "-", "-"], ["pdfinfo", "-"], ["pdfinfo", "-meta", "-"]):
        yield subprocess.run(command, input=data, capture_output=True, check=True).stdout


def search(folder):
    """Return the tokens found below a folder, each with the files that hold it."""
    found = {}
    for name, data in files_of(folder).items():
        for view in (name.encode(), *views(name, data)):
            for token in TOKEN.findall(view.lower()):
                found.setdefault(token, set()).add(name)
    return found


def numbers_in(folder):
    """Return the secret numbers found below a folder."""
    secret = re.compile(
        rb"(?<![0-9a-f.])(?:%s)(?![0-9a-f])"
        % b"|".join(one.encode() for pair in NUMBERS.values() for one in pair)
    )
    return {
        hit
        for name, data in files_of(folder).items()
        for view in views(name, data)
        for hit in secret.findall(view.replace(b",", b""))
    }


@pytest.mark.parametrize("output", [*ALL_BUILDERS, "pdf", "handouts"])
def test_no_token_in_a_student_output(editions, output):
    """Keys, feedback, explanations, tests, rubrics, model answers, guide: nowhere."""
    folder = editions["first"] / output

    assert files_of(folder)
    assert search(folder) == {}
    assert numbers_in(folder) == set()


@pytest.mark.parametrize("output", [*ALL_BUILDERS, "pdf", "handouts"])
def test_other_keys_give_the_same_bytes(editions, output):
    """Which option is right, what belongs together, what comes first: nothing tells."""
    first, second = (files_of(editions[variant] / output) for variant in KEYS)

    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_the_search_finds_every_token_where_it_should_be(editions):
    """In the teacher edition: so the tests above can fail."""
    found = search(editions["teacher"])

    assert editions["tokens"] - found.keys() == set()
    assert numbers_in(editions["teacher"]) == {one.encode() for one in NUMBERS["first"]}


def test_the_search_sees_into_files(editions):
    """Into the text of a PDF, the inventory, the search index; and into an archive."""
    teacher = editions["teacher"]
    places = set().union(*search(teacher).values())
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("page.xhtml", "zqaaak")

    assert "pdf/canary-key.pdf" in places
    assert "html/objects.inv" in places
    assert "html/searchindex.js" in places
    assert any(b"zqaaak" in view for view in views("book.epub", archive.getvalue()))
    assert any(b"zqaaak" in view for view in views("x", "zqaaak".encode("utf-16")))
