"""What a class gets: variants, copies by name, stamped copies, cards, tickets, grids, looks."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import page
import pikepdf
import pytest
from PIL import Image

from teachkit.bank import load_sheet
from teachkit.cli import main
from teachkit.errors import ProblemsError
from teachkit.gradebook.filenames import file_names
from teachkit.handouts.booklet import booklet_order
from teachkit.handouts.classlist import read_class
from teachkit.handouts.look import Look, chosen, look_of, pack_defaults
from teachkit.handouts.press import Press
from teachkit.handouts.printing import KINDS, print_handouts
from teachkit.handouts.request import Request
from teachkit.handouts.words import LANGUAGES, words_of
from teachkit.paper import Detail, Handout, Paper, Sides, Style, Tint

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = "student,name,variant\nS01,Aya Satō,\nS02,佐藤 花子,B\nS/03,=cmd|' /C calc',\n"


def compliant(path: Path) -> bool:
    """Tell whether a checker finds both standards kept."""
    reports = [page.validate_pdf(path, profile=profile) for profile in ("ua1", "2a")]
    assert [(one.rule_id, one.message) for report in reports for one in report.failures] == []
    return True


@pytest.fixture(scope="module")
def request_of(pack):
    """Make a request for a sheet of the pack."""

    def make(name="all-kinds", **more) -> Request:
        sheet = load_sheet(pack / "exercises" / f"{name}.toml")
        return Request(sheet=sheet, pack_root=pack, **more)

    return make


@pytest.fixture(scope="module")
def roster(tmp_path_factory) -> Path:
    """Three students: one with macrons, one Japanese, one who means harm."""
    path = tmp_path_factory.mktemp("class") / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


def students_of(roster, request):
    """Read the class for a request."""
    return read_class(roster, [one.name for one in request.orders()], file_names)


@pytest.fixture(scope="module")
def class_set(request_of, roster, tmp_path_factory):
    """A class's own copies in two variants, with all that is for the teacher."""
    out = tmp_path_factory.mktemp("set")
    request = request_of(variants=2, seed="s")
    return out, print_handouts(request, out, students=students_of(roster, request), workers=2)


def test_a_class_set_is_whole(class_set):
    """A copy a student; keys, map, grid and roster apart, where no student looks."""
    out, made = class_set

    assert sorted(path.relative_to(out).as_posix() for path in made) == [
        "all-kinds-S01.pdf",
        "all-kinds-S02.pdf",
        "all-kinds-s-03-38b23b28.pdf",
        "teacher/all-kinds-A-key.pdf",
        "teacher/all-kinds-B-key.pdf",
        "teacher/all-kinds-grid.pdf",
        "teacher/all-kinds-roster.csv",
        "teacher/all-kinds-variants.csv",
        "teacher/all-kinds-variants.pdf",
    ]
    assert {path for path in out.rglob("*") if path.is_file()} == set(made)
    assert all(compliant(path) for path in made if path.suffix == ".pdf")


def test_a_copy_names_its_student_on_every_page(class_set, text_of):
    """Name, code and variant; a name is text, so a screen reader says it."""
    out, _ = class_set
    text = text_of(out / "all-kinds-S02.pdf")

    assert text.count("佐藤 花子") == int(re.search(r"Page 1 of (\d+)", text)[1])
    assert "S02" in text
    assert "Variant B" in text


def test_no_spreadsheet_runs_a_name(class_set):
    """The roster that comes out is safe to open."""
    out, _ = class_set

    assert "'=cmd" in (out / "teacher" / "all-kinds-roster.csv").read_text("utf-8-sig")


def test_one_file_for_the_class(request_of, roster, tmp_path, text_of):
    """Each sheet counts its own pages, and on both sides begins on a front."""
    request = request_of(variants=2, look=Look(sides=Sides.DOUBLE))
    made = print_handouts(request, tmp_path, students=students_of(roster, request), one_file=True)
    text = text_of(made[0])
    pages = subprocess.run(["pdfinfo", made[0]], check=True, capture_output=True, text=True).stdout
    each = {int(n) for n in re.findall(r"Page 1 of (\d+)", text)}
    (one,) = each

    assert made[0].name == "all-kinds-class-double.pdf"
    assert len(re.findall(r"Page 1 of \d+", text)) == 3
    assert f"Pages:           {3 * (one + one % 2)}" in pages
    assert compliant(made[0])


def test_stamped_copies_keep_the_standards(request_of, roster, tmp_path, text_of):
    """One layout a variant, names on it as artifacts, the same bytes every time."""
    request = request_of("print", variants=2)
    first, again = (
        print_handouts(request, tmp_path / name, students=students_of(roster, request), stamp=True)[
            :3
        ]
        for name in "ab"
    )

    assert all(compliant(path) for path in first)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    assert "佐藤 花子" in text_of(first[1])
    assert "Aya Satō" in text_of(first[0])
    with pikepdf.open(first[1]) as pdf:
        assert b"/Artifact BMC" in b"".join(one.read_bytes() for one in pdf.pages[0].Contents)


def test_a_name_is_stamped_where_it_would_be_printed(request_of, roster, tmp_path):
    """Both ways the name stands on its line, at the same place."""
    request = request_of("print")
    students = [replace(one, variant="") for one in students_of(roster, request_of(variants=2))]
    places = []
    for name in ("printed", "stamped"):
        made = print_handouts(
            request, tmp_path / name, students=students[:1], stamp=name == "stamped"
        )
        done = subprocess.run(
            ["pdftotext", "-bbox", "-l", "1", made[0], "-"], check=True, capture_output=True
        )
        (found,) = re.findall(rb'xMin="([\d.]+)" yMin="([\d.]+)".*>Aya<', done.stdout)
        places.append([float(one) for one in found])

    assert places[0] == pytest.approx(places[1], abs=1.5)


def test_names_that_no_font_covers_come_at_once(tmp_path, request_of):
    """Each with its line, before anything is printed."""
    path = tmp_path / "roster.csv"
    path.write_text(
        "student,name,variant\nS1,김,\nS2,Aya,Q\nS3,ไทย,\n" + "S4," + "x" * 200, "utf-8"
    )

    with pytest.raises(ProblemsError) as caught:
        students_of(path, request_of(variants=2))

    assert [(one.line, one.code) for one in caught.value.problems] == [
        (2, "no-glyph"),
        (3, "no-variant"),
        (4, "no-glyph"),
        (5, "long-name"),
    ]


def test_a_name_cannot_turn_the_page_round(tmp_path, request_of):
    """Control and direction marks are taken out of names, and endless words may break."""
    path = tmp_path / "roster.csv"
    path.write_text(f"student,name\nS1,A\u202eya\u0007\u2066 B\nS2,{'x' * 100}\n", encoding="utf-8")
    first, second = students_of(path, request_of(variants=2))

    assert first.name == "Aya B"
    assert second.name.replace("\u200b", "") == "x" * 100
    assert "\u200b" in second.name


def test_typst_gets_a_name_as_data_only(request_of, tmp_path, text_of):
    """A name that is Typst code is printed as it is written."""
    path = tmp_path / "roster.csv"
    name = '#panic() $x$ *b* ] #read(""/etc/passwd"")'
    path.write_text(f'student,name\nS1,"{name}"\n', encoding="utf-8")
    request = request_of("print")
    students = [replace(one, variant="") for one in students_of(path, request_of(variants=1))]
    made = print_handouts(request, tmp_path / "out", students=students)

    assert '#panic() $x$ *b* ] #read("/etc/passwd")' in text_of(made[0])


@pytest.mark.parametrize(("style", "paper"), list(zip(Style, [*Paper, *Paper], strict=True)))
def test_every_style_keeps_the_standards(request_of, tmp_path, style, paper):
    """Sheet and key, by a checker that is not the maker."""
    look = look_of(Handout(style=style, paper=paper, sides=Sides.DOUBLE))
    request = request_of(look=look)

    for kind in ("worksheet", "key"):
        (made,) = print_handouts(request, tmp_path, kind=kind)
        assert compliant(made)


def test_large_print_is_large(request_of, tmp_path):
    """What students read has 18 points; only the foot is smaller, and never below 14."""
    (made,) = print_handouts(request_of(look=Look(style=Style.LARGE)), tmp_path)
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", made, "-"], check=True, capture_output=True, text=True
    )
    rows = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">[A-Za-z]{3,}<', done.stdout)
    heights = Counter(round(float(last) - float(first), 1) for first, last in rows)
    common, _ = heights.most_common(1)[0]

    assert common >= 18
    assert min(heights) >= 14


@pytest.mark.parametrize("style", Style)
def test_nothing_is_said_by_colour_and_grey_print_is_read(request_of, pack, style):
    """Ink is grey on an even ground, and its contrast in grey is 7 or more."""
    look = look_of(Handout(style=style))
    document, figures = request_of(look=look).document(key=True)
    with Press(pack_root=pack) as press:
        for name, path in figures.items():
            press.place(name, path)
        drawn = press.pictures("key.typ", document, 40)
    for picture in drawn:
        with Image.open(io.BytesIO(picture)) as opened:
            counted = dict(map(reversed, opened.convert("RGB").getcolors(1 << 24)))
        ground = max(counted, key=counted.__getitem__)
        dark = min(counted, key=sum)
        light, ink = (
            _light(Image.new("RGB", (1, 1), one).convert("L").getpixel((0, 0)))
            for one in (ground, dark)
        )

        assert max(dark) - min(dark) <= 2
        assert (light + 0.05) / (ink + 0.05) >= 7
        # All is grey, or lies between ground and black: nothing has a hue of its own.
        hue = [one - other for one, other in pairwise(ground)]
        for red, green, blue in counted:
            share = (red + green + blue) / sum(ground)
            grey = max(red, green, blue) - min(red, green, blue) <= 8
            assert grey or abs((red - green) - hue[0] * share) <= 10
            assert grey or abs((green - blue) - hue[1] * share) <= 10


def _light(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def test_simple_prompts_where_items_have_them(request_of, tmp_path, text_of):
    """The others stay as they are, and the build tells the two sheets apart."""
    request = request_of()
    first, *rest = request.sheet.items
    sheet = replace(request.sheet, items=(replace(first, simple="Easier words?"), *rest))
    plain, simple = (
        print_handouts(replace(request, sheet=sheet, look=Look(simple=on)), tmp_path / str(on))[0]
        for on in (False, True)
    )

    assert simple.name == "all-kinds-simple.pdf"
    assert "Easier words?" in text_of(simple)
    assert "Easier words?" not in text_of(plain)
    builds = [re.search(r"build (\w+)", text_of(one))[1] for one in (plain, simple)]
    assert builds[0] != builds[1]


def test_keys_at_three_levels(request_of, tmp_path, text_of):
    """Each says what the one before says, and more; answers are in all three."""
    texts = [
        text_of(print_handouts(request_of(look=Look(detail=one)), tmp_path / one, kind="key")[0])
        for one in Detail
    ]
    reasons = ("Explanation", "Not accepted", "Model answer")
    full = ("Marking", "Checked", "About", "net-correct")

    assert [sum(word in text for word in reasons) for text in texts] == [0, 3, 3]
    # Reasons say what a wrong tick costs, where it costs something, and no more of the rules.
    assert [sum(word in text for word in full) for text in texts] == [0, 1, 4]
    assert all("Rubric" in text and "✓" in text for text in texts)
    assert len(texts[0]) < len(texts[1]) < len(texts[2])


def test_cards_tickets_and_grid(request_of, roster, tmp_path, text_of):
    """Each keeps the standards; solutions are for teachers only."""
    request = request_of(look=Look(sides=Sides.DOUBLE))
    students = students_of(roster, request_of(variants=2))
    cards = print_handouts(request, tmp_path, kind="cards")
    grid = print_handouts(request_of(), tmp_path, kind="grid", students=students)
    few = replace(request.sheet, items=request.sheet.items[:2])
    tickets = print_handouts(replace(request_of(variants=2), sheet=few), tmp_path, kind="tickets")

    assert all(compliant(path) for path in (*cards, *grid, *tickets) if path.suffix == ".pdf")
    assert {path.name for path in cards} == {
        "all-kinds-cards-double.pdf",
        "all-kinds-cards-key-double.pdf",
    }
    assert cards[1].parent.name == "teacher"
    assert "佐藤 花子" in text_of(grid[0])
    assert text_of(tickets[0]).count("EXIT TICKET") == 2
    assert "Variant A" in text_of(tickets[0])
    assert "Variant B" in text_of(tickets[0])


def test_a_ticket_that_does_not_fit_says_so(request_of, tmp_path):
    """And names the way out."""
    with pytest.raises(ProblemsError, match=r"half a page.*--items"):
        print_handouts(request_of(), tmp_path, kind="tickets")


def test_a_sheet_without_cards_says_so(request_of, tmp_path):
    """Nothing is written."""
    request = request_of()
    bare = replace(request.sheet, items=request.sheet.items[:1])

    with pytest.raises(ProblemsError, match="nothing to cut apart"):
        print_handouts(replace(request, sheet=bare), tmp_path, kind="cards")
    assert list(tmp_path.rglob("*.pdf")) == []


@pytest.mark.parametrize(("pages", "first"), [(1, (None, 0)), (4, (3, 0)), (5, (None, 0))])
def test_folded_sheets_read_in_order(pages, first):
    """Outside in: front of the first sheet holds the last page and the first."""
    sides = booklet_order(pages)

    assert sides[0] == first
    assert sorted(one for side in sides for one in side if one is not None) == list(range(pages))
    assert len(sides) % 2 == 0


def test_a_booklet_stands_beside_the_tagged_file(pack, tmp_path, monkeypatch):
    """It claims no standard; the file beside it keeps both."""
    monkeypatch.chdir(pack)
    assert main(["handout", "all-kinds", "--booklet", "--out", str(tmp_path)]) == 0
    booklet = tmp_path / "all-kinds-booklet.pdf"

    assert compliant(tmp_path / "all-kinds.pdf")
    with pikepdf.open(booklet) as made:
        left, bottom, width, height = (float(one) for one in made.pages[0].mediabox)
        assert (left, bottom, round(width), round(height)) == (0, 0, 842, 595)
        assert "/StructTreeRoot" not in made.Root
        assert "/Metadata" not in made.Root


def test_every_language_has_all_words():
    """A sheet in German or Japanese says nothing in English."""
    english = words_of("en").table
    for code in LANGUAGES:
        table = words_of(code).table
        assert {part: set(names) for part, names in table.items()} == {
            part: set(names) for part, names in english.items()
        }
        for part in ("notes", "tasks", "fairness"):
            for name, text in table[part].items():
                fields = set(re.findall(r"{(\w+)}", text))
                assert fields <= set(re.findall(r"{(\w+)}", english[part][name])) | {"title"}


def test_a_japanese_sheet_speaks_japanese(request_of, tmp_path, text_of):
    """Tasks, heads and the key's own words."""
    request = request_of()
    sheet = replace(request.sheet, language="ja")
    (made,) = print_handouts(replace(request, sheet=sheet), tmp_path, kind="key")
    text = text_of(made)

    assert "一つ選び、印をつけなさい。" in text
    assert "問1" in text
    assert "教師用" in text
    assert "Tick" not in text


def test_defaults_of_command_sheet_and_pack(request_of, tmp_path):
    """The first that says something wins."""
    sheet = replace(request_of().sheet, handout=Handout(style=Style.LARGE, seed="sheet"))
    (tmp_path / "teachkit.toml").write_text(
        '[handout]\npaper = "letter"\nstyle = "contrast"\nseed = "pack"\nvariants = 3\n', "utf-8"
    )
    table = chosen(Handout(paper=Paper.A4), sheet, pack_defaults(tmp_path))

    assert table == Handout(paper=Paper.A4, style=Style.LARGE, seed="sheet", variants=3)
    assert look_of(Handout(style=Style.DYSLEXIA)).tint is Tint.CREAM


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[handout]\npapper = "a4"\n', r"teachkit.toml:2: handout.papper: unknown key.*paper"),
        ('[handout]\npaper = "a5"\n', r":2: handout.paper: must be one of a4, letter"),
        ("[handout]\nvariants = 27\n", r":2: handout.variants: 27 variants"),
        ("[handouts]\n", r":1: handouts: unknown key.*handout"),
        ("[handout\n", r"teachkit.toml"),
    ],
)
def test_a_wrong_default_is_an_error_at_its_line(tmp_path, text, message):
    """Unknown keys and words are no silent wishes."""
    (tmp_path / "teachkit.toml").write_text(text, encoding="utf-8")

    with pytest.raises(ProblemsError, match=message):
        pack_defaults(tmp_path)


def test_preview_draws_pages(pack, tmp_path, monkeypatch):
    """A PNG a page, beside the PDF."""
    monkeypatch.chdir(pack)
    assert main(["handout", "all-kinds", "--preview", "--out", str(tmp_path)]) == 0
    drawn = sorted(path.name for path in tmp_path.glob("*.png"))

    assert drawn[0] == "all-kinds-1.png"
    with Image.open(tmp_path / drawn[0]) as opened:
        assert opened.size == (827, 1169)


def test_a_killed_run_leaves_whole_files_and_goes_on(pack, tmp_path):
    """Kill -9 in the middle: no broken PDF; the next run makes only what is missing."""
    (tmp_path / "class.csv").write_text(
        "student,name\n" + "".join(f"P{at:03d},Name {at}\n" for at in range(30)), "utf-8"
    )
    out = tmp_path / "out"
    command = [sys.executable, "-m", "teachkit", "handout", "print", "--out", str(out)]
    command += ["--roster", str(tmp_path / "class.csv"), "--jobs", "1"]
    run = subprocess.Popen(command, cwd=pack, stdout=subprocess.DEVNULL)
    while len(list(out.glob("*.pdf"))) < 4 and run.poll() is None:
        time.sleep(0.01)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    left = {path: path.stat().st_mtime_ns for path in out.glob("*.pdf")}
    before = len(left)
    (out / ".print-P029.pdf.half").write_bytes(b"%PDF-")

    assert 0 < before < 30
    for path in left:
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    subprocess.run(command, cwd=pack, check=True, stdout=subprocess.DEVNULL)
    after = {path: path.stat().st_mtime_ns for path in out.glob("*.pdf")}
    kept = sum(after[path] == when for path, when in left.items())
    assert len(after) == 30
    assert kept >= before - 1
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_every_kind_is_known_to_the_command(pack, tmp_path, monkeypatch, capsys):
    """A kind that can be printed can be asked for."""
    monkeypatch.chdir(pack)
    for kind in set(KINDS) - {"tickets"}:
        assert main(["handout", "all-kinds", "--as", kind, "--out", str(tmp_path / kind)]) == 0
    assert main(["handout", "all-kinds", "--items", "nope", "--out", str(tmp_path)]) == 1
    assert "no such item" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--variants", "0"], "0 variants"),
        (["--variants", "27"], "27 variants"),
        (["--stamp"], "with --roster"),
        (["--one-file"], "with --roster"),
        (["--stamp", "--one-file", "--roster", "x.csv"], "leave out --one-file"),
        (["--key", "--as", "cards"], "--key is --as key"),
        (["--jobs", "0"], "1 or more"),
        (["--roster", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_options_that_make_no_sense_are_refused(pack, tmp_path, capsys, options, message):
    """In a sentence, and nothing is printed."""
    command = ["handout", "all-kinds", "--pack", str(pack), *options, "--out", str(tmp_path)]

    assert main(command) == 1
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_map_says_where_each_key_stands(class_set, request_of):
    """The CSV and the keys' own data agree."""
    out, _ = class_set
    request = request_of(variants=2, seed="s")
    key, _ = request.document(key=True)
    rows = (out / "teacher" / "all-kinds-variants.csv").read_text("utf-8-sig").splitlines()

    assert rows[0] == "sheet,build,item,part,A,B"
    assert json.dumps(key["build"]) == json.dumps(rows[1].split(",")[1])
