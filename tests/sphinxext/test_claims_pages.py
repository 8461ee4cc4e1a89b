"""Pages that were checked: profiles, tables of claims, a comparison, and the filter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from packs import ALL_BUILDERS
from read_pdf import text_in
from teachkit.sphinxext.claim_tables import MOST

ROOT = Path(__file__).parents[2]
STYLE = ROOT / "src/teachkit/sphinxext/static/css/20-claims.css"

CLAIMS = """\
format = 1

[[page]]
id = "shop"
letter = "A"
kind = "Blog of a *shop*."
author = "Nobody is named."
date = "May 2022."
evidence = "None."
interest = "Sells things {fact}`treaty-signed`."
strengths = "Right on the treaty."
weaknesses = "Old numbers."
tip = "Count."

[[page]]
id = "scholar"
letter = "B"
kind = "Essay of a scholar."
author = "Ann Author."
date = "2023."
evidence = "The treaty."
interest = "None."
strengths = "Names sources."
weaknesses = "A forecast."
tip = "Look up what came."

[[topic]]
id = "count"
text = "How many members?"
holds = "32 today."
facts = ["treaty-members"]
says = [ { page = "shop", text = "30" }, { page = "scholar", text = "31" } ]

[[topic]]
id = "rule"
text = "Who decides?"

[[claim]]
id = "c01"
page = "shop"
topic = "count"
text = "It has *30* members."
verdict = "outdated"
facts = ["treaty-members"]
why = "It was 30 once."

[[claim]]
id = "c02"
page = "shop"
topic = "rule"
text = "Most must agree."
verdict = "contradicted"
facts = ["other-rule"]
why = "All must."

[[claim]]
id = "c03"
page = "scholar"
topic = "count"
text = "It has 31 members."
verdict = "outdated"
facts = ["treaty-members"]
why = "It was 31 once."
contradicts = ["c01"]

[[claim]]
id = "c04"
page = "scholar"
topic = "rule"
text = "All will agree soon."
verdict = "opinion"
why = "A forecast."
"""

WRITTEN = set(".html .xhtml .tex .txt .1 .texi .xml .pot .pseudoxml .pdf".split())

PAGE = """\
# Checked

## Pages

```{web-pages}
```

## Compared

```{corroboration}
```

## Claims

```{claims}
:filter:
```
"""
ORGANISER = """\
# To fill in

```{web-pages}
:brief:
:page: b
```

```{corroboration}
:organiser:
```

```{claims}
:page: A, scholar
:topic: count
:organiser:
:filter:
```
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A pack with claims, which nobody changes."""
    from packs import new_pack

    return with_claims(new_pack(tmp_path_factory.mktemp("claims")))


@pytest.fixture(scope="module")
def checked(shared):
    """The page with all that was found."""
    return soup(shared.build("html"), "one.html")


@pytest.fixture(scope="module")
def organiser(shared):
    """The page to fill in."""
    return soup(shared.build("html"), "two.html")


def with_claims(pack):
    """Give a pack claims and two pages that show them."""
    pack.write("docs/evidence/claims.toml", CLAIMS)
    pack.page("one", PAGE)
    pack.page("two", ORGANISER.replace(":page: b", ":page: B"))
    return pack


def soup(built, name):
    """A page, parsed."""
    return BeautifulSoup(built.text(name), "html.parser")


def words(node):
    """The text of a node, with single spaces."""
    return " ".join(node.get_text(" ").split())


def text_of(path):
    """What stands in a file that a builder wrote."""
    if path.suffix == ".pdf":
        return text_in(path)
    return path.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("builder", ALL_BUILDERS)
def test_every_builder_can_write_them(shared, builder):
    """Without a warning, with -n -W; and the verdicts are there."""
    built = shared.build(builder)
    text = "".join(text_of(path) for path in sorted(built.out.rglob("*")) if path.suffix in WRITTEN)

    assert built.warnings == []
    assert "It was 31 once." in " ".join(text.split())


def test_profiles_name_the_page_and_all_that_is_known(checked):
    """A box a page, with its letter, seven lines, and roles in its texts."""
    boxes = checked.select(".tk-web-page")

    assert [box["id"] for box in boxes] == ["page-a", "page-b"]
    assert words(boxes[0].p) == "Page A. Blog of a shop ."
    assert [words(term) for term in boxes[0].select("dt")] == [
        "Author",
        "Date",
        "Evidence it names",
        "Who gains from readers",
        "Strong in",
        "Weak in",
        "How you can find out",
    ]
    assert boxes[0].select_one("dd a")["href"] == "facts.html#fact-treaty-signed"


def test_a_brief_profile_tells_nothing_of_the_check(organiser):
    """Of one page, found by its letter: who, when, what evidence, who gains."""
    boxes = organiser.select(".tk-web-page")

    assert len(boxes) == 1
    assert len(boxes[0].select("dt")) == 4
    assert "forecast" not in words(boxes[0])


def test_claims_stand_with_verdict_reason_and_facts(checked):
    """A row a claim, with an address; the question below the claim."""
    row = checked.find(id="claim-c01")

    assert row.name == "tr"
    assert words(row.th) == "c01 (A)"
    assert [words(cell) for cell in row.select("td")][:2] == [
        "It has 30 members. How many members?",
        "outdated",
    ]
    assert words(row.select("td")[2]).startswith("It was 30 once. [ Treaty 1949")
    assert row.select_one(".tk-cite a")["href"] == "facts.html#fact-treaty-members"


def test_what_cannot_hold_together_is_linked_both_ways(checked):
    """Only one of the two says so in the file."""
    links = {
        name: [one["href"] for one in checked.find(id=f"claim-{name}").select("a.reference")]
        for name in ("c01", "c02", "c03")
    }

    assert "#claim-c03" in links["c01"]
    assert "#claim-c01" in links["c03"]
    assert not [one for one in links["c02"] if one.startswith("#claim")]


def test_a_stacked_table_keeps_its_meaning(checked):
    """Roles, headings of columns and rows, and the heading of each cell for a phone."""
    for table in checked.select("table.tk-stacked"):
        heads = [words(one) for one in table.select("thead th")]

        assert table["role"] == "table"
        assert {one["role"] for one in table.select("thead, tbody")} == {"rowgroup"}
        assert {one["scope"] for one in table.select("thead th")} == {"col"}
        for row in table.select("tbody tr"):
            assert row["role"] == "row"
            assert (row.th["scope"], row.th["role"]) == ("row", "rowheader")
            assert [one["data-label"] for one in row.select("td")] == heads[1:]


def test_the_comparison_has_a_column_a_page(checked, organiser):
    """Topics to which pages say something; what holds, with its facts, or room to write."""
    table = checked.select_one("table.tk-corroboration")

    assert [words(one) for one in table.select("th")] == [
        "Question",
        "Page A",
        "Page B",
        "What holds",
        "How many members?",
    ]
    assert [words(one) for one in table.select("td")][:2] == ["30", "31"]
    assert words(table.select("td")[2]).startswith("32 today. [")
    assert words(organiser.select_one("table.tk-corroboration tbody td:last-child")) == ""


def test_an_organiser_gives_nothing_away(organiser):
    """Neither verdict nor reason; room to write instead, and no filter."""
    table = organiser.select_one("table.tk-organiser.tk-checked")

    assert [words(one) for one in table.select("thead th")][2:] == ["Your verdict", "Your evidence"]
    assert [words(one.th) for one in table.select("tbody tr")] == ["c01 (A)", "c03 (B)"]
    assert len(table.select(".tk-room")) == 4
    assert "outdated" not in organiser.text
    assert "once" not in organiser.text
    assert "verdict-" not in str(table)
    assert organiser.select(".tk-filter") == []


def test_the_filter_is_made_of_radio_buttons(checked):
    """A group each for page, verdict and question, with a legend; all is chosen first."""
    form = checked.select_one("form.tk-filter")
    groups = form.select("fieldset")

    assert form["aria-label"] == "Choose which claims to show"
    assert [words(one.legend) for one in groups] == ["Page", "Verdict", "Question"]
    assert [words(one) for one in groups[1].select("label")] == [
        "all",
        "outdated",
        "contradicted",
        "opinion",
    ]
    for group in groups:
        assert len({one["name"] for one in group.select("input")}) == 1
        assert [one["value"] for one in group.select("input[checked]")] == ["all"]
    assert form.button["type"] == "reset"
    assert words(checked.select_one(".tk-count")) == "of 4 claims shown"


def test_each_button_has_a_rule_that_fits_rows(checked):
    """What the style hides when it is chosen leaves the rows with its class."""
    style = " ".join(STYLE.read_text(encoding="utf-8").split())
    marks = [one["class"][0] for one in checked.select(".tk-filter input[class]")]
    rule = ".tk-sifted:has(.{0}:checked) tbody > tr:not(.{1})"

    assert len(marks) == 2 + 3 + 2
    for mark in marks:
        kept = mark.replace("tk-pick", "tk-of")
        assert rule.format(mark, kept) in style
        assert checked.select(f"tr.{kept}")
    assert f"tk-of-topic-{MOST})" in style
    assert f"tk-of-topic-{MOST + 1})" not in style


def test_the_style_goes_to_browsers_only(shared):
    """Not into e-books, and no filter there or on paper."""
    assert "teachkit.css" in shared.build("dirhtml").text("one/index.html")
    assert "teachkit.css" not in shared.build("epub").text("one.xhtml")
    assert "radio" not in shared.build("epub").text("one.xhtml")
    assert "all" not in shared.build("text").text("one.txt").split("Claims\n")[-1].split("c01")[0]


def test_on_one_page_ids_stay_apart(shared):
    """The same claim stands on two pages; singlehtml joins them."""
    ids = re.findall(r'id="(claim-[^"]+)"', shared.build("singlehtml").text("index.html"))

    assert sorted(ids) == sorted(set(ids))
    assert "claim-c01-2" in ids


def test_a_group_of_too_many_values_is_left_out(pack):
    """The style has rules for sixteen; with seventeen topics one chooses by page and verdict."""
    more = "".join(
        f'[[topic]]\nid = "t{n}"\ntext = "Topic {n}?"\n'
        f'[[claim]]\nid = "d{n}"\npage = "shop"\ntopic = "t{n}"\ntext = "So {n}."\n'
        'verdict = "opinion"\nwhy = "A view."\n'
        for n in range(MOST)
    )
    with_claims(pack).write("docs/evidence/claims.toml", CLAIMS + more)
    form = soup(pack.build("html"), "one.html").select_one(".tk-filter")

    assert [words(one) for one in form.select("legend")] == ["Page", "Verdict"]


def test_an_edit_of_the_claims_rebuilds_their_pages(pack):
    """Only the pages that show them."""
    with_claims(pack).build("html")
    pack.write("docs/evidence/claims.toml", CLAIMS.replace("It was 30 once.", "Long ago."))
    built = pack.build("html")

    assert sorted(built.read) == ["one", "two"]
    assert "Long ago." in built.text("one.html")


def test_serial_and_parallel_agree(pack):
    """Also where links go from one page to another."""
    with_claims(pack).page("three", "# Three\n\n```{claims}\n:page: B\n```\n")
    serial = pack.build("html", out="serial")
    parallel = pack.build("html", "-j2", out="parallel")

    assert "one.html#claim-c01" in serial.text("three.html")
    for name in ("one.html", "two.html", "three.html"):
        assert serial.text(name) == parallel.text(name)


@pytest.mark.parametrize(
    ("directive", "said"),
    [
        ("{web-pages}\n:page: C", "no page 'C'"),
        ("{claims}\n:page: shp", "did you mean 'shop'?"),
        ("{claims}\n:topic: rulle", "did you mean 'rule'?"),
        ("{claims}\n:topic: cuont\n:page: A", "no claim to show"),
    ],
)
def test_a_name_that_is_not_there(pack, directive, said):
    """It is warned about at the directive; the page stands."""
    with_claims(pack).page("three", f"# Three\n\n```{directive}\n```\n")
    built = pack.build("html", strict=False)

    assert any(said in line and "docs/three.md:3" in line for line in built.warnings)
    assert all("teachkit.claim" in line for line in built.warnings)


def test_a_pack_without_claims(pack):
    """Each directive says where they should stand."""
    names = ("web-pages", "claims", "corroboration")
    pack.page("three", "# Three\n\n" + "".join(f"```{{{name}}}\n```\n\n" for name in names))
    built = pack.build("html", strict=False)

    assert len(built.warnings) == 3
    assert all("docs/evidence/claims.toml" in line for line in built.warnings)


def test_nothing_to_compare(pack):
    """Topics to which no page says anything make no table."""
    with_claims(pack).write("docs/evidence/claims.toml", re.sub(r"says = .*", "", CLAIMS))
    built = pack.build("html", strict=False)

    assert [line for line in built.warnings if "no topic to compare" in line]


def test_a_problem_of_the_file_stands_at_its_line(pack):
    """The rest is shown."""
    with_claims(pack)
    pack.write("docs/evidence/claims.toml", CLAIMS.replace('"other-rule"', '"other-role"'))
    built = pack.build("html", strict=False)
    line = CLAIMS.splitlines().index('facts = ["other-rule"]') + 1

    assert any(f"claims.toml:{line}: WARNING" in one for one in built.warnings)
    assert soup(built, "one.html").find(id="claim-c02")


def test_claims_to_choose_from_are_a_list_above_an_empty_table(tmp_path):
    """Each claim once, with its place; as many rows as are to be filled in; nothing given away."""
    from packs import new_pack

    pack = with_claims(new_pack(tmp_path))
    pack.page("two", "# Choose\n\n```{claims}\n:organiser: 3\n```\n")
    page = soup(pack.build("html"), "two.html")
    entries = page.select("ul.tk-claim-list > li")
    table = page.select_one("table.tk-organiser")

    assert len(entries) > 1
    assert all(one.select_one("[id^=claim-]") for one in entries)
    assert [words(one) for one in table.select("th")] == ["No.", "Your verdict", "Your evidence"]
    assert len(table.select("tbody tr")) == 3
    assert "outdated" not in page.text


def test_a_count_of_claims_that_is_none_is_refused(tmp_path):
    """With the line of the directive."""
    from packs import new_pack

    pack = with_claims(new_pack(tmp_path))
    pack.page("two", "# Choose\n\n```{claims}\n:organiser: few\n```\n")
    built = pack.build("html", strict=False)

    assert any("two.md" in one and "organiser" in one for one in built.warnings)
