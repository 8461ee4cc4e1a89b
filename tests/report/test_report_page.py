"""The report as a page: what stands first, tables behind pictures, nothing from elsewhere."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.gradebook import grade_class
from teachkit.gradebook.opened import open_statistics
from teachkit.gradebook.statistics_file import statistics_text
from teachkit.report import gather, pooled_html, report_html

ROOT = Path(__file__).parents[2]
VOID = {"meta", "img", "br"}
SHEET = """format = 1
id = "made"
title = "A <made> & small sheet"

[[objective]]
id = "know"
text = "Know <b>things</b> & $x^2$."

[[item]]
id = "one"
kind = "choice"
objective = "know"
prompt = "Which is <right>?"
explain = "."

[[item.option]]
id = "good"
text = "The good one"
correct = true

[[item.option]]
id = "bad"
text = "A <script>alert(1)</script> one"
why = "It tempts because of the *name*."

[[item]]
id = "two"
kind = "text"
objective = "know"
prompt = "Which word?"
accept = ["alpha"]

[[item.reject]]
text = "beta"
why = "Beta is the second letter."

[[item]]
id = "three"
kind = "choice"
objective = "know"
prompt = "Which now?"

[[item.option]]
id = "yes"
text = "Yes"
correct = true

[[item.option]]
id = "no"
text = "No"
"""


class Outline(HTMLParser):
    """Elements with their attributes and the words in them."""

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.ids, self.links = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        given = dict(attrs)
        self.found.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close it; out of turn is an error."""
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        """Note one without content, as pictures have."""
        self.found.append((tag, dict(attrs)))
        self.ids += [dict(attrs)["id"]] if "id" in dict(attrs) else []


def _words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main>")[2]).split())


@pytest.fixture(scope="module")
def page(sample):
    """The report of the sample class."""
    return report_html(gather(sample))


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Grade rows of answers to a small sheet; return its report as a page."""
    monkeypatch.chdir(tmp_path)
    Path("made.toml").write_text(SHEET, encoding="utf-8")

    def run(rows, *, header="student,one,two,three", out="out", roster=None, names=False):
        text = "\n".join([header, *rows]) + "\n"
        Path("class.csv").write_text(text, encoding="utf-8")
        source = Path("made.toml")
        grade_class(load_sheet(source), ["class.csv"], out, source=source, roster=roster)
        return report_html(gather(Path(out), names=names))

    return run


def test_three_sentences_say_what_to_do(page):
    """What to teach again, which key, what waits: before anything else."""
    said = _words(page)
    top = said[: said.index("What the class knows", 300)]

    assert "Teach again: “Apply the tests of Article 10 to a state and say who decides”." in top
    assert "Keys: nothing in the answers speaks against any of them." in top
    assert re.search(r"Decide: 54 answers wait for you \(\d+ different ones\)", top)


def test_a_page_for_itself(page):
    """No script, no foreign address but links to read, no element that loads anything."""
    outline = Outline(page)
    tags = {tag for tag, _ in outline.found}

    assert not tags & {"script", "img", "iframe", "link", "object"}
    assert not [given for _, given in outline.found if "src" in given or "onclick" in given]
    assert all(one.startswith(("#", "../../site/lessons/")) for one in outline.links)
    assert "url(http" not in page
    assert "@import" not in page


def test_ids_are_unique_and_links_within_lead_somewhere(page):
    """Pictures bring ids of their own."""
    outline = Outline(page)

    assert len(outline.ids) == len(set(outline.ids))
    assert {one[1:] for one in outline.links if one.startswith("#")} <= set(outline.ids)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', page.partition("<svg")[2]))
    assert used <= set(outline.ids)


def test_every_picture_has_words_and_a_table(page):
    """A text alternative with numbers; colours are the page's own; words are text."""
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)

    assert len(figures) >= 8
    for figure in figures:
        alt = re.search(r'role="img" aria-label="([^"]+)"', figure)[1]
        assert re.search(r"\d", alt)
        assert "<text" in figure
        assert not re.search(r"(?:fill|stroke): #", figure)
    after = re.split(r"</figure>", page)[1:]
    assert all("<table" in one for one in after)


def test_lesson_links_are_seen_from_the_report(page, sample):
    """One folder higher than the letters."""
    letter = (sample / "feedback" / "S01.html").read_text(encoding="utf-8")

    assert 'href="../../../site/lessons/1-eligibility' in letter
    assert 'href="../../site/lessons/1-eligibility' in page


def test_the_map_shows_codes_and_no_names(made):
    """Names only where they are asked for; states are text."""
    Path("roster.csv").write_text("student,name\nS1,Ann <b>Lee</b>\nS2,\n", encoding="utf-8")
    rows = ["S1,good,alpha,yes", "S2,bad,,no"]

    without = made(rows, roster="roster.csv")
    named = made(rows, roster="roster.csv", names=True)

    assert "Ann" not in without
    assert "Ann &lt;b&gt;Lee&lt;/b&gt;</bdi> (S1)" in named
    table = re.search(r'<table class="map">.*?</table>', without, re.DOTALL)[0]
    assert table.count('scope="row"') == 2
    assert table.index("S1") < table.index("S2")
    assert '–<span class="vh"> left empty</span>' in table


def test_what_the_wrong_answers_show(made):
    """The option's or the known wrong answer's why stands at the question."""
    rows = [f"S{at},{'bad' if at < 8 else 'good'},{'Beta' if at < 9 else 'alpha'},yes"
            for at in range(12)]  # fmt: skip

    said = made(rows)

    assert "It tempts because of the <em>name</em>." in said
    assert "Beta is the second letter." in said
    assert "(9 of 12)" in said


def test_answers_that_name_no_option_have_a_row(made):
    """So that the rows of a table add up to the class."""
    rows = [f"S{at},{'neither one' if at < 3 else 'good'},alpha,yes" for at in range(12)]

    said = made(rows)

    assert re.search(r"<em>names no option</em></\w+><td[^>]*>3</td>", said)
    assert "names no option" not in made([f"S{at},good,alpha,yes" for at in range(12)])


def test_markup_in_sheets_and_answers_is_text(made):
    """Nothing a sheet or a student wrote becomes an element."""
    page = made(
        ['S1,bad,"<img src=x onerror=alert(1)>",no'] * 1
        + ["S2,bad,<img src=x onerror=alert(1)>,no"]
    )

    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    Outline(page)


def test_a_key_in_doubt_comes_first(made):
    """The best third chose the other option."""
    rows = [f"S{at:02},bad,alpha,yes" for at in range(12)]
    rows += [f"T{at:02},good,beta,no" for at in range(12)]

    page = made(rows)

    assert 'Check the key of <a href="#q1">Q1</a>:' in page
    assert page.index("Check the key") < page.index(">What the class knows</h2>")


def test_small_and_empty_classes(made):
    """One student, and one whose sheet is blank: words instead of figures."""
    one = _words(made(["S1,good,alpha,yes"]))
    blank = _words(made(["S1,,,"], out="blank"))
    nothing = _words(made(["S1,good,what,yes"], header="student,one,two,three", out="open"))

    assert "the class is too small to tell" in one
    assert "Go on." in one
    assert "How exact the totals are cannot be told" in one
    assert "left it empty" in blank
    assert "1 student graded" in nothing


def test_variants_stand_side_by_side(made):
    """What was surely harder in one variant is said, with the figures."""
    made([f"A{at:02},good,alpha,yes" for at in range(20)], out="a")
    made([f"B{at:02},bad,alpha,yes" for at in range(20)], out="b")
    both = {name: gather(Path(name)).tally for name in "ab"}
    text = statistics_text(both["a"].merge(both["b"]), both)
    Path("a/statistics.json").write_text(text, encoding="utf-8")
    record = json.loads(Path("a/run.json").read_text(encoding="utf-8"))
    record["outputs"]["statistics.json"] = sha256(text.encode()).hexdigest()
    Path("a/run.json").write_text(json.dumps(record), encoding="utf-8")

    said = _words(report_html(gather(Path("a"))))

    assert "Look at Q1 : harder in one variant than in another" in said
    assert "Q1 a 20 20 1.00 (0.77 to 1.00) yes" in said
    assert "Q2 a 20 20 0.00 (−0.16 to 0.16)" in said


def test_variants_come_from_the_roster(made):
    """A column `variant` is enough to compare the forms of a sheet."""
    rows = [f"A{at:02},good,alpha,yes" for at in range(20)]
    rows += [f"B{at:02},bad,alpha,yes" for at in range(20)]
    roster = ["student,variant", *(f"{one[:3]},{one[0]}" for one in rows)]
    Path("roster.csv").write_text("\n".join(roster) + "\n", encoding="utf-8")

    said = _words(made(rows, roster="roster.csv"))

    assert "Look at Q1 : harder in one variant than in another" in said
    assert "Letters are those of the sheet as its file has it." in said


def test_results_without_students_have_no_map(made):
    """Results of a nation keep statistics only: all else is told."""
    rows = [f"S{at:02},{'good' if at % 3 else 'bad'},alpha,yes" for at in range(15)]
    made(rows)
    record = json.loads(Path("out/run.json").read_text(encoding="utf-8"))
    for name in ("marks.jsonl", "responses.jsonl"):
        del record["outputs"][name]
    Path("out/run.json").write_text(json.dumps(record), encoding="utf-8")

    page = report_html(gather(Path("out")))

    assert "Students and questions" not in page
    assert "What the class knows" in page


def test_of_very_many_students_no_marks_are_read(sample):
    """A nation's marks need not fit into memory: statistics say enough."""
    assert open_statistics(sample, most=5).marks == ()
    assert open_statistics(sample, most=5, names=True).names == {}
    assert len(open_statistics(sample, most=30).marks) == len(open_statistics(sample).marks) > 400


def test_damaged_results_are_refused(made, capsys):
    """What was edited, and what is something else."""
    made(["S1,good,alpha,yes"])
    path = Path("out/statistics.json")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + " ", encoding="utf-8")
    assert main(["report", "out"]) == 1
    assert "was changed since the class was graded" in capsys.readouterr().err

    odd = '{"format": "else"}'
    path.write_text(odd, encoding="utf-8")
    record = json.loads(Path("out/run.json").read_text(encoding="utf-8"))
    record["outputs"]["statistics.json"] = sha256(odd.encode()).hexdigest()
    Path("out/run.json").write_text(json.dumps(record), encoding="utf-8")
    assert main(["report", "out"]) == 1
    assert "can't be read: not of the format" in capsys.readouterr().err
    record["outputs"] = {name: one for name, one in record["outputs"].items() if "/" not in name}
    Path("out/run.json").write_text(json.dumps(record), encoding="utf-8")
    assert main(["letters", "out"]) == 1
    assert "the results hold no letters" in capsys.readouterr().err


def test_same_bytes_again(sample, page):
    """No clock and no chance in a report."""
    assert report_html(gather(sample)) == page


def test_commands(sample, made, tmp_path, capsys):
    """The command writes into the results, readable by the owner only; several need --out."""
    made([f"S{at},good,alpha,no" for at in range(5)])
    assert main(["report", "out"]) == 0
    path = Path("out/report.html")
    assert capsys.readouterr().out.strip() == str(path)
    assert path.stat().st_mode & 0o077 == 0

    assert main(["report", "out", str(sample)]) == 2
    assert "--out" in capsys.readouterr().err
    assert main(["report", "nowhere"]) == 1
    capsys.readouterr()
    several = ["report", "out", str(sample), "--pdf", "--language", "de"]
    assert main([*several, "--out", str(tmp_path / "pool")]) == 0
    made_files = [str(tmp_path / "pool" / name) for name in ("report.html", "report.pdf")]
    assert capsys.readouterr().out.split() == made_files
    assert "Alle Klassen zusammen" in Path(made_files[0]).read_text("utf-8")
    assert Path(made_files[1]).read_bytes().startswith(b"%PDF")
    assert main(["report", "out", "out", "--out", "x"]) == 1
    assert "same answers" in capsys.readouterr().err


def test_a_new_run_drops_the_report_of_the_old_one(made):
    """What was made from old results does not stand among new ones."""
    rows = ["S1,good,alpha,yes"]
    made(rows)
    main(["report", "out"])
    made(rows)

    assert not Path("out/report.html").exists()


def test_several_classes_on_one_page(made):
    """Questions are joined by what they are; one whose key changed stands apart."""
    made(["S1,good,alpha,yes", "S2,bad,alpha,no"], out="2025")
    first = gather(Path("2025"))
    text = Path("made.toml").read_text(encoding="utf-8")
    Path("made.toml").write_text(text.replace('accept = ["alpha"]', 'accept = ["alpha", "beth"]'))
    source = Path("made.toml")
    Path("b.csv").write_text("student,one,two,three\nS1,good,beth,yes\n", encoding="utf-8")
    grade_class(load_sheet(source), ["b.csv"], "2026", source=source)

    page = pooled_html([first, gather(Path("2026"))])
    said = _words(page)

    assert "2 classes, 3 students: 2025, 2026." in said
    assert "Changed between classes: two" in said
    assert re.search(r"one Which is &lt;right&gt;\? 3 2 67 %", said)
    assert said.count("Which word?") == 2
    Outline(page)


def test_what_is_missing_is_named(sample, monkeypatch, capsys):
    """Without matplotlib the command says what to install."""
    monkeypatch.setattr("teachkit.report.needs.find_spec", lambda _name: None)

    assert main(["report", str(sample), "--out", "nowhere"]) == 1
    assert "pip install 'teachkit[report]'" in capsys.readouterr().err
    assert not Path("nowhere").exists()
