"""Claims of pages: read whole, or every problem at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from teachkit.claims import CLAIMS_FILE, PageVerdict, read_claims
from teachkit.evidence import read_evidence

ROOT = Path(__file__).parents[1]
FACTS = ("entry", "members")
CLAIMS = """format = 1

[[page]]
id = "blog"
letter = "A"
kind = "Blog."
author = "Nobody."
date = "None."
evidence = "None."
interest = "Visits."
strengths = "Short."
weaknesses = "Old."
tip = "Count."

[[topic]]
id = "when"
text = "When?"
holds = "1956."
facts = ["entry"]
says = [ { page = "blog", text = "1945" } ]

[[claim]]
id = "c01"
page = "blog"
topic = "when"
text = "In 1945."
verdict = "contradicted"
facts = ["entry"]
why = "Later."

[[claim]]
id = "c02"
page = "blog"
topic = "when"
text = "In good time."
verdict = "opinion"
why = "A judgement."
contradicts = ["c01"]
"""


@pytest.fixture
def read(tmp_path):
    """Write a file of claims with some texts changed, and read it."""

    def run(*changes, facts=FACTS):
        text = CLAIMS
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        path = tmp_path / CLAIMS_FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return read_claims(tmp_path, facts)

    return run


def test_a_sound_file_is_read_whole(read):
    """Pages, topics and claims by their ids, with the lines at which they stand."""
    found = read()

    assert found.problems == []
    assert found.ledger.claims["c01"].verdict is PageVerdict.CONTRADICTED
    assert found.ledger.topics["when"].says[0].text == "1945"
    assert found.lines.line(found.places["claim"]["c02"]) == 31


def test_a_page_is_found_by_its_id_or_letter(read):
    """Others are not."""
    ledger = read().ledger

    assert ledger.page("A") is ledger.page("blog") is ledger.pages["blog"]
    assert ledger.page("a") is None


def test_two_claims_that_clash_know_each_other(read):
    """Whichever of them says so in the file."""
    ledger = read().ledger

    assert [one.id for one in ledger.against(ledger.claims["c01"])] == ["c02"]
    assert [one.id for one in ledger.against(ledger.claims["c02"])] == ["c01"]


def test_a_pack_need_not_have_claims(tmp_path):
    """Then there are none, and nothing is wrong."""
    found = read_claims(tmp_path)

    assert found.problems == []
    assert found.ledger.pages == {}


@pytest.mark.parametrize(
    ("code", "line", "key", "change"),
    [
        ("syntax", 1, "", ("format = 1", "format = ")),
        ("unknown-format", 1, "format", ("format = 1", "format = 2")),
        ("missing-key", 0, "page", ("[[page]]", "[[pages]]")),
        ("wrong-type", 1, "page", ('format = 1\n\n[[page]]\nid = "blog"', "page = 1\nformat = 1")),
        ("unknown-key", 24, "claim[c01].said", ('page = "blog"\ntopic', 'said = "x"\ntopic')),
        ("unknown-word", 27, "claim[c01].verdict", ('"contradicted"', '"wrong"')),
        ("duplicate-id", 32, "claim[c01].id", ('id = "c02"', 'id = "c01"')),
        ("bad-letter", 5, "page[blog].letter", ('letter = "A"', 'letter = "AB"')),
        ("unknown-page", 24, "claim[c01].page", ('page = "blog"\ntopic', 'page = "blok"\ntopic')),
        ("unknown-page", 20, "topic[when].says[1].page", ('{ page = "blog"', '{ page = "b"')),
        ("unknown-topic", 25, "claim[c01].topic", ('topic = "when"', 'topic = "why"')),
        ("unknown-fact", 28, "claim[c01].facts[1]", ('"entry"]\nwhy', '"entri"]\nwhy')),
        ("unknown-fact", 19, "topic[when].facts[1]", ('"entry"]\nsays', '"zebra"]\nsays')),
        ("unknown-claim", 38, "claim[c02].contradicts[1]", ('["c01"]', '["c03"]')),
        ("unknown-claim", 38, "claim[c02].contradicts[1]", ('["c01"]', '["c02"]')),
        ("claim-without-fact", 22, "claim[c01]", ('facts = ["entry"]\nwhy', "why")),
        ("claim-without-fact", 15, "topic[when]", ('facts = ["entry"]\nsays', "says")),
    ],
)
def test_each_problem_at_its_place(read, code, line, key, change):
    """Code, line and key are right, and what to do is said."""
    found = [one for one in read(change).problems if one.code == code]

    assert (line, key) in {(one.line, one.key) for one in found}
    assert all(one.hint for one in found)


def test_two_pages_need_two_letters(read):
    """The second is named."""
    page = CLAIMS[CLAIMS.index("[[page]]") : CLAIMS.index("[[topic]]")]
    found = read(("[[topic]]", page.replace('"blog"', '"shop"') + "[[topic]]"))

    assert [(one.code, one.key) for one in found.problems] == [("bad-letter", "page[shop].letter")]


def test_a_near_name_is_proposed(read):
    """Names that are near; a hint what to do for others."""
    near, far = read(('"entry"]\nwhy', '"entri"]\nwhy')), read(('"entry"]\nwhy', '"zebra"]\nwhy'))

    assert near.problems[0].hint == "did you mean 'entry'?"
    assert far.problems[0].hint == "add it there"


def test_unread_facts_are_not_missed(read):
    """When the facts could not be read, nothing is known about them."""
    assert read(('"entry"]\nwhy', '"zebra"]\nwhy'), facts=None).problems == []


def test_what_is_sound_is_kept(read):
    """A claim without page or topic is left out; the others stay."""
    for change in (
        ('page = "blog"\ntopic', 'page = "x"\ntopic'),
        ('topic = "when"', 'topic = "x"'),
        ('text = "In 1945."', "text = 1945"),
    ):
        assert list(read(change).ledger.claims) == ["c02"]


def test_entries_that_are_no_tables(read):
    """They are named, and nothing else breaks."""
    found = read(("[[page]]\n", "page = [7]\n[[x]]\n"))

    assert {"wrong-type", "unknown-key"} <= {one.code for one in found.problems}
    assert found.ledger.pages == {}


def test_the_packs_own_claims():
    """Ninety claims of five pages without a problem; each verdict is used."""
    found = read_claims(ROOT, read_evidence(ROOT).places)

    assert found.problems == []
    assert list(found.ledger.claims) == [f"c{n:02}" for n in range(1, 91)]
    assert [page.letter for page in found.ledger.pages.values()] == list("ABCDE")
    assert {one.verdict for one in found.ledger.claims.values()} == set(PageVerdict)
    assert {one.topic for one in found.ledger.claims.values()} == set(found.ledger.topics)
