"""The PDFs themselves: standards, bytes, text, structure."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import page
import pytest

from read_pdf import squashed
from teachkit.bank import load_sheet
from teachkit.handouts import build_handout
from teachkit.parts import Use

EDITIONS = [
    (name, key, paper)
    for name in ("all-kinds", "print")
    for key in (False, True)
    for paper in ("a4", "letter")
]


def _structure(path):
    done = subprocess.run(["pdfinfo", "-struct-text", str(path)], check=True, capture_output=True)
    return done.stdout.decode(errors="replace")


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_checker_finds_the_standards_kept(printed, edition, profile):
    """PDF/UA-1 and PDF/A-2a, by a checker that is not the maker."""
    report = page.validate_pdf(printed[edition], profile=profile)

    assert [(one.rule_id, one.message) for one in report.failures] == []
    assert report.is_compliant


def test_the_checker_would_notice(printed):
    """The same checker refuses a handout whose language was taken away."""
    damaged = printed["all-kinds", False, "a4"].read_bytes().replace(b"/Lang(en)", b"/Long(en)")

    assert not page.validate_pdf_bytes(damaged, profile="ua1").is_compliant


@pytest.mark.parametrize(("paper", "size"), [("a4", "(A4)"), ("letter", "(letter)")])
def test_paper_sizes(printed, paper, size):
    """A4 and Letter."""
    done = subprocess.run(
        ["pdfinfo", str(printed["all-kinds", False, paper])], check=True, capture_output=True
    )

    assert size in done.stdout.decode()


def test_names_of_files(printed):
    """The key and the paper are seen in the name."""
    assert [path.name for edition, path in printed.items() if edition[0] == "print"] == [
        "print.pdf",
        "print-letter.pdf",
        "print-key.pdf",
        "print-key-letter.pdf",
    ]


def test_same_bytes_in_this_and_another_process(pack, printed, tmp_path):
    """No clock, no machine, no order of runs in a handout."""
    sheet = load_sheet(pack / "exercises" / "print.toml")
    first = printed["print", True, "a4"].read_bytes()
    second = build_handout(sheet, tmp_path, key=True, pack_root=pack)[0].read_bytes()
    program = (
        "import sys; from pathlib import Path; from teachkit.bank import load_sheet;"
        "from teachkit.handouts import build_handout; root, out = map(Path, sys.argv[1:]);"
        "sheet = load_sheet(root / 'exercises' / 'print.toml');"
        "build_handout(sheet, out, key=True, pack_root=root)"
    )
    other = tmp_path / "other"
    subprocess.run([sys.executable, "-c", program, str(pack), str(other)], check=True, cwd=tmp_path)

    digests = {
        hashlib.sha256(one).hexdigest()
        for one in (first, second, (other / "print-key.pdf").read_bytes())
    }
    assert len(digests) == 1


def test_the_date_is_the_epoch_that_is_set(pack, tmp_path, monkeypatch):
    """``SOURCE_DATE_EPOCH`` is honoured; without it the date is 1970."""
    sheet = load_sheet(pack / "exercises" / "print.toml")
    plain = build_handout(sheet, tmp_path / "plain", pack_root=pack)[0].read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dated = build_handout(sheet, tmp_path / "dated", pack_root=pack)[0].read_bytes()

    assert b"D:19700101000000" in plain
    assert b"D:20231114221320" in dated


def test_nothing_else_is_left_in_the_folder(printed):
    """What is written beside is renamed or removed."""
    folder = next(iter(printed.values())).parent

    assert {path.suffix for path in folder.iterdir()} == {".pdf"}
    assert len(list(folder.iterdir())) == len(printed)


@pytest.mark.parametrize("key", [False, True])
def test_questions_come_in_order(pack, printed, text_of, key):
    """Each number stands before its prompt, and both in the order of the file."""
    sheet = load_sheet(pack / "exercises" / "all-kinds.toml")
    text = text_of(printed["all-kinds", key, "a4"])
    places = []
    for number, item in enumerate(sheet.items, start=1):
        prompt = re.split(r"[{\n]", item.prompt)[0].strip()
        places += [text.index(f"Q{number} "), text.index(f"{prompt}", (places or [0])[-1])]

    assert places == sorted(places)


def test_structure_for_screen_readers(printed):
    """One title, a heading a question, lists for options, header cells, blanks as text."""
    said = _structure(printed["all-kinds", False, "a4"])

    assert re.findall(r"^ *(H\d) ", said, re.MULTILINE) == ["H1"] + ["H2"] * 20
    assert len(re.findall(r" TH <", said)) == 2 * 4
    assert said.count('"Supported"') == 2
    assert re.search(r'Lbl \(block\)\s+"○"\s+"A"\s+LBody', said)
    assert re.search(r'"☐"\s+"A"', said)
    assert re.search(r'"Answer"\s+"____"', said)
    assert re.search(r'"\(1\)"\s+"____"', said)
    assert re.search(r'"____"\s+"1"\s+LBody \(block\)\s+"Article 5"', said)
    assert re.search(r'Lbl \(block\)\s+"⬜"\s+LBody \(block\)\s+"Greece joins"', said)


def test_foot_and_head(printed, text_of, pack):
    """Title, build and page at the foot; name, class, date and points at the head."""
    from teachkit.display import sheet_build

    sheet = load_sheet(pack / "exercises" / "all-kinds.toml")
    text = text_of(printed["all-kinds", False, "a4"])

    assert text.startswith("WORKSHEET Ten kinds of item Name ____ Class ____ Date ____")
    assert f"build {sheet_build(sheet)} Page 1 of 4" in text
    assert "Page 4 of 4" in text
    assert "Points ____ / 13 Questions marked practice (10 points)" in text


def test_the_key_says_what_it_is(printed, text_of):
    """On every page, and in the title that a window shows."""
    path = printed["all-kinds", True, "a4"]
    info = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True).stdout.decode()
    pages = int(re.search(r"Pages: +(\d+)", info)[1])

    assert re.search(r"Title: +Ten kinds of item – Key", info)
    assert text_of(path).count("Key – for teachers") == pages


def test_japanese_is_text(printed, text_of):
    """Japanese can be read out of the PDF, in title, prompt and key."""
    text = text_of(printed["print", True, "a4"]).replace(" ", "")

    assert "日本国憲法第九条" in text
    assert "第九条を読んで答えなさい。" in text
    assert "✓条約" in text


def test_markup_of_typst_is_text(printed, text_of):
    """What would be a program in a template's language is printed as it stands."""
    text = text_of(printed["print", False, "a4"])

    assert 'Is #read("/etc/passwd") text?' in text
    assert "#read(/etc) $x$ *b* ] #panic() @ref <label> <b>bold</b> \\ [[x]] { } // /* */" in text
    assert "Yes: #import “x.typ”: * is text – like this – and code" in text


def test_an_endless_word_stays_on_the_page(printed):
    """Three hundred letters break into lines inside the margins."""
    done = subprocess.run(
        ["pdftotext", "-bbox", str(printed["print", False, "a4"]), "-"],
        check=True,
        capture_output=True,
    )
    text = done.stdout.decode().replace("\u200b", "")
    words = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">(A{9,})', text)

    assert len(words) == 7
    assert all(float(right) < 595 - 50 for right, _ in words)


def test_addresses_are_printed_beside_links(printed, text_of):
    """On paper nothing can be clicked."""
    text = text_of(printed["print", False, "a4"])

    assert "the treaty (nato.int/cps/en/natohq/official_texts_17120.htm)" in text
    assert "See https://www.nato.int/, the treaty" in text
    assert "this lesson and Q2." in text


def test_figures_have_their_text(printed):
    """A figure keeps its text alternative."""
    path = printed["print", False, "a4"]

    assert b"/Alt(Two islands, the larger one on the left.)" in path.read_bytes()
    assert re.search(r"^ *Figure", _structure(path), re.MULTILINE)


def test_a_long_essay_breaks_and_a_short_item_does_not(printed, text_of):
    """Forty lines take a second page; no other question is torn in two."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(printed["all-kinds", False, "a4"]), "-"],
        check=True,
        capture_output=True,
    )
    pages = done.stdout.decode().split("\f")[:-1]

    assert all(re.match(r"(?s)(?:\s*Name\s+)?.{0,40}?Q\d", one) for one in pages[1:])
    assert "Page 3 of 3" in text_of(printed["print", False, "a4"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("practice · 2 points", "Questions marked practice (2 points) are for yourself")),
        ("de", ("Übung · 2 Punkte", "Aufgaben mit dem Wort Übung (2 Punkte) sind für dich")),
        ("ja", ("練習 · 2点", "「練習」とある問い（2点）は自分のためのもので")),
    ],
)
def test_practice_is_marked_and_not_counted(pack, tmp_path, text_of, language, said):
    """Beside its points, and in a sentence; the total is that of the graded items."""
    sheet = load_sheet(pack / "exercises" / "all-kinds.toml")
    first, second, *_rest = sheet.items
    two = (
        replace(first, use=Use.PRACTICE, points=Fraction(2)),
        replace(second, use=Use.GRADED, points=Fraction(3)),
    )
    for items, total in ((two, True), (two[:1], False)):
        one = replace(sheet, language=language, items=items)
        (path,) = build_handout(one, tmp_path, pack_root=pack)
        text = squashed(text_of(path))

        assert text.count(squashed(said[0])) == 1
        assert squashed(said[1]) in text
        assert (squashed("/ 3") in text) == total
