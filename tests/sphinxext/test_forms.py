"""Items in a browser: real form markup that needs no script and gives nothing away."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup

from packs import new_pack
from teachkit.bank import load_sheet
from teachkit.display import sheet_build
from teachkit.model import ITEM_TYPES

CONTROLS = ("input", "select", "textarea")
VOID = {"input", "br", "img", "meta", "link", "hr", "col", "source", "wbr"}
PHRASING_ONLY = {"legend", "label", "span", "summary", "p", "strong", "em"}
BLOCKS = {"p", "div", "ul", "ol", "table", "fieldset", "form", "blockquote", "details"}


def soup(built, name="sheet.html"):
    """A page, parsed."""
    return BeautifulSoup(built.text(name), "html.parser")


def item(page, name):
    """The fieldset of an item."""
    return page.find(id=f"item-all-kinds-{name}")


class Nesting(HTMLParser):
    """Notes tags that are not closed where they should be, and blocks inside phrases."""

    def __init__(self):
        super().__init__()
        self.open, self.faults = [], []

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        if tag in BLOCKS and set(self.open) & PHRASING_ONLY:
            self.faults.append(f"{tag} in {self.open[-3:]}, line {self.getpos()[0]}")
        if tag == "form" and "form" in self.open:
            self.faults.append("form in form")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"an attribute twice: {self.get_starttag_text()}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close it."""
        if tag not in VOID and self.open.pop() != tag:
            self.faults.append(f"</{tag}> in line {self.getpos()[0]}")


@pytest.mark.parametrize("page", ["index", "lesson", "sheet", "facts"])
def test_tags_are_nested_as_html_asks(pages, page):
    """Every tag is closed in its place, no block stands in a phrase, no form in a form."""
    nesting = Nesting()
    nesting.feed(pages.text(f"{page}.html"))

    assert nesting.faults == []
    assert nesting.open == []


@pytest.mark.parametrize(
    ("builder", "names"),
    [("html", ["index", "lesson", "sheet", "facts"]), ("singlehtml", ["index"])],
)
def test_ids_are_unique(shared_pack, builder, names):
    """Also where an item stands twice on a page, or all pages are one."""
    built = shared_pack.build(builder)
    for name in names:
        ids = [one["id"] for one in soup(built, f"{name}.html").find_all(id=True)]

        assert len(ids) == len(set(ids))


def test_links_work_in_a_single_page(shared_pack):
    """Citations and links to items lead to anchors of the page."""
    page = soup(shared_pack.build("singlehtml"), "index.html")
    targets = {one["href"] for one in page.select(".tk-cite a, a:has(.tk-item-ref)")}

    assert "#item-all-kinds-date-graded" in targets
    assert "#fact-treaty-signed" in targets
    assert all(page.find(id=target[1:]) for target in targets)


def test_every_item_is_a_group_named_by_its_question(pages):
    """A fieldset with a legend first: number, question, what to do."""
    items = soup(pages).select("fieldset.tk-item")

    assert len(items) == 20
    for number, one in enumerate(items, start=1):
        assert one.find().name == "legend"
        assert one.legend.text.startswith(f"Q{number} ")
    assert item(soup(pages), "multi-graded").legend.text == (
        "Q4 Which of these are articles of the treaty? Choose all that apply. (1 point)"
    )


def test_every_control_has_a_label_and_a_name(pages):
    """Each label holds one control and some words."""
    page = soup(pages)
    controls = page.select("form.tk-sheet :is(input, select, textarea)")

    assert len(controls) > 50
    for one in controls:
        label = one.find_parent("label")
        assert label is not None
        assert len(label.find_all(CONTROLS)) == 1
        assert label.text.strip()
        assert one["name"]


def test_text_inputs_do_not_help(pages):
    """No suggestions of what others have typed, no spelling help, the right keyboard."""
    page = soup(pages)
    modes = {
        name: item(page, f"{name}-graded").find("input") for name in ("number", "text", "order")
    }

    assert [one["inputmode"] for one in modes.values()] == ["decimal", "text", "numeric"]
    for one in page.select("input[type=text]"):
        assert (one["autocomplete"], one["spellcheck"]) == ("off", "false")


def test_controls_are_native_and_named_as_answers_are(pages):
    """Names are item ids, or item.part as in a CSV file; values are what a marker reads."""
    page = soup(pages)
    found = {}
    for kind in ("choice", "multi", "cloze", "match", "order", "claims", "essay"):
        controls = item(page, f"{kind}-graded").find_all(CONTROLS)
        found[kind] = {(one.get("type", one.name), one["name"]) for one in controls}

    assert found["choice"] == {("radio", "choice-graded")}
    assert found["multi"] == {("checkbox", "multi-graded")}
    assert found["cloze"] == {("text", "cloze-graded.one"), ("text", "cloze-graded.two")}
    assert ("select", "match-graded.spain") in found["match"]
    assert ("text", "order-graded.deposit") in found["order"]
    assert found["claims"] == {("radio", "claims-graded.asked"), ("radio", "claims-graded.granted")}
    assert found["essay"] == {("textarea", "essay-graded")}
    assert [one["value"] for one in item(page, "choice-graded").find_all("input")] == ["host", "un"]
    assert item(page, "essay-graded").textarea["rows"] == "6"


def test_gaps_stand_in_the_text(pages):
    """Inline, numbered, a select where there is something to choose from."""
    cloze = item(soup(pages), "cloze-practice")
    text = " ".join(cloze.select_one(".tk-cloze").text.split())

    assert text.startswith("New members must be gap (1)")
    assert [one.text for one in cloze.select("select option")] == [
        "–", "European", "American", "democratic",
    ]  # fmt: skip
    assert cloze.select_one("em label.tk-gap")
    assert "(1) European / American / democratic" in cloze.select_one(".tk-choices").text


def test_every_claim_is_a_group_of_three(pages):
    """A fieldset each, named by the claim: no table to get lost in."""
    claims = item(soup(pages), "claims-practice").select("fieldset.tk-claim")

    assert [one.legend.text for one in claims] == [
        "The country will join this year.",
        "The partnership is valued.",
        "The country will never join.",
    ]
    assert [one["value"] for one in claims[0].find_all("input")] == [
        "supported", "contradicted", "not-stated",
    ]  # fmt: skip


def test_practice_answers_are_closed_and_said_to_be_there(pages):
    """A disclosure each, closed; the sheet says at its top that they are in the page."""
    page = soup(pages)
    answers = page.select("details.tk-answer")

    assert len(answers) == 10
    assert not any(one.has_attr("open") for one in answers)
    assert all(one.find().name == "summary" for one in answers)
    assert (
        "have their answers on this page" in page.select_one("form .tk-note:not(.tk-screen)").text
    )
    assert "for everyone to read" in soup(pages, "index.html").select_one("details .tk-note").text
    assert page.select_one(".tk-graded details") is None


def test_a_practice_answer_says_why(pages):
    """Right and wrong in words, feedback of each option, explanation, facts."""
    text = " ".join(item(soup(pages), "choice-practice").details.text.split())

    assert "Washington [x] right The text is also called the Washington Treaty." in text
    assert "London [ ] not right The protocol of 1951 was signed there." in text
    assert "It was signed where the host government sat." in text
    assert "This rests on: [Treaty 1949; as of 4 Apr 1949]" in text


def test_enter_sends_nothing(pages):
    """The button that could send is off and hidden: Enter in a text field does nothing."""
    for form in soup(pages).select("form.tk-sheet"):
        buttons = form.find_all("button", type="submit")
        assert len(buttons) == 1
        assert buttons[0].has_attr("disabled")
        assert buttons[0].has_attr("hidden")
        assert not form.has_attr("action")


@pytest.mark.parametrize("name", ["sheet", "index", "lesson"])
def test_without_the_script_no_button_is_seen(pages, name):
    """What only the script can do is hidden until it is there; its live regions are empty."""
    page = soup(pages, f"{name}.html")
    ours = page.select("form button, .tk-hand-in button")

    assert ours
    assert all(one.has_attr("hidden") or one.find_parent(hidden=True) for one in ours)
    regions = page.select(".tk-feedback")
    assert len(regions) == len(page.select(".tk-item"))
    assert all(one["role"] == "status" and not one.text for one in regions)


def test_only_practice_items_carry_a_key(pages):
    """As JSON; a graded item has nothing but its name and kind."""
    page = soup(pages)
    practice = page.select("[data-tk-use=practice]")
    graded = page.select("[data-tk-use=graded]")

    assert [json.loads(one["data-tk-key"])["kind"] for one in practice] == list(ITEM_TYPES)
    for one in graded:
        assert {name for name in one.attrs if name.startswith("data-")} == {
            "data-tk-item",
            "data-tk-kind",
            "data-tk-use",
        }
        assert one.select(".tk-check, [data-tk-for]") == []


def test_feedback_says_whose_it_is(pages):
    """So the script can show what belongs to the option that was chosen."""
    said = item(soup(pages), "choice-practice").select("details [data-tk-for=london]")

    assert [one.text.strip() for one in said] == [
        "[ ] not right", "The protocol of 1951 was signed there.",
    ]  # fmt: skip
    for kind, part in (
        ("cloze", "where"),
        ("match", "a5"),
        ("order", "greece"),
        ("claims", "ever"),
    ):
        assert item(soup(pages), f"{kind}-practice").select(f"details [data-tk-for={part}]")
    assert soup(pages).find(attrs={"data-tk-for": "reject-0"})


def test_forms_name_their_sheet_and_its_state(pages, shared_pack):
    """Answers are kept, and handed in, under the hash that the grader knows."""
    build = sheet_build(load_sheet(shared_pack.root / "exercises/all-kinds.toml"))
    forms = [*soup(pages).select("form.tk-sheet"), *soup(pages, "lesson.html").select("form")]
    forms = [one for one in forms if one.has_attr("data-tk-sheet")]

    assert len(forms) == 3
    assert {(one["data-tk-sheet"], one["data-tk-build"]) for one in forms} == {("all-kinds", build)}


def test_a_single_item_is_a_form_of_its_own(pages):
    """So its radios do not mix with those of the same item below."""
    forms = soup(pages, "lesson.html").select("form:has(.tk-item)")

    assert [one.fieldset["id"] for one in forms] == [
        "item-all-kinds-match-graded",
        "item-all-kinds-match-graded-2",
    ]


def test_matching_gives_nothing_away(pages):
    """A right side is named by its text; its own id would be that of its pair."""
    match = item(soup(pages), "match-graded")
    values = {one["value"] for one in match.find_all("option")}

    assert values == {"", "1982", "1999", "2023"}
    assert re.findall(r"(?:spain|finland|poland|hungary)", str(match)) == [
        "spain", "finland", "poland", "hungary",
    ]  # fmt: skip


def test_the_form_is_named_and_speaks_its_language(pack):
    """The sheet's title names the form; lang stands where it differs from the site's."""
    path = pack.root / "exercises/all-kinds.toml"
    pack.sheet(path.read_text(encoding="utf-8").replace('language = "en"', 'language = "ja"'))
    form = soup(pack.build("html")).select_one("form.tk-sheet")

    assert form["aria-label"] == "Ten kinds of item"
    assert form["lang"] == "ja"
    assert (
        not soup(new_pack(pack.root / "b").build("html"))
        .select_one("form.tk-sheet")
        .has_attr("lang")
    )


def test_numbers_of_items(pack):
    """By default the number on the sheet, which a class can call out; another one; none."""
    for options in ("", ":start: 7", ":numbering: none"):
        directive = f"```{{item}} all-kinds/choice-graded\n{options}\n```\n\n"
        with (pack.root / "docs/lesson.md").open("a", encoding="utf-8") as page:
            page.write(directive)
    items = soup(pack.build("html"), "lesson.html").select("fieldset.tk-kind-choice")

    assert [one.legend.text.split(" ")[0] for one in items] == ["Q2", "Q7", "Who"]


def test_numbers_of_a_sheet_may_start_elsewhere(pack):
    """A second sheet of a page goes on counting; links say the number that is printed."""
    pack.page("sheet", "# S\n\n```{worksheet} all-kinds\n:start: 21\n```\n")
    built = pack.build("html")

    assert [one.text for one in soup(built).select(".tk-number")][:2] == ["Q21", "Q22"]
    assert soup(built, "index.html").select_one("a .tk-item-ref").text == "Q28"


HOSTILE = """\
format = 1
id = "hostile"
title = "</form><script>alert(1)</script> & \\"quotes\\""
intro = '''<script>alert("intro")</script>'''

[[item]]
id = "one"
kind = "choice"
prompt = '''<script>alert(1)</script> "a" ]]> <!-- x --> {only}`teacher` &amp; 1 < 2 <b>bold</b>

```{only} teacher
hidden?
```

# A heading

<div onclick="x">block</div>'''
[[item.option]]
id = "a"
text = '''<img src=x onerror=alert(1)> "quoted" ]]>'''
correct = true
[[item.option]]
id = "b"
text = '''<input name="evil">'''

[[item]]
id = "two"
kind = "cloze"
prompt = "Fill in."
text = '''<select> [[gap]] [[unknown]] </select>'''
[[item.gap]]
id = "gap"
options = ['"><script>', "</select>"]
answer = "</select>"
"""


@pytest.mark.parametrize("builder", ["html", "latex", "text", "gettext", "xml"])
def test_hostile_text_stays_text(pack, builder):
    """Tags, comments, directives and headings in a data file never become markup."""
    pack.sheet(HOSTILE)
    pack.page("lesson", "# L\n\n```{worksheet} hostile\n```\n")
    built = pack.build(builder, strict=False)

    assert [line for line in built.warnings if "Unknown interpreted text role" not in line] == []
    if builder != "html":
        return
    page = soup(built, "lesson.html")
    sheet = page.select_one("form.tk-sheet")
    assert sheet.select("script, img, b, h1, h2, [onclick], [name=evil]") == []
    assert sheet["aria-label"] == '</form><script>alert(1)</script> & "quotes"'
    assert "<script>alert(1)</script>" in sheet.text
    assert "<!– x –>" in sheet.text  # as text it also gets typographic dashes
    assert '<img src=x onerror=alert(1)> "quoted" ]]>' in sheet.text.replace("”", '"').replace(
        "“", '"'
    )
    assert "[[unknown]]" in sheet.text
    assert [one["value"] for one in sheet.select("option")] == ["", '"><script>', "</select>"]


def test_a_prompt_need_not_begin_with_a_sentence(pack):
    """A list or quotation follows the legend, which then holds number and task."""
    sheet = (pack.root / "exercises/all-kinds.toml").read_text(encoding="utf-8")
    pack.sheet(
        sheet.replace("'''Who keeps the treaty?'''", "'''> They keep it.\n\n1. Who?\n2. Why?'''")
    )
    group = item(soup(pack.build("html")), "choice-graded")

    assert " ".join(group.legend.text.split()) == "Q2 Choose one. (2 points)"
    assert group.blockquote.text.strip() == "They keep it."
    assert [one.text for one in group.select("ol.arabic > li")] == ["Who?", "Why?"]


def test_a_sheet_of_graded_items_needs_no_notes(pack):
    """Without instructions and without practice it begins with its first item."""
    pack.sheet(
        'format = 1\nid = "short"\ntitle = "Short"\n\n'
        '[[item]]\nid = "one"\nkind = "number"\nprompt = "How many?"\nanswer = "3"\n'
    )
    pack.page("lesson", "# L\n\n```{worksheet} short\n```\n")
    form = soup(pack.build("html"), "lesson.html").select_one("form.tk-sheet")

    assert [one.name for one in form.find_all(recursive=False)] == [
        "p",
        "fieldset",
        "div",
        "button",
    ]
    assert form.p["class"] == ["tk-note", "tk-screen", "tk-kept"]
