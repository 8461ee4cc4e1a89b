"""The review page in a real browser: by keyboard, by mouse, accessible, alone, and safe."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from teachkit.cli import main

ROOT = Path(__file__).parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "grading.toml"
HOSTILE = "</script><img src=x onerror=document.title='HIT'>"
CLASS = (
    "student,word,gaps.door,gaps.who,say\n"
    "S01,Washington DC,10,the members,All decide.\n"
    "S02,washington dc.,10,the members,\n"
    "S03,Washington D.C. USA,10,everyone,None of them.\n"
    f'S04,Boston,10,all members,"{HOSTILE}"\n'
    f'S05,"{HOSTILE}",10,all members,\n'
)
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
VIEWS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
    "dark-phone": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NO_STORE = """Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"""


@pytest.fixture
def graded(tmp_path, monkeypatch, capsys):
    """A graded class with its review page, in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    Path("class.csv").write_text(CLASS, "utf-8")
    main(["grade", "grading", "class.csv", "--out", "out"])
    assert main(["review", "out"]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.fixture
def page(browser, graded):
    """The page, opened from the disk."""
    context = browser.new_context(accept_downloads=True)
    opened = context.new_page()
    opened.asked, opened.wrong = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    opened.on("console", lambda said: said.type == "error" and opened.wrong.append(said.text))
    opened.goto((graded / "out" / "review.html").as_uri())
    yield opened
    assert opened.wrong == []
    context.close()


def saved(page, tmp_path, name="decisions.toml", *, by_key=False):
    """Save the decisions and return the file."""
    with page.expect_download() as waiting:
        if by_key:
            page.keyboard.press("Enter")
        else:
            page.click("#save")
    assert waiting.value.suggested_filename == "decisions.toml"
    waiting.value.save_as(tmp_path / name)
    return tmp_path / name


def tab_to(page, selector):
    """Press Tab until an element has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_a_class_is_marked_with_the_keyboard_alone(page, tmp_path, table_of):
    """From Tab to the saved file, which the next grading applies."""
    tab_to(page, "#who")
    page.keyboard.type("KM")
    tab_to(page, "#tab-0")
    page.keyboard.press("Enter")
    seen = []
    while page.evaluate("document.activeElement.closest('.unit') !== null"):
        said = page.evaluate("document.activeElement.querySelector('.said').textContent")
        essay = page.evaluate("document.activeElement.matches('.essay')")
        seen.append(said)
        if essay:
            page.keyboard.press("9")  # no level has so many points: nothing is chosen
            page.keyboard.press("4" if said == "All decide." else "0")
        else:
            page.keyboard.press("a" if "ashington" in said or "members" in said else "r")
        assert len(seen) < 30
    assert page.evaluate("document.activeElement.id") == "save"
    file = saved(page, tmp_path, by_key=True)

    assert main(["grade", "grading", "class.csv", "--out", "out", "--decisions", str(file)]) == 1
    rows = table_of("out/marks.csv")
    points = {key: row["points"] for key, row in rows.items() if key[1] in ("word", "gaps", "say")}
    assert points == {
        **{(f"S0{n}", "word"): str(int(n < 4)) for n in range(1, 6)},
        **{(f"S0{n}", "gaps"): "2" if n != 3 else "1" for n in range(1, 6)},
        ("S01", "say"): "4",
        ("S03", "say"): "0",
        ("S04", "say"): "0",
        ("S02", "say"): "0",
        ("S05", "say"): "0",
    }
    assert rows["S01", "word"]["reason"] == "decided by KM: accepted"
    assert main(["review", "out"]) == 0
    assert "Nothing is left to decide" in Path("out/review.html").read_text("utf-8")


@pytest.fixture
def table_of(graded):
    """Read marks by student and item."""
    import csv

    def read(name):
        with (graded / name).open(encoding="utf-8", newline="") as stream:
            return {(row["student"], row["item"]): row for row in csv.DictReader(stream)}

    return read


def test_nothing_is_chosen_before_a_person_chooses(page):
    """The suggestion is words beside the answer."""
    assert page.locator("[aria-pressed=true], input:checked:not(#keys)").count() == 0
    assert "Suggestion: probably right: it holds all words of 'Washington'" in page.inner_text(
        "main"
    )


def test_mouse_cluster_exception_undo_and_reload(page, tmp_path):
    """Like answers at once, one flipped, one step taken back, and all of it still there."""
    page.click("text=Accept all 2")
    assert page.locator(".unit[data-verdict=accept]").count() == 2
    page.locator(".cluster .unit", has_text="USA").get_by_role("button", name="Half").click()
    page.locator(".unit", has_text="Boston").get_by_role("button", name="Reject").click()
    page.click("#undo")
    assert page.locator(".unit[data-verdict=reject]").count() == 0
    page.locator(".unit", has_text="Boston").get_by_label("Part credit").select_option("1/4")
    expect(page.locator(".unit[data-verdict=credit]")).to_have_count(2)
    page.reload()

    expect(page.locator(".unit[data-verdict=credit]")).to_have_count(2)
    assert page.inner_text("#count") == "3 of 9 settled"
    assert "S0" not in page.evaluate("JSON.stringify(Object.assign({}, localStorage))")
    page.fill("#who", 'K"M')
    page.fill("#when", "2026-11-22")
    entries = tomllib.loads(saved(page, tmp_path).read_text("utf-8"))["decision"]
    assert [(one["form"], one["verdict"], one.get("credit")) for one in entries] == [
        ("washington dc", "accept", None),
        ("washington dc usa", "credit", "1/2"),
        ("boston", "credit", "1/4"),
    ]
    assert {one["who"] for one in entries} == {'K"M'}
    page.locator(".unit", has_text="Boston").get_by_label("Part credit").select_option("")
    page.locator(".unit[data-verdict=accept]").get_by_role("button", name="Accept").click()
    later = tomllib.loads(saved(page, tmp_path, "later.toml").read_text("utf-8"))["decision"]
    assert [(one["form"], one["verdict"]) for one in later] == [
        ("washington dc usa", "credit"),
        ("washington dc", "open"),
        ("boston", "open"),
    ]


def test_the_rest_of_a_question_at_once(page):
    """What is on the screen and still open; what was decided stays."""
    page.click("text=Accept all 2")
    page.click("#q-0 > .rest [data-v=reject]")

    assert page.locator("#q-0 .unit[data-verdict=accept]").count() == 2
    assert page.locator("#q-0 .unit[data-verdict=reject]").count() == 2
    assert page.locator("#tab-0 .left").inner_text() == "done"
    page.click("#undo")
    assert page.locator("#q-0 .unit[data-verdict=reject]").count() == 0


def test_skip_leaves_an_answer_open_and_goes_on(page):
    """By mouse as by the key s."""
    first = page.locator("#u-0-0")
    first.get_by_role("button", name="Skip").click()

    assert page.evaluate("document.activeElement.id") == "u-0-1"
    assert first.get_attribute("data-verdict") == ""
    assert page.inner_text("#count").startswith("0 of")


def test_keys_act_only_on_an_answer_and_can_be_turned_off(page):
    """A letter typed elsewhere decides nothing."""
    page.keyboard.press("a")
    page.click("#who")
    page.keyboard.type("ara")
    assert page.locator("#count").inner_text().startswith("0 of")
    page.uncheck("#keys")
    page.locator(".unit").first.focus()
    page.keyboard.press("a")
    assert page.locator("#count").inner_text().startswith("0 of")
    page.check("#keys")
    page.locator(".unit").first.focus()
    for key in ("j", "k", "s", "p", "u", "A", "u", "R", "u", "u", "Control+a"):
        page.keyboard.press(key)
    assert page.locator("#count").inner_text().startswith("0 of")
    assert page.locator("#said").inner_text() in ("Nothing to undo", "")


def test_students_are_anonymous_unless_asked(page):
    """Codes are hidden; a box shows them."""
    assert "S01" not in page.inner_text("body")
    page.check("#codes")
    assert "S01, S02" in page.inner_text("#q-0")


def test_essays_stand_alone_with_the_rubric_beside(page):
    """One answer at a time, in an order of its own, levels side by side."""
    page.locator("[id^=tab-]").last.click()
    assert page.locator(".essay:visible").count() == 1
    first = page.inner_text(".essay:visible .said")
    tops = {
        box["y"]
        for box in (one.bounding_box() for one in page.locator(".essay:visible label").all())
    }
    assert len(tops) == 1
    page.click(".essay:visible >> text=Next answer")
    assert page.inner_text(".essay:visible .said") != first
    page.click(".essay:visible >> text=Previous answer")
    page.check(".essay:visible >> nth=0 >> input >> nth=1")
    assert "Marked." in page.inner_text(".essay:visible .verdict")
    page.click(".essay:visible >> text=Clear")
    assert page.locator("input:checked:not(#keys)").count() == 0


def test_initials_are_needed(page):
    """The file says who decided."""
    page.click("#save")
    assert page.is_visible("#who-wrong")
    assert page.evaluate("document.activeElement.id") == "who"
    assert page.get_attribute("#who", "aria-invalid") == "true"


def test_what_students_write_stays_text(page):
    """Nothing of it runs, and nothing is asked of the network."""
    for tab in page.locator("[id^=tab-]").all():
        tab.click()
    page.wait_for_timeout(100)

    assert page.title().startswith("Review")
    assert page.locator("main img").count() == 0
    assert page.asked == [page.url.split("#")[0]]


def test_a_browser_that_keeps_nothing_says_so(browser, graded):
    """And the page works all the same."""
    context = browser.new_context()
    opened = context.new_page()
    opened.add_init_script(NO_STORE)
    opened.goto((graded / "out" / "review.html").as_uri())
    assert opened.is_visible("#unstored")
    opened.click("text=Accept all 2")
    assert opened.inner_text("#count") == "2 of 9 settled"
    context.close()


def test_two_windows_show_the_same(browser, graded):
    """What is decided in one appears in the other."""
    context = browser.new_context()
    one, other = context.new_page(), context.new_page()
    for opened in (one, other):
        opened.goto((graded / "out" / "review.html").as_uri())
    one.click("text=Accept all 2")
    other.wait_for_function("document.getElementById('count').textContent.startsWith('2 of')")
    context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(browser, graded, view):
    """WCAG 2.2 AA and best practice, on every question, decided or not; nothing too wide."""
    context = browser.new_context(**VIEWS[view])
    opened = context.new_page()
    opened.goto((graded / "out" / "review.html").as_uri())
    opened.click("#save")
    opened.click("text=Keys, while")
    opened.check("#codes")
    failed = []
    for tab in opened.locator("[id^=tab-]").all():
        tab.click()
        for name in ("Accept", "Reject"):
            for button in opened.get_by_role("button", name=name, exact=True).all()[:1]:
                button.click()
        found = Axe().run(opened, options=RULES).response["violations"]
        failed += [f"{one['id']}: {one['nodes'][0]['html'][:90]}" for one in found]
        if opened.evaluate(TOO_WIDE) > 0:
            failed.append("wider than the screen")
    small = opened.evaluate(
        "[...document.querySelectorAll('button, input, select, summary')]"
        ".map(n => n.getBoundingClientRect())"
        ".filter(r => r.width && (r.width < 24 || r.height < 24)).length"
    )
    context.close()

    assert failed == []
    assert small == 0


def test_many_answers_come_in_pages(browser, tmp_path, monkeypatch):
    """A nation's answers do not stop the browser."""
    monkeypatch.chdir(tmp_path)
    Path("grading.toml").write_bytes(FIXTURE.read_bytes())
    rows = "".join(f"S{n:03},{chr(97 + n % 26) * 3}{n} q{n * 7}\n" for n in range(250))
    Path("class.csv").write_text(f"student,word\n{rows}", "utf-8")
    for command in (["grade", "grading", "class.csv", "--out", "out"], ["review", "out"]):
        main(command)
    opened = browser.new_page()
    opened.goto((tmp_path / "out" / "review.html").as_uri())

    assert opened.locator(".unit").count() == 100
    opened.click("#more-0")
    opened.click("#more-0")
    assert opened.locator(".unit").count() == 250
    assert not opened.is_visible("#more-0")
    opened.close()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_a_regrade_and_a_decided_letter(browser, graded, view):
    """The report of a regrade, and a letter with rubric levels, at every width."""
    decisions = (
        'format = 1\nsheet = "grading"\n\n[[decision]]\nwho = "KM"\nitem = "say"\n'
        'student = "S01"\nverdict = "levels"\nlevels = { claim = "4" }\n'
    )
    (graded / "out" / "decisions.toml").write_text(decisions, "utf-8")
    sheet = graded / "grading.toml"
    text = sheet.read_text("utf-8").replace('["Washington"]', '["Washington", "Boston"]')
    sheet.write_text(text, "utf-8")
    assert main(["regrade", "out"]) == 0
    context = browser.new_context(**VIEWS[view])
    opened = context.new_page()
    failed = []
    for name in ("regrade.html", "feedback/S01.html", "feedback/S04.html"):
        opened.goto((graded / "out-regraded" / name).as_uri())
        found = Axe().run(opened, options=RULES).response["violations"]
        failed += [f"{name}: {one['id']}" for one in found]
        if opened.evaluate(TOO_WIDE) > 0:
            failed.append(f"{name}: wider than the screen")
    title = opened.title()
    context.close()

    assert failed == []
    assert "HIT" not in title
