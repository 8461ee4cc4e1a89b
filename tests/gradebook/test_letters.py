"""Letters to students: readable, safe, and about no one else."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from classes import CLASS, HEADER
from hypothesis import given
from hypothesis import strategies as st

from teachkit.gradebook import grade_class
from teachkit.gradebook.filenames import file_names
from teachkit.gradebook.markup import escape, inline, paragraphs, plain

VOID = {"meta", "br", "hr", "img", "link", "input"}
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "ol",
    "li", "dl", "dt", "dd", "section", "table", "thead", "tbody", "tr", "th", "td", "a", "strong",
    "em", "code", "bdi",
}  # fmt: skip


class Page(HTMLParser):
    """A page as a browser's parser sees it; a tag closed out of turn is an error."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.text, self.links, self.ids = [], [], "", [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        assert tag in ALLOWED
        given = dict(attrs)
        self.tags.append((tag, given))
        self.links += [given["href"]] if "href" in given else []
        self.ids += [given["id"]] if "id" in given else []
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        """Close a tag."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Note the text that is shown."""
        if self.open and self.open[-1] != "style":
            self.text += data + " "


def _letter(name):
    return Path(f"out/feedback/{name}.html").read_text("utf-8")


def _words(name):
    return " ".join(Page(_letter(name)).text.split())


def test_a_letter_is_one_sound_page(grade):
    """Whole HTML, one h1, ids that are unique, nothing from elsewhere."""
    grade({"a.csv": CLASS})
    for name in ("S01", "S02", "S03", "S04"):
        page = Page(_letter(name))
        tags = [tag for tag, _ in page.tags]
        assert tags.count("h1") == tags.count("title") == tags.count("main") == 1
        assert len(page.ids) == len(set(page.ids)) == 9
        assert dict(page.tags)["html"] == {"lang": "en"}
        assert {"src", "srcset", "style", "onclick"}.isdisjoint(
            key for _, given in page.tags for key in given
        )
        policy = next(given for _, given in page.tags if "http-equiv" in given)
        assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
        assert "@import" not in _letter(name)


def test_answers_are_shown_as_texts(grade):
    """Not as the ids that stand in the file."""
    grade({"a.csv": CLASS})
    good, poor = _words("S01"), _words("S02")

    assert "Your answer The Washington Treaty" in good
    assert "Your answer Article 5 Article 10 Article 6" in good
    assert "Your answer Greece joins Spain joins Sweden joins" in good
    assert "Spain 1982 Right" in good
    assert "(1) 10 Right" in good
    assert "Your answer 50 (unit: percent)" in good
    assert "The Treaty of Rome; of 1957" in poor
    assert "Spain 2023 Not right: '2023' does not belong here; '1982' does. In 1982." in poor


def test_points_come_with_their_arithmetic(grade):
    """Per question and as a sum."""
    grade({"a.csv": CLASS})

    assert "11 of 15 points so far; your teacher will mark answers worth 4 points" in _words("S01")
    assert "0 of 3 points Q2" in _words("S02")
    assert "1 right - 1 wrong of 3 = 0" in _words("S02")
    rows = f"{HEADER}\nS05,,five;ten,,9,all members,,,,,,,\n"
    grade({"a.csv": rows})
    words = _words("S05")
    assert "Partly right: 2 right - 0 wrong of 3 = 2/3; 2/3 × 3 points = 2" in words
    assert "1 of 2 gaps right = 1/2; 1/2 × 2 points = 1" in words
    assert "3 of 15 points Feedback" not in words
    assert "3 of 15 points" in words


def test_feedback_is_on_what_was_chosen(grade):
    """The author's words for it, what was missed, and the explanation."""
    grade({"a.csv": CLASS})
    words = _words("S02")

    assert "That is another treaty." in words
    assert "Signed in Washington ." in words
    assert "Article 40 – There are 14. Right too: Article 10 / Article 6" in words
    assert "In order of time: Greece joins (1952) Spain joins (1982) Sweden joins (2024)" in words
    assert "Yes, the one ." in _words("S01")
    assert "said supported, but it is contradicted: The first words." in words


def test_what_is_open_says_so_and_tells_no_key(grade):
    """A person decides first."""
    grade({"a.csv": CLASS})
    words = _words("S04")
    first = words.split("Q1 ")[1].split("Q2 ")[0]

    assert "– of 1 point" in words
    assert "This could not be read. Your teacher will mark this." in first
    assert "Signed in" not in first
    assert "Your answer No idea. Result Your teacher will mark this." in words
    assert "(2) all Your teacher will mark this." in words


def test_a_blank_is_called_no_answer(grade):
    """And the explanation is there to learn from."""
    grade({"a.csv": CLASS})
    words = _words("S03")

    assert "Your answer none Result No answer Feedback Signed in Washington ." in words
    assert "0 of 15 points" in words
    assert "What went well" not in words


def test_punctuation_alone_is_shown_though_it_is_blank(grade):
    """Nothing that was written disappears."""
    grade({"a.csv": "student,word\nS01,?!\n"})

    assert "Your answer ?! Result No answer" in _words("S01")


def test_sections_to_read_again_are_linked(grade):
    """Label as in the page; the base may lack its slash."""
    grade({"a.csv": CLASS}, lesson_url="https://example.org/nato")
    base = "https://example.org/nato/lessons/1-test/index.html"
    links = Page(_letter("S02")).links

    assert f"{base}#part-one" in links
    assert f"{base}#part-two" in links
    assert "The part of the lesson for Q3, Q4, Q5" not in _words("S01")
    grade({"a.csv": CLASS})
    assert "lessons/1-test/index.html#part-two" in Page(_letter("S02")).links


def test_a_sheet_without_a_lesson_links_nowhere(sheet, tmp_path):
    """A worksheet works on its own."""
    (tmp_path / "a.csv").write_text(CLASS, "utf-8")
    alone = replace(sheet, lesson="")
    grade_class(alone, [tmp_path / "a.csv"], tmp_path / "out")
    links = Page((tmp_path / "out/feedback/S02.html").read_text("utf-8")).links

    assert links == ["https://example.org/a?b=1&c=2"]


def test_strengths_are_objectives_or_right_answers(grade):
    """Never a place among others."""
    grade({"a.csv": CLASS})

    assert "What went well Name who decides." in _words("S01")
    assert "What went well" not in _words("S02")
    assert "What went well You answered Q8 fully right." in _strong(grade)


def _strong(grade):
    grade({"a.csv": f"{HEADER}\nS06,,,,,,,,,,,50,\n"})
    return _words("S06")


def test_items_that_were_not_handed_in_are_listed_only(grade):
    """They are neither right nor wrong."""
    grade({"a.csv": "student,word,one\nS01,Washington,washington\n"})

    assert "Not part of this work: Q2, Q4, Q5, Q6, Q7, Q8 and Q9." in _words("S01")


def test_who_handed_in_nothing_gets_no_letter(grade):
    """An unreadable row gets one that says so."""
    roster = "student,status\nS01,\nS02,excused\nS03,\nS04,\n"
    grade({"class.csv": roster, "a.csv": "student,word\nS01,x\nS04\n"}, roster="class.csv")

    assert sorted(path.name for path in Path("out/feedback").iterdir()) == ["S01.html", "S04.html"]
    assert "Your work could not be read." in _words("S04")


def test_names_are_in_the_letter(grade):
    """With the code behind."""
    grade({"a.csv": "student,name,word\nS01,Ada <b>,x\n"})

    assert "Feedback for Ada <b> (S01)" in _words("S01")


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "</style></main><img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<!-- ",
        "\u202e\u2066x",
        "&lt;b&gt;",
    ],
)
def test_nothing_a_student_writes_is_markup(grade, evil):
    """In an answer, a code, a name, a gap; it is shown as it was typed."""
    cell = '"' + evil.replace('"', '""') + '"'
    header = HEADER.replace("student", "student,name")
    code = cell if "\u202e" not in evil else "S01"
    grade({"a.csv": f"{header}\n{code},{cell},{','.join([cell] * 12)}\n"})
    (path,) = Path("out/feedback").iterdir()
    page = Page(path.read_text("utf-8"))

    assert evil in page.text
    assert not any(link.startswith("javascript") for link in page.links)


def test_control_characters_are_not_in_a_page():
    """They are no HTML."""
    assert escape("a\x07b\x1b\x85\ud800\n\t") == "a\ufffdb\ufffd\ufffd\ufffd\n\t"


@pytest.mark.parametrize(
    ("text", "html", "words"),
    [
        ("a *b* **c** `d`", "a <em>b</em> <strong>c</strong> <code>d</code>", "a b c d"),
        ("*a [b](https://x.example)*", '<em>a <a href="https://x.example">b</a></em>', None),
        ("[b](javascript:x)", "b", "b"),
        ("![alt](x.svg)", "alt", "alt"),
        ("x {fact}`f1`, y", "x, y", "x, y"),
        ("see {ref}`the part <elig>` and {term}`NATO`", None, "see the part and NATO"),
        (r"\*a\* 2 * 3 < 4", "*a* 2 * 3 &lt; 4", "*a* 2 * 3 < 4"),
        ('<a href="x">', "&lt;a href=&quot;x&quot;&gt;", '<a href="x">'),
    ],
)
def test_inline_markdown_is_rendered_a_little(text, html, words):
    """Emphasis, code, links; the rest is text."""
    assert html is None or inline(text) == html
    assert words is None or plain(text) == words


def test_blank_lines_part_paragraphs():
    """In prompts and explanations."""
    assert paragraphs("a\nb\n\n c \n") == "<p>a\nb</p><p> c</p>"
    assert paragraphs("") == ""


@given(st.text(alphabet="*`[](){}<>&\"'\\ab:/ht.ps!\n"))
def test_any_text_stays_sound_html(text):
    """Tags are always closed, and in turn."""
    Page(f"<p>{inline(text)}</p>")


def test_plain_codes_are_their_own_file_names():
    """Most codes are."""
    assert file_names(["S01", "a_b-9"]) == {"S01": "S01", "a_b-9": "a_b-9"}


@pytest.mark.parametrize(
    "code",
    ["../../x", "/etc/passwd", "..", "CON", "nul", "LPT1", "x" * 300, "a/b", "a\\b", "Zoë", "田中",
     "a b", ".hidden", "index", "S01.", "C:x", "-rf", "%2e", "a\nb"],
)  # fmt: skip
def test_other_codes_get_a_safe_name(code):
    """Of letters, digits and hyphens, with a hash of the code."""
    (name,) = file_names([code]).values()

    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*-[0-9a-f]{8}", name)
    assert len(name) < 60


def test_names_are_different_on_every_system():
    """Also where capitals make no difference, and for one who is called like a hash."""
    (odd,) = file_names(["x!"]).values()
    names = file_names(["S01", "s01", "x!", "x?", odd, odd.upper()])

    assert len({name.casefold() for name in names.values()}) == 6
    assert file_names(["x!", odd])[odd] == odd


def test_letters_stay_in_their_folder(grade):
    """A student's code is no path."""
    grade({"a.csv": "student,word\n../../x,a\n/etc/y,b\n"})

    assert len(list(Path("out/feedback").iterdir())) == 2
    assert sorted(path.name for path in Path().iterdir()) == ["a.csv", "out"]
