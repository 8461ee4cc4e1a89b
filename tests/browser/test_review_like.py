"""What the review page shows as settled is what the next grading finds, in a real browser."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from teachkit.cli import main

FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
ANSWERS = (
    "The Federal City",
    "federal city",
    "I think it is the federal citty",
    "the Federal Citty",
    "citty hall",
    "not the Federal City",
    "Federal City or Boston",
    "Boston",
    "it is Boston",
    "Bosston",
    "Washington",
    "Philadelphia",
    "Philadelfia",
    "Paris",
    "",
)
STATES = {"accept": "correct", "reject": "incorrect", "": "unsure"}
SHOWN = """() => Object.fromEntries(
  [...document.querySelectorAll('#q-0 .unit')].flatMap(
    unit => [...unit.querySelectorAll('.said')].map(
      said => [said.textContent, unit.dataset.verdict])))"""


@pytest.fixture
def folder(tmp_path, monkeypatch, capsys):
    """A graded class with its page."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    rows = "".join(f"S{at:02},{one}\n" for at, one in enumerate(ANSWERS))
    Path("class.csv").write_text("student,word\n" + rows, "utf-8")
    main(["grade", "grading", "class.csv", "--out", "out"])
    main(["review", "out"])
    capsys.readouterr()
    return tmp_path


@pytest.fixture
def context(browser):
    """A browser that keeps what a page stores while the test runs."""
    made = browser.new_context(accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def table_of(folder):
    """Read marks by student and item."""

    def read(name):
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            return {(row["student"], row["item"]): row for row in csv.DictReader(stream)}

    return read


def opened(context, folder):
    """Open the page as it is now."""
    page = context.new_page()
    page.goto((folder / "out" / "review.html").as_uri())
    return page


def unit(page, form):
    """Find an answer's own box."""
    return page.locator("#q-0 .unit").filter(
        has=page.locator(f"bdi.said:text-is({form!r})")  # the whole answer, not a part of it
    )


def decide(page, form, verdict):
    """Press a button of an answer."""
    unit(page, form).get_by_role("button", name=verdict, exact=True).click()


def graded(page, folder, table_of):
    """Save, grade, and return the state of each answer."""
    page.fill("#who", "KM")
    with page.expect_download() as waiting:
        page.click("#save")
    waiting.value.save_as(folder / "new.toml")
    main(["grade", "grading", "class.csv", "--out", "out", "--decisions", "new.toml"])
    main(["review", "out"])
    rows = table_of("out/marks.csv")
    return {one: rows[f"S{at:02}", "word"]["state"] for at, one in enumerate(ANSWERS) if one}


def agree(shown, states):
    """Compare what the page said of open answers with what grading found."""
    assert {said: states[said] for said in shown} == {
        said: STATES[verdict] for said, verdict in shown.items()
    }


def test_the_next_grading_finds_what_the_page_shows(context, folder, table_of):
    """Settled by likeness, kept open by a veto, flipped by hand; and later from a new page."""
    page = opened(context, folder)
    decide(page, "The Federal City", "Accept")
    expect(page.locator("#said")).to_contain_text("It also settles 2 answers")
    assert "Accepted, being like" in unit(page, "the Federal Citty").inner_text()
    decide(page, "Boston", "Reject")
    decide(page, "citty hall", "Reject")
    shown = page.evaluate(SHOWN)
    assert shown["the Federal Citty"] == ""
    assert shown["it is Boston"] == "reject"
    expect(page.locator("#said")).to_contain_text("Open again: ")
    expect(page.locator("#said")).to_contain_text("‘the Federal Citty’")
    decide(page, "citty hall", "Reject")
    decide(page, "the Federal Citty", "Reject")
    decide(page, "Philadelphia", "Half")
    shown = page.evaluate(SHOWN)
    shown.pop("Philadelphia")
    states = graded(page, folder, table_of)

    agree(shown, states)
    assert states["Philadelphia"] == "partial"
    assert set(shown.values()) == {"accept", "reject", ""}
    # A new page for the same class: what an old page kept on other answers is not taken for these.
    later = opened(context, folder)
    assert later.inner_text("#count").startswith(f"{len(liked(later))} of ")
    assert "it is Boston" in liked(later)
    decide(later, "it is Boston", "Accept")
    decide(later, "Philadelfia", "Accept")
    shown = later.evaluate(SHOWN)
    agree(shown, graded(later, folder, table_of))


def liked(page):
    """Return the answers that are settled by likeness."""
    return page.evaluate(
        "[...document.querySelectorAll('#q-0 .unit.like .said')].map(n => n.textContent)"
    )


def test_undo_takes_all_of_it_back(context, folder):
    """One step: the decision, and what it settled."""
    page = opened(context, folder)
    before = page.evaluate(SHOWN)
    unit(page, "The Federal City").focus()
    page.keyboard.press("a")
    assert len(liked(page)) == 2
    assert unit(page, "The Federal City").locator(".also").inner_text().startswith("This also")
    page.click("#undo")
    assert page.evaluate(SHOWN) == before
    assert "Accepting it also settles 2" in unit(page, "The Federal City").inner_text()
    page.close()


def test_a_short_list_of_ticks_settles_a_question(context, folder, table_of):
    """Tick what is right, reject the rest; the keys Y and N do the same."""
    page = opened(context, folder)
    page.click("summary:has-text('Short list')")
    ticks = page.locator("#ticks-0 li")
    ticks.filter(has_text="The Federal City").first.locator("input").check()
    assert page.locator("#ticks-0 input:checked").count() == 3
    ticks.filter(has_text="I think it is the federal citty").locator("input").uncheck()
    rest = page.locator("#ticks-0 [data-v=reject]")
    assert rest.inner_text().startswith("Reject all ")
    rest.click()
    assert page.locator("#tab-0 .left").inner_text() == "done"
    assert not page.locator("#ticks-0 .rest").is_visible()
    agree(page.evaluate(SHOWN), graded(page, folder, table_of))
    page = opened(context, folder)
    assert page.locator("#q-0 .unit:not(.like)").count() == 0


def test_keys_settle_what_is_left(context, folder):
    """Y accepts, N rejects all that is open; what was settled stays."""
    page = opened(context, folder)
    decide(page, "Boston", "Reject")
    unit(page, "Paris").focus()
    page.keyboard.press("Y")
    shown = page.evaluate(SHOWN)
    assert shown.pop("Boston") == shown.pop("it is Boston") == "reject"
    assert set(shown.values()) == {"accept"}
    page.click("#undo")
    unit(page, "Paris").focus()
    page.keyboard.press("N")
    assert set(page.evaluate(SHOWN).values()) == {"reject"}
