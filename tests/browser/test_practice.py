"""Items that work in the page: every kind, by mouse and by keyboard, in every state and view."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from at_a_page import ANSWERS, by_keyboard, by_mouse, check, item, response_of, said, tab_to
from axe_playwright_python.sync_playwright import Axe

from packs import CONF, new_pack
from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.marking import mark

STATES = {"right": 0, "partly": 1, "wrong": 2}
SIGNS = {"correct": "✓", "partial": "◐", "incorrect": "✗", "unsure": "?", "unreadable": "?"}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NO_STORAGE = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('no', 'SecurityError'); } });"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError"); };"""
DAMAGED = (
    "{",
    "[]",
    '"x"',
    '{"answers": 3, "tries": null, "states": [1]}',
    '{"answers": {"choice-practice": {"a": 1}, "order-practice": "a;b", "__proto__": "x"}}',
)
PACK_STYLE = Path(__file__).parents[2] / "docs/_static/pack.css"
HOSTILE = '<img src=x onerror="window.pwned=1">"\\\'</script><script>window.pwned=1</script>{{7*7}}'


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """The pack with all kinds, and a sheet that is full of markup."""
    made = new_pack(tmp_path_factory.mktemp("practice"))
    made.conf = CONF.replace('"basic"', '"furo"')
    made.sheet(_hostile_sheet())
    made.page("two", "# Two\n\n```{worksheet} hostile\n```\n\n{fact}`other-rule, treaty-members`\n")
    return made


def _hostile_sheet():
    quoted = f"'''{HOSTILE}'''"
    return (
        'format = 1\nid = "hostile"\ntitle = "Hostile"\n\n'
        f'[[item]]\nid = "choose"\nkind = "choice"\nuse = "practice"\nprompt = {quoted}\n'
        f'explain = {quoted}\n[[item.option]]\nid = "a"\ntext = {quoted}\nwhy = {quoted}\n'
        f'correct = true\n[[item.option]]\nid = "b"\ntext = "b"\nwhy = {quoted}\n\n'
        f'[[item]]\nid = "sort"\nkind = "order"\nuse = "practice"\nprompt = {quoted}\n'
        f'[[item.event]]\nid = "one"\ntext = {quoted}\n[[item.event]]\nid = "two"\ntext = "two"\n\n'
        f'[[item]]\nid = "join"\nkind = "match"\nuse = "practice"\nprompt = "x"\n'
        f'[[item.pair]]\nid = "p"\nleft = {quoted}\nright = {quoted}\nwhy = {quoted}\n'
        f'[[item.pair]]\nid = "q"\nleft = "q"\nright = "w"\n\n'
        f'[[item]]\nid = "say"\nkind = "text"\nuse = "practice"\nprompt = "x"\naccept = '
        f"[{quoted}]\n"
    )


@pytest.fixture(scope="module")
def kinds(pack):
    """The pages, as students get them."""
    return pack.build("html").out


@pytest.fixture(scope="module")
def sheet(pack):
    """The sheet of all kinds."""
    return load_sheet(pack.root / "exercises/all-kinds.toml")


@pytest.fixture
def opened(kinds, browser):
    """A function that opens a page of the pack as a file; what goes wrong there fails the test."""
    contexts, faults = [], []

    def open_(name="sheet", script="", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        return _page(context, name)

    def _page(context, name):
        page = context.new_page()
        # The theme does not expect a browser without storage.
        page.on("pageerror", lambda error: str(error) == "no" or faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message) or dialog.dismiss())
        page.on("request", lambda one: _local(one.url) or faults.append(one.url))
        page.goto((kinds / f"{name}.html").as_uri())
        page.tk_again = lambda: _page(context, name)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _local(url):
    return url.startswith(("file:", "data:", "blob:"))


def _faults(page, rules=RULES):
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def _faults_by_day_and_night(page):
    """All rules, in light and in dark."""
    light = _faults(page)
    page.emulate_media(color_scheme="dark")
    dark = _faults(page)
    page.emulate_media(color_scheme="light")
    return light + [f"dark: {one}" for one in dark]


def _answer_all(page, state):
    """Give every practice item an answer of a state, and check it."""
    for kind, answers in ANSWERS.items():
        group = item(page, f"{kind}-practice")
        by_mouse(group, kind, answers[STATES[state]])
        check(group)


@pytest.mark.parametrize("state", STATES)
def test_every_kind_by_mouse(opened, sheet, state):
    """The page says what the Python marker says, in a sign and in words; axe finds nothing."""
    page = opened()
    for kind, answers in ANSWERS.items():
        group, response = item(page, f"{kind}-practice"), answers[STATES[state]]
        by_mouse(group, kind, response)
        words = check(group)
        expected = mark(sheet.item(f"{kind}-practice"), response, sheet=sheet).state.value

        assert group.get_attribute("data-tk-shown") == expected, kind
        assert words.startswith(SIGNS[expected]), kind
    assert _faults_by_day_and_night(page) == []
    assert page.evaluate(TOO_WIDE) == 0


def test_axe_finds_nothing_before_and_after_checking(opened):
    """Fresh; answered, but not checked; answers shown; handed in; asked whether to clear."""
    page = opened()
    faults = {"fresh": _faults_by_day_and_night(page)}
    for kind, answers in ANSWERS.items():
        by_mouse(item(page, f"{kind}-practice"), kind, answers[0])
    faults["answered"] = _faults_by_day_and_night(page)
    for button in page.locator(".tk-check").all():
        button.click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.locator(".tk-code").fill("s1")
    with page.expect_download():
        page.locator(".tk-download").click()
    page.locator(".tk-clear").click()
    page.locator(".tk-sure").wait_for()
    faults["shown and handed in"] = _faults_by_day_and_night(page)

    assert {state: found for state, found in faults.items() if found} == {}


def test_every_kind_by_keyboard(opened):
    """Tab, arrows, Space, Enter: in one go from the top, focus stays on what was pressed."""
    page = opened()
    for kind, answers in ANSWERS.items():
        group = item(page, f"{kind}-practice")
        by_keyboard(page, group, kind, answers[0])
        button = group.locator(".tk-check")
        tab_to(page, button)
        page.keyboard.press("Enter")

        assert said(group).startswith("✓ Right."), kind
        assert button.evaluate("one => one === document.activeElement")
    tab_to(page, item(page, "essay-practice").locator("textarea"))
    page.keyboard.type("Both sides.")
    tab_to(page, item(page, "essay-practice").locator(".tk-check"))
    page.keyboard.press("Space")
    assert "Nobody has marked yours" in said(item(page, "essay-practice"))
    assert (
        page.locator(".tk-hand-in .tk-progress")
        .inner_text()
        .startswith("Practice: 10 of 10 tried, 9 right.")
    )


def test_enter_in_a_field_checks_its_item(opened):
    """And sends nothing; in a graded item it does nothing."""
    page = opened()
    field = item(page, "number-practice").locator("input")
    field.fill("12")
    field.press("Enter")
    graded = item(page, "number-graded").locator("input")
    graded.fill("7.5")
    graded.press("Enter")

    assert said(item(page, "number-practice")) == "✓ Right."
    assert item(page, "number-graded").locator(".tk-feedback").inner_text() == ""
    assert "?" not in page.url


VIEWS = {
    "dark": ({"color_scheme": "dark"}, COLOURS),
    "phone": ({"viewport": {"width": 320, "height": 640}, "has_touch": True}, RULES),
    "forced colours": ({"forced_colors": "active"}, RULES),
    "less motion": ({"reduced_motion": "reduce"}, None),
}


@pytest.mark.parametrize("view", VIEWS)
def test_feedback_in_every_view(opened, view):
    """Partly right shows every kind of note; nothing is too wide, too pale, or moves."""
    options, rules = VIEWS[view]
    page = opened(**options)
    _answer_all(page, "partly")

    assert page.evaluate(TOO_WIDE) == 0
    assert page.evaluate("document.getAnimations().length") == 0
    if rules:
        assert _faults(page, rules) == []
    if view == "phone":
        buttons = page.locator("form button:visible").all()
        boxes = [one.bounding_box() for one in buttons]
        assert len(boxes) > 20
        assert min(min(one["width"], one["height"]) for one in boxes) >= 24


def test_text_of_twice_the_size(opened):
    """WCAG 1.4.4, and the spacing of 1.4.12: nothing is cut off and nothing too wide."""
    page = opened(viewport={"width": 1280, "height": 900})
    page.add_style_tag(path=PACK_STYLE)  # which gives the theme's frame room for such letters
    page.add_style_tag(
        content="html { font-size: 200% !important }"
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important }"
    )
    _answer_all(page, "wrong")
    cut = page.evaluate(
        """[...document.querySelectorAll('form :is(button, legend, .tk-said, .tk-feedback)')]
        .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1
                       && getComputedStyle(one).display !== 'inline')
        .map(one => one.textContent)"""
    )

    assert page.evaluate(TOO_WIDE) == 0
    assert cut == []


def test_what_was_said_goes_when_the_answer_changes(opened):
    """A verdict belongs to one answer: another answer does not stand beside it."""
    page = opened()
    for kind, (right, _partly, wrong) in ANSWERS.items():
        group = item(page, f"{kind}-practice")
        by_mouse(group, kind, right)
        check(group)
        assert "right" in group.locator(".tk-state").inner_text()
        by_mouse(group, kind, wrong)

        assert "Right." not in group.locator(".tk-feedback").inner_text(), kind
        assert group.locator(".tk-said").count() == 0
        assert group.locator(".tk-state").inner_text() == "Tries: 1"


def test_feedback_of_each_option(opened):
    """What the author says of what was chosen, and of nothing else."""
    page = opened()
    group = item(page, "choice-practice")
    by_mouse(group, "choice", "brussels")
    words = check(group)
    assert "The headquarters moved there only in 1967." in words
    assert "Washington Treaty" not in words

    group = item(page, "multi-practice")
    by_mouse(group, "multi", "canada;greece")
    check(group)
    notes = [" ".join(one.split()) for one in group.locator(".tk-said").all_inner_texts()]
    assert notes == ["✓ right One of the two outside Europe.", "✗ not right It joined in 1952."]
    assert "founder without an army" not in group.inner_text()

    group = item(page, "text-practice")
    by_mouse(group, "text", "a majority")
    assert "A majority is not enough." in check(group)
    by_mouse(group, "text", "rich")
    assert "A majority is not enough." not in check(group)


def test_what_the_page_cannot_tell_it_does_not_say(opened):
    """Near misses, numbers in no form, nothing at all: in words of their own."""
    page = opened()
    text, number = item(page, "text-practice"), item(page, "number-practice")
    by_mouse(text, "text", "something else entirely")
    assert "Not recognised: compare with the model answer." in check(text)
    by_mouse(number, "number", "many")
    words = check(number)
    assert words.startswith("?")
    assert check(item(page, "date-practice")).startswith("– There is no answer yet.")
    assert item(page, "date-practice").locator(".tk-state").inner_text() == ""


def test_answers_open_after_trying(opened):
    """Not before; and graded items have none, and say who marks them."""
    page = opened()
    details = item(page, "choice-practice").locator("details")
    assert not details.is_visible()
    by_mouse(item(page, "choice-practice"), "choice", "brussels")
    check(item(page, "choice-practice"))
    assert details.is_visible()
    assert details.locator("summary").inner_text() == "Show the answer, and why"

    graded = item(page, "choice-graded")
    assert graded.locator(".tk-state").inner_text() == "No answer yet. Your teacher marks this."
    graded.locator("input").first.check()
    assert graded.locator(".tk-state").inner_text() == "Answered. Your teacher marks this."
    assert graded.locator("details, .tk-check").count() == 0


def test_ordering_is_announced_and_keeps_focus(opened):
    """At the ends a button is off but keeps focus; an order that nobody touched is no answer."""
    page = opened()
    group = item(page, "order-practice")
    assert response_of(group) == ""
    assert check(group).startswith("– There is no answer yet.")
    first = group.locator("li[data-tk-id=greece]")
    down = first.locator(".tk-move").last
    down.focus()
    page.keyboard.press("Enter")

    assert down.evaluate("one => one === document.activeElement")
    assert "is now 2 of 3." in said(group)
    page.keyboard.press("Space")
    assert down.get_attribute("aria-disabled") == "true"
    assert down.evaluate("one => one === document.activeElement")
    before = response_of(group)
    page.keyboard.press("Enter")
    assert response_of(group) == before
    assert down.inner_text().split("\n")[-1].strip() == "Move down: Greece joins"


def test_live_regions_are_there_before_their_words(opened):
    """Empty at first; the same words twice are read out twice, because they go in between."""
    page = opened()
    group = item(page, "number-practice")
    region = group.locator(".tk-feedback")
    assert region.get_attribute("role") == "status"
    region.evaluate(
        """one => { window.heard = [];
        new MutationObserver(() => window.heard.push(one.textContent)).observe(
          one, { childList: true }); }"""
    )
    by_mouse(group, "number", "30")
    for _ in range(2):
        check(group)
        page.wait_for_timeout(120)
    heard = page.evaluate("window.heard")

    assert heard.count("") >= 1
    assert len([one for one in heard if "Not right" in one]) == 2


def test_feedback_belongs_to_its_control(opened):
    """A note is tied to what it is about, for those who come back to it with Tab."""
    page = opened()
    for kind in ("multi", "cloze", "match", "claims"):
        group = item(page, f"{kind}-practice")
        by_mouse(group, kind, ANSWERS[kind][2])
        check(group)
        described = group.locator("[aria-describedby]").all()
        texts = [
            one.evaluate(
                "one => document.getElementById(one.getAttribute('aria-describedby')).textContent"
            )
            for one in described
        ]

        assert described, kind
        assert all("right" in text for text in texts), kind


def test_answers_survive_a_reload_and_reach_a_second_tab(opened):
    """Every kind; and what one tab clears is gone in the other."""
    page = opened()
    _answer_all(page, "partly")
    page.locator("#item-all-kinds-essay-graded textarea").fill("All of them.\n  二行目 “quoted”")
    page.locator("#item-all-kinds-order-graded .tk-move").nth(1).click()
    page.locator("#item-all-kinds-order-graded .tk-move").nth(2).click()
    script = "[...document.querySelectorAll('[data-tk-item]')].map(one => teachkit.response(one))"
    before = page.evaluate(script)
    page.reload()
    assert page.evaluate(script) == before
    assert item(page, "multi-practice").locator(".tk-state").inner_text() == "Tries: 1"
    assert item(page, "multi-practice").locator("details").is_visible()

    other = page.tk_again()
    assert other.evaluate(script) == before
    by_mouse(item(other, "number-practice"), "number", "99")
    page.wait_for_function("document.querySelector('[name=number-practice]').value === '99'")
    other.locator(".tk-clear").click()
    assert other.locator(".tk-clear-no").evaluate("one => one === document.activeElement")
    other.keyboard.press("Escape")
    assert other.locator(".tk-clear").evaluate("one => one === document.activeElement")
    assert other.evaluate(script).count("") < 20
    other.locator(".tk-clear").click()
    other.locator(".tk-clear-yes").click()
    page.wait_for_function("document.querySelector('[name=number-practice]').value === ''")
    assert set(other.evaluate(script)) == {""}
    assert set(page.evaluate(script)) == {""}
    assert page.evaluate("Object.keys(localStorage).filter(one => one.startsWith('tk:'))") == []


@pytest.mark.parametrize("script", [NO_STORAGE, FULL], ids=["forbidden", "full"])
def test_a_browser_that_keeps_nothing_is_told_of(opened, script):
    """The page says so, works all the same, and lets one save a file."""
    page = opened(script=script)
    group = item(page, "number-practice")
    by_mouse(group, "number", "12")

    assert check(group) == "✓ Right."
    assert group.locator(".tk-state").inner_text() == "✓ right; tries: 1"
    assert "does not keep your answers" in page.locator(".tk-kept").first.inner_text()
    page.locator(".tk-code").fill("k7")
    with page.expect_download() as download:
        page.locator(".tk-download").click()
    saved = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert saved["answers"] == {"number-practice": "12"}
    if script is NO_STORAGE:
        assert _faults(page) == []


def test_nothing_is_kept_but_answers(opened):
    """No name, no code: only what was answered, under the sheet and its state."""
    page = opened()
    by_mouse(item(page, "number-practice"), "number", "12")
    page.locator(".tk-code").fill("Maria")
    kept = page.evaluate("Object.fromEntries(Object.entries(localStorage))")

    assert [name.split(":")[:2] for name in kept if name.startswith("tk:")] == [["tk", "all-kinds"]]
    assert "Maria" not in str(kept)


def test_what_is_damaged_in_storage_does_no_harm(opened):
    """Another program's bytes, or somebody's experiments."""
    page = opened()
    key = page.evaluate(
        "(() => { const f = document.querySelector('form.tk-sheet').dataset;"
        " return 'tk:' + f.tkSheet + ':' + f.tkBuild; })()"
    )
    for value in DAMAGED:
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
        page.reload()
        by_mouse(item(page, "number-practice"), "number", "12")
        assert check(item(page, "number-practice")) == "✓ Right."


def test_the_file_is_graded_as_the_page_said(opened, pack, tmp_path):
    """Typed in the browser, downloaded, graded by the command: the same verdicts."""
    page = opened()
    page.locator(".tk-download").click()
    page.locator(".tk-done:not(:empty)").wait_for()
    assert page.locator(".tk-done").inner_text() == "Type your student code first."
    assert page.locator(".tk-code").evaluate("one => one === document.activeElement")
    verdicts, files = {}, []
    for student, state in enumerate(STATES, start=1):
        _answer_all(page, state)
        page.locator("#item-all-kinds-essay-graded textarea").fill("All, “together”;\n所以")
        page.locator("#item-all-kinds-match-graded select").first.select_option("1982")
        for group in page.locator("[data-tk-shown]").all():
            name = group.get_attribute("data-tk-item")
            verdicts[f"s{student}", name] = group.get_attribute("data-tk-shown")
        page.locator(".tk-code").fill(f"s{student}")
        with page.expect_download() as download:
            page.locator(".tk-download").click()
        assert download.value.suggested_filename == f"all-kinds-s{student}.json"
        files.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(files[-1])
    path = pack.root / "exercises/all-kinds.toml"
    code = main(["grade", str(path), *map(str, files), "--out", str(tmp_path / "out")])
    rows = (tmp_path / "out/marks.csv").read_text(encoding="utf-8-sig").splitlines()
    head = rows[0].split(",")
    marked = {}
    for row in rows[1:]:
        cells = dict(zip(head, row.split(","), strict=False))
        marked[cells["student"], cells["item"]] = row

    assert code in {0, 1}
    assert len(verdicts) == 27
    for (student, name), state in verdicts.items():
        if (student, name) in marked:
            assert f",{state}," in marked[student, name], (student, name)


def test_print_shows_what_was_typed(opened):
    """The code at the top, texts in full, the order as it was made; no buttons, no feedback."""
    page = opened()
    _answer_all(page, "wrong")
    long = "\n".join(f"Line {number} of a long answer." for number in range(1, 30))
    page.locator("#item-all-kinds-essay-graded textarea").fill(long)
    page.locator(".tk-code").fill("k-17")
    page.emulate_media(media="print")
    area = page.locator("#item-all-kinds-essay-graded textarea")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert area.evaluate("one => one.scrollHeight - one.clientHeight") <= 2
    assert page.locator("form .tk-paper").first.inner_text() == "Student code: k-17"
    assert page.locator("form button:visible").count() == 0
    assert page.locator(".tk-said:visible, .tk-feedback:visible").count() == 0
    boxes = page.locator("#item-all-kinds-order-practice .tk-position")
    assert [one.input_value() for one in boxes.all()] == ["1", "2", "3"]
    untouched = page.locator("#item-all-kinds-order-graded .tk-position")
    assert {one.input_value() for one in untouched.all()} == {""}


def test_hostile_text_stays_text(opened):
    """In prompts, options, feedback, and in what a student types: shown, never run."""
    page = opened("two")
    groups = page.locator("[data-tk-item]")
    page.locator("[name=choose]").first.check()
    page.locator("#item-hostile-sort .tk-move").nth(1).click()
    page.locator("#item-hostile-join select").first.select_option(index=1)
    page.locator("[name=say]").fill(HOSTILE)
    for group in groups.all():
        check(group)
    page.reload()
    for group in groups.all():
        check(group)
    words = page.locator("#item-hostile-choose .tk-feedback").inner_text()

    assert page.evaluate("window.pwned") is None
    assert "onerror" in words
    assert page.locator("form :is(img, script)").count() == 0
    assert page.locator("[name=say]").input_value() == HOSTILE
    assert _faults(page) == []


def test_the_same_item_twice_on_a_page(opened):
    """What is answered in one place stands in the other, and on the worksheet."""
    page = opened("lesson")
    first, second = page.locator("[data-tk-item=match-graded]").all()
    first.locator("select").first.select_option("1999")

    assert response_of(second) == response_of(first) == '{"spain":"1999"}'
    assert page.locator(".tk-hand-in").get_by_role("button").count() >= 1
    assert page.locator(".tk-hand-in .tk-download").count() == 0
