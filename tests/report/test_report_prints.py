"""Report and letters on paper: the standards kept, the words of the page, hostile answers."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import page
import pytest

from teachkit.cli import main
from teachkit.gradebook import grade_class
from teachkit.gradebook.opened import open_letters
from teachkit.report import gather, letters_pdf, report_pdf
from teachkit.report.charts import Bar, bars, histogram
from teachkit.report.heatmap import heatmap_html
from teachkit.report.paper import page_tree, words_of
from teachkit.speech import speech_of

ROOT = Path(__file__).parents[2]
SHEET = ROOT / "exercises" / "eligibility.toml"
HOSTILE = (
    "student,who-may-be-invited,line-on-the-map,no-army,claim\n"
    'H1,democracy,"#import ""x"" $x^2$ <b>*[link](x)*</b>",한국어 🏔 ελ,'
    f'"{"w" * 900} \u202e\u0007\n\n= heading\n{"m" * 30}"\n'
)


@pytest.fixture(scope="module")
def printed(sample, tmp_path_factory):
    """Both prints of the sample class, and the letters of a class of hostile answers."""
    folder = tmp_path_factory.mktemp("prints")
    sheet, letters = open_letters(sample)
    (folder / "hostile.csv").write_text(HOSTILE, encoding="utf-8")
    out = folder / "hostile"
    grade_class(
        sheet, [folder / "hostile.csv"], out, source=SHEET, lesson_url="https://example.org/nato/"
    )
    report = gather(sample)
    made = {
        "report": report_pdf(report, pack_root=ROOT),
        "letters": letters_pdf(sheet, letters[:5], pack_root=ROOT),
        "hostile": letters_pdf(*open_letters(out), whole=True, paper="letter", pack_root=ROOT),
        "hostile-report": report_pdf(gather(out), pack_root=ROOT),
    }
    for name, pdf in made.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    return {name: folder / f"{name}.pdf" for name in made}


def _text(path):
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", ["report", "letters", "hostile", "hostile-report"])
def test_a_checker_finds_the_standards_kept(printed, name, profile):
    """PDF/UA-1 and PDF/A-2a, by a checker that is not the maker."""
    found = page.validate_pdf(printed[name], profile=profile)

    assert [(one.rule_id, one.message) for one in found.failures] == []


def test_paper_says_what_the_page_says(printed, sample):
    """The sentences at the top, the map, the tables, and the numbers in the pictures."""
    text = _text(printed["report"])

    for said in (
        "Teach again:",
        "54 answers wait for you",
        "Hardest questions",
        "Students and questions",
        "best third",
        "S03",
        "Points on the rest",
    ):
        assert said in text
    done = subprocess.run(
        ["pdfinfo", "-struct", str(printed["report"])], check=True, capture_output=True
    )
    structure = done.stdout.decode(errors="replace")
    assert structure.count("Figure") >= 8
    assert structure.count("TH") > 50
    assert len(re.findall(r"^ +H1\b", structure, re.MULTILINE)) == 1
    assert gather(sample).sheet.title.split()[-1] in text


def test_each_letter_begins_a_page(printed, sample):
    """Five letters, each with page 1 of its own; what is right is named, not printed."""
    text = _text(printed["letters"])
    done = subprocess.run(
        ["pdftotext", "-layout", str(printed["letters"]), "-"], check=True, capture_output=True
    )
    pages = done.stdout.decode().split("\f")[:-1]
    firsts = [number for number, one in enumerate(pages) if "Feedback for" in one]

    assert text.count("Feedback for") == len(firsts) == 5
    assert firsts[0] == 0
    assert all(pages[number].rstrip().endswith(" 1") for number in firsts)
    assert "Fully right, and not printed here: Q2, Q3" in text
    assert text.count("What to read again") == 5
    codes = [name for name, _ in open_letters(sample)[1][:5]]
    assert [re.search(r"Feedback for (\S+)", pages[one])[1] for one in firsts] == codes


def test_hostile_answers_are_printed_as_text(printed):
    """Markup of any kind is words; what no font has is a box; addresses stand beside links."""
    text = _text(printed["hostile"])

    assert '#import "x" $x^2$ <b>*[link](x)*</b>' in text
    assert "□" in text
    assert "example.org/nato/lessons/1-eligibility" in text.replace(" ", "")
    assert "= heading" in text


def test_same_bytes_again(printed, sample):
    """No clock and no chance on paper."""
    assert report_pdf(gather(sample), pack_root=ROOT) == printed["report"].read_bytes()


def test_what_a_teacher_adds_to_a_letter_is_printed(sample, tmp_path, capsys):
    """Letters are read as they are now; those of no results are refused."""
    out = tmp_path / "out"
    shutil.copytree(sample, out)
    for path in (out / "feedback").glob("*.html"):
        if path.name != "S01.html":
            path.unlink()
    letter = out / "feedback" / "S01.html"
    text = letter.read_text(encoding="utf-8")
    letter.write_text(text.replace("</h1>", "</h1><p>Well done, come and see me.</p>"))

    assert main(["letters", str(out), "--pack", str(ROOT)]) == 1
    assert "S02.html: cannot be read" in capsys.readouterr().err
    record = out / "run.json"
    kept = re.sub(r'    "feedback/S(?!01)\d\d.html": "\w+",?\n', "", record.read_text())
    record.write_text(kept.replace('",\n  }', '"\n  }'))
    assert main(["letters", str(out), "--pack", str(ROOT)]) == 0
    assert "Well done, come and see me." in _text(out / "letters.pdf")


def test_a_tree_of_what_is_not_ours():
    """Elements without a shape hand their words on; what is hidden or foreign goes."""
    made = page_tree(
        "<head><title>no</title></head><main><div><p>a <blink>b</blink> "
        '<a href="#x">to</a> <a href="javascript:x">odd</a><span class="vh">no</span></p></div>'
        '<h2 id="x">Head</h2></p></main><p>unclosed <b>c',
        labels=True,
    )

    assert [words_of(one) for one in made] == ["a b to odd", "Head", "unclosed c"]
    links = [one for one in made[0]["children"] if not isinstance(one, str)]
    assert [(one.get("to"), one.get("url")) for one in links] == [("x", None), (None, None)]
    deep = page_tree("<ul><li>" * 400 + "x", labels=False)
    assert len(deep) == 1


def test_charts_take_any_label():
    """Dollars are no formula, and a script that the font lacks is no warning."""
    chart = bars("one", "alt", [Bar("Costs $x^2$ & <b> 日本語", 0.5)], speech_of("en"))
    empty = histogram("two", "alt", ["0–1"], [0], speech_of("de"))

    assert "Costs $x^2$ &amp; &lt;b&gt; 日本語" in chart.for_page()
    assert "var(--bar)" in chart.for_page()
    assert b"var(" not in chart.for_paper()
    assert "<svg" in empty.for_page()
    assert ">Punkte<" in empty.for_page()


def test_for_both_sides_each_letter_begins_a_sheet(sample):
    """Every letter begins on an odd page, counted over the whole print."""
    sheet, letters = open_letters(sample)
    pdf = letters_pdf(sheet, letters[:4], duplex=True, pack_root=ROOT)
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, check=True, capture_output=True
    )
    pages = done.stdout.decode().split("\f")[:-1]
    firsts = [number for number, one in enumerate(pages) if "Feedback for" in one]

    assert len(firsts) == 4
    assert all(number % 2 == 0 for number in firsts)


def test_a_wide_map_is_parted_on_paper(sample):
    """Twenty questions beside each other fit on a page; on screen all stand in one table."""
    report = gather(sample)
    many = replace(
        report,
        sheet=replace(report.sheet, items=report.sheet.items * 3),
        rows=tuple(replace(row, cells=row.cells * 3) for row in report.rows),
    )

    assert heatmap_html(many).count("<table") == 1
    assert heatmap_html(many, paper=True).count("<table") == 3
