"""What letters and reports say: the same texts in every language, and no mixture of two."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from classes import CLASS

from teachkit import speech
from teachkit.bank import load_sheet
from teachkit.gradebook import grade_class
from teachkit.marking import mark
from teachkit.model import State
from teachkit.report import gather, report_html
from teachkit.speech import LANGUAGES, reason_in, speech_of
from twin.answers import answers_to
from twin.items import all_items

FOLDER = Path(speech.__file__).parent
FIXTURE = Path(__file__).parents[1] / "fixtures" / "grading.toml"
DECIDED = {State.CORRECT, State.PARTIAL, State.INCORRECT}
OTHERS = sorted(set(LANGUAGES) - {"en"})
ENGLISH = re.compile(
    r"\b(the|and|is|are|answers?|questions?|right|wrong|points?|of|your|students?|which|what)\b"
)


def texts(language):
    """File to name to text, plurals and lists as several texts."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((FOLDER / language).glob("*.toml"))
    }


def places(text):
    """The places of a text, or of a list of texts."""
    return sorted(set(re.findall(r"\{(\w+)", " ".join(text) if isinstance(text, list) else text)))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_text_with_the_same_places(language):
    """And none is empty, or still English."""
    english, other = texts("en"), texts(language)

    assert {name: set(table) for name, table in other.items()} == {
        name: set(table) for name, table in english.items()
    }
    for name, table in english.items():
        for key, text in table.items():
            assert places(other[name][key]) == places(text), (name, key)
            assert other[name][key], (name, key)
            bare = re.sub(r"\{\w+[^}]*\}|<[^>]*>", "", str(other[name][key]))
            assert not ENGLISH.search(bare), (name, key)


def test_a_language_is_told_by_its_tag():
    """One without texts is answered in English."""
    codes = {tag: speech_of(tag).code for tag in ("de-CH", "ja", "en-GB", "fr", "DE")}

    assert codes == {"de-CH": "de", "ja": "ja", "en-GB": "en", "fr": "en", "DE": "de"}
    assert speech_of("de").count("1.5", "point", one=False) == "1,5 Punkte"
    assert speech_of("de").count("1.5", "of-points", one=False) == "1,5 Punkten"
    assert speech_of("de").joined(["A", "B", "C"]) == "A, B und C"
    assert speech_of("ja").percent(0.625) == "62%"


def reasons_of(marked):
    """The reasons that a letter shows of a mark."""
    yield marked.reason
    yield from (part.reason for part in marked.parts if part.state in DECIDED)


@pytest.mark.parametrize("language", OTHERS)
def test_every_reason_of_a_decided_mark_can_be_said(language):
    """Whatever an item is answered with; parts too."""
    said, lost = {}, {}
    spoken = speech_of(language)
    for _, item in all_items():
        for response in answers_to(item, 40, "speech"):
            marked = mark(item, response)
            if marked.state in DECIDED and marked.reason not in said:
                for reason in reasons_of(marked):
                    said[reason] = reason_in(spoken, reason)
                    if not said[reason]:
                        lost[reason] = item.kind

    assert len(said) > 200
    assert lost == {}


@pytest.mark.parametrize(
    ("reason", "german", "japanese"),
    [
        ("0.5 right - 1 wrong of 4 = -1/8, so 0", "0,5 richtig − 1 falsch, von 4 = -1/8, also 0",
         "（正 0.5 − 誤 1）÷ 4 = -1/8 なので 0"),
        ("same as the accepted answer 'Rome'; we ignored capital letters and spaces",
         ("wie die richtige Antwort „Rome“; nicht beachtet: Groß- und Kleinschreibung und "
         "Leerzeichen"),
         "正解「Rome」と同じ（大文字・小文字・空白の違いは問わない）"),
        ("said supported, but it is not-stated: Nur ein Plan.",
         "gesagt „Belegt“, es ist aber „Nicht erwähnt“: Nur ein Plan.",
         "「資料のとおり」と答えたが、「資料にない」: Nur ein Plan."),
        ("decided by your teacher: credit 1/2 (knapp)",
         "entschieden von deiner Lehrkraft: Anteil 1/2 (knapp)", "先生の判断: 得点率 1/2（knapp）"),
        ("1 of 2 right = 1/2; who: decided by your teacher: accepted",
         "1 von 2 richtig = 1/2; who: entschieden von deiner Lehrkraft: richtig",
         "2個中 1個が正しい = 1/2。who: 先生の判断: 正解"),
        ("3 days late: 100 % - 3 x 12.5 % = 62.5 %, at least 70 %",
         "3 Tage zu spät: 100 % − 3 × 12,5 % = 62,5 %, mindestens 70 %",
         "3日遅れ: 100% − 3 × 12.5% = 62.5%（最低 70%）"),
        ("something new, which nobody said again", "", ""),
        ("'Rome' and 'Bonn' are something new", "", ""),
    ],
)  # fmt: skip
def test_reasons_are_said_with_their_numbers(reason, german, japanese):
    """What has no form is left out, so that a letter speaks one language."""
    assert reason_in(speech_of("de"), reason) == german
    assert reason_in(speech_of("ja"), reason) == japanese
    assert reason_in(speech_of("en"), reason) == reason


@pytest.mark.parametrize("language", OTHERS)
def test_a_letter_speaks_the_language_of_its_sheet(language, tmp_path, monkeypatch):
    """Nothing that an English letter says around the sheet's own words is left in it."""
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(CLASS, encoding="utf-8")
    sheet = load_sheet(FIXTURE)
    grade_class(sheet, ["a.csv"], "en")
    grade_class(replace(sheet, language=language), ["a.csv"], "other")
    letters = {
        folder: {path.name: path.read_text("utf-8") for path in Path(folder, "feedback").iterdir()}
        for folder in ("en", "other")
    }

    assert letters["en"].keys() == letters["other"].keys()
    spoken = speech_of(language)
    for name, html in letters["other"].items():
        english = letters["en"][name]
        assert f'<html lang="{language}">' in html
        assert spoken.say("letter.each") in html
        for text in texts("en")["letter"].values():
            bare = max(re.split(r"\{\w+\}", text), key=len).strip(" .:;,")
            shown = re.search(rf">[^<]*{re.escape(bare)}[^<]*<", english) if len(bare) > 4 else None
            if shown and bare not in Path(FIXTURE).read_text("utf-8"):
                assert bare not in html, (name, bare)
    table = Path("other/letters.csv").read_text("utf-8-sig")
    assert " and " not in table.replace("all and", "")


@pytest.mark.parametrize("language", OTHERS)
def test_a_report_speaks_one_language(language, tmp_path, monkeypatch):
    """Every text of ours that an English report shows is said in the other language."""
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(CLASS, encoding="utf-8")
    grade_class(load_sheet(FIXTURE), ["a.csv"], "out", source=FIXTURE)
    pages = {code: report_html(gather(Path("out"), language=code)) for code in ("en", language)}
    parts = ("report", "finding")
    english = [text for part in parts for text in texts("en")[part].values()]
    shown = 0
    for text in english:
        bare = max(re.split(r"\{\w+\}|<[^>]+>", text), key=len).strip(" .:;,()")
        if len(bare) > 4 and re.search(rf"[>\";(] ?{re.escape(bare)}", pages["en"]):
            shown += 1
            assert f">{bare}" not in pages[language], bare
            assert f'"{bare}' not in pages[language], bare

    assert shown > 60
    assert f'<html lang="{language}">' in pages[language]
    assert '<span lang="en">' in pages[language]
    assert '<span lang="en">' not in pages["en"]


def test_every_text_that_is_asked_for_is_there():
    """In a language, as in the code; each state has its words."""
    source = Path(speech.__file__).parents[1]
    code = "\n".join(
        path.read_text("utf-8")
        for folder in ("report", "analysis", "gradebook")
        for path in (source / folder).glob("*.py")
    )
    asked = re.findall(r'say\(\s*"(\w+)\.([\w-]+)"', code)
    assert len(asked) > 90
    for part, name in asked:
        assert name in texts("en")[part], (part, name)
    assert {state.value for state in State} <= set(texts("en")["letter"])
