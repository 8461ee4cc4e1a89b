"""Readings on paper: every node has a shape, no text is lost, all of it is accessible."""

from __future__ import annotations

import re
import subprocess
import zlib
from itertools import pairwise

import page as checker
import pytest

from packs import CONF, FIXTURES, Pack, files_of, new_pack
from read_pdf import lost_texts, pages_in, resolved, squashed, text_in

DESIGN = CONF.replace(
    '"teachkit.sphinxext"]',
    '"sphinx_design", "teachkit.sphinxext"]\n'
    'myst_enable_extensions = ["colon_fence", "deflist", "attrs_block", "attrs_inline", '
    '"fieldlist"]',
)

LESSON = """\
(lesson)=
# May a state leave?

You will write one sentence. See {ref}`the documents <documents>` and {ref}`the end <end>`,
or {item-ref}`all-kinds/date-graded`, or [the parliament](https://www.parliament.example/laws/).

## What the words say

A {term}`treaty` binds, says the {term}`treaty` {fact}`treaty-signed`. The Diet (国会, *Kokkai*)
agreed.[^one] Twice.[^one] Water is H{sub}`2`O, not `x = 1 < 2`.

[^one]: A note at the foot, with *stress*.

:::{admonition} Commit yourself
Write a letter *now*.
:::

:::{warning}
Mind the gap.
:::

::::{grid} 2
:::{grid-item-card} First card
Left words.
:::
:::{grid-item-card} Second card
Right words.
:::
::::

::::{tab-set}
:::{tab-item} Morning
Early words.
:::
:::{tab-item} Evening
Late words.
:::
::::

:::{dropdown} Open me
Folded words.
:::

### Lists and tables

1. first of all
   - inner point
2. second of all

c) third letter

Term one
: Its meaning {fact}`other-rule`.

:Field: its body

> Quoted words.
>
> -- A speaker

| Skill | Ask |
|---|---|
| Sourcing | Who speaks? |

```{list-table} A caption of a table
:header-rows: 1

* - State
  - Year
* - Norway
  - 1949
```

```python
if x:
    y = "<tag> & #read('/etc/passwd') $a$"
```

```{figure} drawing.svg
:width: 200px
:alt: A box with a word in it.

A caption below {fact}`treaty-members`
```

---

```{rubric} A small heading
```

| A line of verse
| and another

```{index} single: leaving; a treaty
```

(end)=
## The end

Last words. {ref}`elsewhere`

| Document | Your words | Year |
|---|---|---|
| 1 | | |
| 2 | | |

```{item} all-kinds/choice-practice
```

```{toctree}
documents
sheet
```
"""

DOCUMENTS = """\
(documents)=
# Two documents

Read the source line first.

## Document 1: the door

{.source-line}
**Who:** the founders. **When:** 1949.

{.document}
1. They may invite “any other state”.
2. All must agree to it, says the paragraph that was written by the founders in the year 1949, in
   a hotel by the sea.

**Close reading:** which word?

## Document 2: the wall

{.document}
1. Nobody may.

## Cards

Cut them apart[ when the page is printed]{.on-screen}.

{.on-screen}
The button below makes a file.

{.cut-out}
### Card of the king

You want peace {fact}`treaty-signed`, see [the hall](https://www.hall.example/).

{.cut-out}
### Card of the queen

You want {term}`treaty` after treaty.
"""

TABLE = """\
A page
======

+------+-----------+
| Row  | Two       |
| one  +-----+-----+
|      | a   | b   |
+------+-----+-----+
"""


def reading_pack(root):
    """Return a pack whose lesson has every kind of node."""
    pack = new_pack(root)
    pack.conf = DESIGN
    for name in ("index", "lesson", "sheet", "one", "two", "three"):
        (root / f"docs/{name}.md").unlink()
    pack.page(
        "index",
        "# A pack\n\n```{toctree}\nlessons/1-leaving/index\nwords\nfacts\nrows\n```\n",
    )
    pack.page("lessons/1-leaving/index", LESSON)
    pack.page("lessons/1-leaving/documents", DOCUMENTS)
    pack.page("lessons/1-leaving/sheet", "# A sheet\n\n```{worksheet} all-kinds\n```\n")
    pack.page(
        "words",
        "(elsewhere)=\n# Words\n\n```{glossary}\ntreaty\n  What binds *states*. More of it.\n```\n",
    )
    pack.write("docs/rows.rst", TABLE)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20">'
    drawing += '<text y="15" font-family="sans-serif">in 国会</text></svg>'
    pack.write("docs/lessons/1-leaving/drawing.svg", drawing)
    return pack


@pytest.fixture(scope="module")
def readings(tmp_path_factory):
    """The readings of that pack, on both papers."""
    pack = reading_pack(tmp_path_factory.mktemp("readings"))
    built = pack.build("handout", "-Dteachkit_papers=a4,letter")
    assert built.warnings == []
    return built


def _only(pack, text, *options, strict=True):
    """Build a pack of one page."""
    for old in (pack.root / "docs").rglob("*.md"):
        old.unlink()
    pack.conf = DESIGN
    pack.page("index", text)
    return pack.build("handout", *options, strict=strict)


def _struct(path):
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


# --- The files ----------------------------------------------------------------


def test_there_is_a_file_for_each_use(readings):
    """The booklet, its other pages, each document and table to fill in, and the whole pack."""
    names = {path.name for path in readings.out.glob("*.pdf")}

    a4 = {
        "1-leaving.pdf",
        "1-leaving-documents.pdf",
        "1-leaving-document-1.pdf",
        "1-leaving-document-2.pdf",
        "1-leaving-organiser-1.pdf",
        "pack.pdf",
    }
    assert names == a4 | {name.replace(".pdf", "-letter.pdf") for name in a4}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_checker_finds_the_standards_kept(readings, profile):
    """PDF/UA-1 and PDF/A-2a, every file."""
    for path in readings.out.glob("*.pdf"):
        report = checker.validate_pdf(path, profile=profile)
        assert [(path.name, one.rule_id, one.message) for one in report.failures] == []


def test_a_list_says_what_to_print(readings):
    """With the pages of each file, as they are."""
    said = readings.text("index.html")

    for path in readings.out.glob("*.pdf"):
        pages = pages_in(path)
        count = "1 page" if pages == 1 else f"{pages} pages"
        assert re.search(rf'href="{path.name}">[^<]+</a>: {count}[;<]', said), path.name


def test_a_document_alone_says_if_it_takes_more_than_a_page(tmp_path):
    """In the list, where a teacher chooses what to copy."""
    pack = reading_pack(tmp_path)
    more = "".join(f"{n}. {'Long words of a document. ' * 20}\n" for n in range(3, 20))
    longer = DOCUMENTS.replace("\n**Close", f"{more}\n**Close")
    pack.page("lessons/1-leaving/documents", longer)

    said = pack.build("handout").text("index.html")

    assert re.search(r"1-leaving-document-1\.pdf.*[0-9] pages; does not fit on one", said)
    assert re.search(r"1-leaving-document-2\.pdf.*1 page<", said)


def test_same_pages_same_bytes(tmp_path, readings):
    """Built again, elsewhere."""
    again = reading_pack(tmp_path).build("handout", "-Dteachkit_papers=a4,letter")

    assert files_of(again.out) == files_of(readings.out)


# --- The text -----------------------------------------------------------------


def test_no_text_of_a_page_is_lost(tmp_path, readings):
    """Each paragraph, title and cell of each page stands in the booklet and in the pack."""
    kept = readings.out.parents[1] / "kept" / "handout-student"
    trees = resolved(readings.out.parents[1] / "docs", kept, tmp_path)
    said = {name: text_in(readings.out / f"{name}.pdf") for name in ("1-leaving", "pack")}

    for docname, tree in trees.items():
        assert lost_texts(tree, said["pack"]) == []
        if docname.startswith("lessons/"):
            assert lost_texts(tree, said["1-leaving"]) == []
    assert "lessons/1-leaving/index" in trees


def test_a_node_without_a_shape_is_warned_about_and_printed(tmp_path):
    """With file and line; a handout with a hole in it would be worse."""
    pack = new_pack(tmp_path)
    text = "# A page\n\nBefore {math}`a^2` after.\n\n:::{math}\nb + c\n:::\n"

    built = _only(pack, text, strict=False)
    said = squashed(text_in(built.out / "pack.pdf"))

    assert re.search(r"index\.md:3: WARNING: 'math' has no shape", built.warnings[0])
    assert re.search(r"index\.md:5: WARNING: 'math_block' has no shape", built.warnings[1])
    assert all("teachkit.handout" in one for one in built.warnings)
    assert "Beforea^2after" in said
    assert "b+c" in said


def test_a_character_without_a_glyph_is_warned_about_and_named(tmp_path):
    """Its code is printed: paper shows no empty boxes."""
    built = _only(new_pack(tmp_path), "# A page\n\nKorea is 한국.\n", strict=False)

    assert "index.md:3" in built.warnings[0]
    assert "HANGUL" in built.warnings[0]
    assert "[U+D55C]" in text_in(built.out / "pack.pdf")


def test_content_is_never_markup(readings):
    """What looks like Typst is printed as it stands."""
    assert "#read('/etc/passwd') $a$" in text_in(readings.out / "1-leaving.pdf")


def test_citations_become_notes_and_sources(readings):
    """Numbers in the text; at the end what they say, and the documents in full."""
    text = text_in(readings.out / "1-leaving.pdf")

    assert "Treaty 1949; as of 4 Apr 1949" in text
    assert "Archives. 4 April 1949. example.org/treaty" in " ".join(text.split())
    assert "parliament.example/laws" in text
    assert "treaty.2" in squashed(text, keep=".")


def test_a_word_of_the_glossary_is_explained_once_in_the_margin(readings):
    """At its first use; only the first sentence."""
    text = text_in(readings.out / "1-leaving.pdf")

    assert text.count("What binds states.") == 1
    assert "More of it" not in text
    assert "More of it" in text_in(readings.out / "pack.pdf")


def test_links_become_page_numbers(readings):
    """Where the place is in the same file; elsewhere the words stay."""
    text = " ".join(text_in(readings.out / "1-leaving.pdf").split())

    assert re.search(r"the documents \(page [2-9]\)", text)
    assert "elsewhere (page" not in text
    assert re.search(r"Words \(page \d+\)", " ".join(text_in(readings.out / "pack.pdf").split()))


def test_the_pack_has_contents_and_an_index(readings):
    """With page numbers, and bookmarks for the screen."""
    text = text_in(readings.out / "pack.pdf")
    raw = (readings.out / "pack.pdf").read_bytes()

    assert re.search(r"What the words say[ .]+\d", text)
    assert re.search(r"leaving, a treaty\s+\d", text)
    assert re.search(r"treaty\s+\d+(, \d+)*", text.split("Index")[-1])
    assert b"/Outlines" in raw


def test_lines_of_each_document_are_counted_from_one(readings):
    """A number at every fifth line: the second document has too few for one."""
    done = subprocess.run(
        ["pdftotext", "-layout", readings.out / "1-leaving-documents.pdf", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert not re.search(r"^\s*5 ", done.stdout, re.MULTILINE)


def test_documents_share_a_page_where_they_fit_and_keep_together(tmp_path, readings):
    """On their sheet; one that does not fit behind another begins a page."""
    text = _pages(readings.out / "1-leaving-documents.pdf")
    assert "the door" in text[0]
    assert "the wall" in text[0]

    pack = reading_pack(tmp_path)
    more = "".join(f"{n}. {'Long words of a document. ' * 20}\n" for n in range(2, 11))
    longer = DOCUMENTS.replace("1. Nobody may.\n", f"1. Nobody may.\n{more}")
    pack.page("lessons/1-leaving/documents", longer)
    text = _pages(pack.build("handout").out / "1-leaving-documents.pdf")
    assert "the wall" not in text[0]
    assert "the wall" in text[1]


def _pages(path):
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")


def test_cards_carry_their_sources(readings):
    """A number would lead nowhere once a card is cut out."""
    text = squashed(text_in(readings.out / "1-leaving-documents.pdf"))

    assert squashed("You want peace (Treaty 1949; as of 4 Apr 1949)") in text
    assert squashed("the hall (hall.example)") in text
    assert squashed("Card of the queen") in text


def test_what_speaks_of_a_screen_is_not_on_paper(readings):
    """Words or a paragraph; what stands around them is."""
    for name in ("1-leaving-documents", "1-leaving", "pack"):
        text = text_in(readings.out / f"{name}.pdf")
        assert "Cut them apart." in text
        assert "is printed" not in text
        assert "button below" not in text


# --- What a screen reader finds -----------------------------------------------


def test_structure(readings):
    """Headings in order, tables with heads, joined cells, alternative texts, languages."""
    booklet = _struct(readings.out / "1-leaving.pdf")
    pack = _struct(readings.out / "pack.pdf")
    levels = [int(one) for one in re.findall(r"^\s*H(\d)\b", booklet, re.MULTILINE)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "TH" in booklet
    assert b"A box with a word in it." in (readings.out / "1-leaving.pdf").read_bytes()
    assert re.search(r"/RowSpan 2", pack)
    assert re.search(r"/ColSpan 2", pack)
    assert any(b"/Lang(ja)" in one for one in _streams(readings.out / "1-leaving.pdf"))


def _streams(path):
    for found in re.findall(rb"stream\r?\n(.*?)endstream", path.read_bytes(), re.DOTALL):
        try:
            yield zlib.decompress(found)
        except zlib.error:
            yield found


# --- What goes wrong ------------------------------------------------------------


def test_what_typst_cannot_set_is_told_at_the_page(tmp_path):
    """Its file and line: nobody can mend a page in a template."""
    pack = new_pack(tmp_path)
    pack.write("docs/broken.svg", "<svg>")

    built = _only(pack, "# A page\n\nFine.\n\n![A box](broken.svg)\n", strict=False)

    assert len(built.warnings) == 1
    assert re.search(r"index\.md:5: WARNING: cannot be set: ", built.warnings[0])
    assert not (built.out / "pack.pdf").exists()


def test_a_broken_template_is_told_by_itself(tmp_path):
    """Once, and no page is blamed for it."""
    pack = new_pack(tmp_path)
    pack.write("templates/reading.typ", "= A title\n#nothing\n")

    built = _only(pack, "# A page\n\nFine.\n", strict=False)

    assert len(built.warnings) == 1
    assert "templates/reading.typ:2: WARNING: pack.pdf: cannot be set" in built.warnings[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![](box.svg)", "a picture has no text alternative"),
        ("![A box](box.bmp)", "has a format that cannot be printed"),
        ("![A box](link.svg)", "lies outside the pages"),
    ],
)
def test_pictures_that_cannot_be_taken(tmp_path, text, said):
    """Each is told at its line, and in its place stand the words for it."""
    pack = new_pack(tmp_path)
    box = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    pack.write("docs/box.svg", box)
    pack.write("docs/box.bmp", "BM")
    pack.write("box.svg", box)
    (pack.root / "docs/link.svg").symlink_to(pack.root / "box.svg")

    built = _only(pack, f"# A page\n\n{text}\n", strict=False)

    assert any("index.md:3" in one and said in one for one in built.warnings)
    if "A box" in text:
        assert "A box" in text_in(built.out / "pack.pdf")


def test_a_paper_that_does_not_exist(tmp_path):
    """Is warned about; A4 is printed."""
    built = _only(new_pack(tmp_path), "# A page\n", "-Dteachkit_papers=a3", strict=False)

    assert "there is no paper 'a3'" in built.warnings[0]
    assert (built.out / "pack.pdf").exists()


# --- Editions -------------------------------------------------------------------


def test_answers_of_practice_items_are_printed_only_if_asked_for(tmp_path, readings):
    """As when a page is printed from the browser."""
    asked = reading_pack(tmp_path).build("handout", "-Dteachkit_printed_answers=1")

    assert "Check your answer" not in text_in(readings.out / "1-leaving.pdf")
    assert "Check your answer" in text_in(asked.out / "1-leaving.pdf")


def test_the_teacher_edition_prints_the_guide(shared_pack):
    """With keys, and a line at its head that says so; the students' files are not in it."""
    built = shared_pack.build("handout", teacher=True)
    text = text_in(built.out / "guide.pdf")

    assert built.warnings == []
    assert [path.name for path in built.out.glob("*.pdf")] == ["guide.pdf"]
    assert "please do not pass it on to students" in text
    assert "☑" in text
    assert not any(word in text for word in ("Rule:", "For example:", "not right"))
    assert (FIXTURES / "all-kinds.toml").is_file()


def test_a_question_that_stands_twice_is_printed_once(readings):
    """The worksheet's page says where the lesson has it."""
    text = text_in(readings.out / "1-leaving.pdf")

    assert re.search(r"Q\d+\s+stands on page \d", text)


def test_for_readers_who_need_more(tmp_path, readings):
    """Large, dyslexia-friendly and high in contrast: the same text and the same standards."""
    pack = reading_pack(tmp_path)
    built = pack.build("handout", "-Dteachkit_styles=large,dyslexia,contrast")
    kept = readings.out.parents[1] / "kept" / "handout-student"
    trees = resolved(readings.out.parents[1] / "docs", kept, tmp_path / "trees")

    assert built.warnings == []
    for style in ("large", "dyslexia", "contrast"):
        booklet = built.out / f"1-leaving-{style}.pdf"
        assert checker.validate_pdf(booklet, profile="ua1").is_compliant
        assert checker.validate_pdf(booklet, profile="2a").is_compliant
        assert lost_texts(trees["lessons/1-leaving/index"], text_in(booklet)) == []
        assert "[What binds states.]" in " ".join(text_in(booklet).split())
        assert pages_in(booklet) >= pages_in(readings.out / "1-leaving.pdf")


def test_pages_may_be_left_out(tmp_path):
    """By pattern."""
    pack = reading_pack(tmp_path)
    pack.conf = DESIGN + 'teachkit_unprinted = ["words", "rows"]\n'

    text = text_in(pack.build("handout").out / "pack.pdf")

    assert "More of it" not in text
    assert isinstance(pack, Pack)
