"""Item texts are translated like pages, and the extension's own words too."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

CLOZE = """\
New members must be [[where]] states, and *all [[who]]* must agree. \
The treaty dates from [[year]]."""
STRING = re.compile(r"""'''(.*?)'''|"(.*?)\"""", re.DOTALL)
LOCALE = 'locale_dirs = ["../locale"]\n'


def catalog(built, name):
    """The messages of a page, each with the places it comes from."""
    with (built.out / f"{name}.pot").open("rb") as file:
        return {message.id: message.locations for message in read_po(file)}


def translate(pack, domain, *pairs):
    """Write a catalog."""
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    body = "".join(f'msgid "{one}"\nmsgstr "{two}"\n\n' for one, two in pairs)
    pack.write(f"locale/de/LC_MESSAGES/{domain}.po", head + body)
    pack.conf = pack.conf.replace('language = "en"', 'language = "de"') + LOCALE


def test_all_texts_reach_the_translators(shared_pack):
    """With the sheet's line; whole texts with their markup; no letters, blanks or numbers."""
    messages = catalog(shared_pack.build("gettext"), "sheet")
    sheet = (shared_pack.root / "exercises/all-kinds.toml").read_text(encoding="utf-8")
    places = messages["In which city was the treaty signed {fact}`treaty-signed`?"]

    assert [(file.rpartition("/")[2], line) for file, line in places] == [("all-kinds.toml", 20)]
    for text in (
        "Brussels, where the *headquarters* are today",
        CLOZE,
        "A majority is not enough.",
        "Give one reason for and one against.",
        "We will not join *this year*.",
    ):
        assert text in messages
    texts = {one.strip() for pair in STRING.findall(sheet) for one in pair}
    ours = {one for one in messages if one and one not in texts}

    assert ours == {
        "A sheet",
        # parts of longer texts: paragraphs, list items
        "Should the rule be changed?",
        "Give one reason for and one against.",
        "It should, because threats do not stop at an ocean.",
        "It should not, because a promise must be kept.",
        "The minister said two things.",
        "We will not join *this year*.",
        "We value the partnership.",
    }


def test_students_catalogs_hold_no_graded_keys(shared_pack):
    """A catalog is given away: no feedback, model answer or rejected form of a graded item."""
    messages = " ".join(map(str, catalog(shared_pack.build("gettext"), "sheet")))

    assert "A majority is not enough." in messages  # practice
    for word in ("Article 14 says so", "The council", "Word for word", "Names nobody", "Spain\n"):
        assert word not in messages


def test_a_translated_sheet_is_a_working_one(pack):
    """Texts are replaced; gaps are drawn where the translation has them; numbers stay."""
    translate(
        pack,
        "sheet",
        ("They are [[one]] and [[two]].", "[[two]] und [[one]] sind es."),
        ("Who keeps the treaty?", "Wer verwahrt den *Vertrag*?"),
        ("In which city was the treaty signed {fact}`treaty-signed`?", "Wo {fact}`treaty-signed`?"),
    )
    built = pack.build("html")
    page = " ".join(re.sub("<[^>]+>", "", built.text("sheet.html")).split())

    assert built.warnings == []
    assert "gap (2) und gap (1) sind es." in page
    assert "Q2 Wer verwahrt den Vertrag? Choose one. (2 points)" in page
    assert "Q1 Wo [Treaty 1949; as of 4 Apr. 1949]?" in page
    assert 'name="cloze-graded.two"' in built.text("sheet.html")


def test_a_lost_gap_is_noticed(pack):
    """A translation without one of the marks would lose an input."""
    translate(pack, "sheet", ("They are [[one]] and [[two]].", "Es sind [[one]] und zwei."))
    built = pack.build("text")

    assert len(built.warnings) == 1
    assert "exercises/all-kinds.toml" in built.warnings[0]
    assert "the text has lost its gap [[two]]" in built.warnings[0]
    assert built.warnings[0].endswith("[teachkit.translation]")


def test_our_own_words_are_translated_too(pack):
    """From teachkit.po in the pack's own catalogs."""
    translate(
        pack,
        "teachkit",
        ("Check your answer", "Antwort prüfen"),
        ("Choose one.", "Wähle eine."),
        ("as of %s", "Stand %s"),
    )
    built = pack.build("html")
    page = built.text("sheet.html")

    assert "<summary>Antwort prüfen</summary>" in page
    assert "Wähle eine. (practice, 1 point)" in page
    assert "; Stand 4 Apr. 1949" in page
    assert "Check your answer" not in page
