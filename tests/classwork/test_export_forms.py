"""Exports in the forms that real ones have, in several languages: all words are our own.

Headers, what stands behind each question, dates and separators are as seen in files that
teachers use; names, questions and answers are made up.
"""

from __future__ import annotations

import csv
import io

import pytest
from packages import row, workbook
from reading import codes, messages, responses

ONE = (
    "Which treaty <of 1949>? See the text, Article 10 and all of it.\n\nIt has two parts.",
    "The Washington Treaty",
)
MANY = ("Which are articles?", "Article 5", "Article 10")
WORD = ("Which capital?", "Rome")
READ = {"one": "washington", "many": "five;ten", "word": "Rome"}

FORMS = {
    "en": (("ID|Start time|Completion time|Email|Name|Total points|Quiz feedback|Grade posted time"
           "|Last modified time|Language"), "Points - {}", "Feedback - {}"),
    "de": ("Id|Startzeit|Fertigstellungszeit|E-Mail|Name|Gesamtpunktzahl|Quizfeedback",
           "Punkte – {}", "Feedback – {}"),
    "fr": (("ID|Heure de début|Heure de fin|Adresse de messagerie|Nom|Total points|Quiz feedback"
           "|Heure de la dernière modification\u00a0"), "Points - {}", "Feedback - {}"),
    "es": (("ID|Hora de inicio|Hora de finalización|Correo electrónico|Nombre|Total de puntos"
           "|Comentarios del cuestionario|Hora de la última modificación"),
           "Puntos: {}", "Comentarios: {}"),
    "pt": (("ID|Hora de início|Hora de conclusão|Email|Nome|Total de pontos"
           "|Comentários do questionário"), "Pontos - {}", "Comentários - {}"),
    "nl": ("ID|Begintijd|Tijd van voltooien|E-mail|Naam|Tijd van laatste wijziging",
           "Punten - {}", "Feedback - {}"),
    "pl": (("ID|Godzina rozpoczęcia|Godzina ukończenia|Adres e-mail|Nazwa"
           "|Czas ostatniej modyfikacji"), "Punkty — {}", "Opinie — {}"),
    "ja": ("ID|開始時刻|完了時刻|メール|名前|合計点|クイズのフィードバック", "ポイント - {}",
           "フィードバック - {}"),
}  # fmt: skip
GOOGLE = {
    "en": ("Timestamp|Username|Total score", "[Score]", "[Feedback]", "2026/03/04 9:05 PM GMT+1"),
    "de": ("Zeitstempel|Nutzername|Gesamtpunktzahl", "[Punktzahl]", "[Feedback]",
           "04.03.2026 21:05:00"),
    "fr": ("Horodateur|Nom d’utilisateur|Score total", "[Score]", "[Commentaires]",
           "2026/03/04 9:05:00 PM UTC+1"),
    "es": ("Marca temporal|Nombre de usuario|Puntuación total", "[Puntuación]", "[Comentarios]",
           "24/3/2026 21:05:00"),
    "pt": ("Carimbo de data/hora|Endereço de e-mail|Pontuação", "[Pontuação]", "[Feedback]",
           "24/03/2026 21:05:00"),
    "it": ("Informazioni cronologiche|Nome utente|Punteggio totale", "[Punteggio]", "[Feedback]",
           "24/03/2026 21.05.00"),
    "ja": ("タイムスタンプ|ユーザー名|合計スコア", "[スコア]", "[フィードバック]",
           "2026/03/04 21:05:00"),
    "a language we do not know": ("Aika|Sposti|Pisteet", "[Pist.]", "[Palaute]", "2026/03/04 9:05"),
}  # fmt: skip
MOODLE = {
    "de": ("Nachname|Vorname|E-Mail-Adresse|Status|Begonnen am|Beendet|Verbrauchte Zeit",
           "Bewertung/10,00", "Frage|Antwort|Richtige Antwort", "4. März 2026 21:05"),
    "fr": ("Nom|Prénom|Adresse de courriel|État|Commencé le|Terminé|Temps utilisé", "Note/10,00",
           "Question|Réponse|Bonne réponse", "4 mars 2026 21:05"),
    "es": (("Apellido(s)|Nombre|Número de ID|Dirección de correo|Estado|Comenzado el|Finalizado"
           "|Tiempo requerido"), "Calificación/10,00", "Pregunta|Respuesta|Respuesta correcta",
           "4 de marzo de 2026 21:05"),
    "pt": (("Sobrenome|Nome|Endereço de email|Instituição|Departamento|Estado|Iniciado em|Completo"
           "|Tempo utilizado"), "Avaliar/10,00", "Questão|Resposta|Resposta correta",
           "4 março 2026  21:05"),
    "it": ("Cognome|Nome|Indirizzo email|Stato|Iniziato|Completato|Tempo impiegato",
           "Valutazione/10,00", "Domanda|Risposta|Risposta corretta", "4 marzo 2026 21:05"),
    "ja": ("姓|名|メールアドレス|状態|開始日時|受験完了|継続時間", "評点/10.00",
           "問題|解答|正解", "2026年 03月 4日(水曜日) 21:05"),
}  # fmt: skip


def table(header, *rows, delimiter=","):
    """A CSV of cells."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue()


def forms(language, *, multi=";"):
    """A quiz of Microsoft Forms: header, and a row of one student."""
    lead, points, feedback = FORMS[language]
    header, cells = lead.split("|"), []
    for name in header:
        words = name.strip().casefold()
        cells.append("ada@school.example" if "mail" in words or words in MAIL else "7")
    for title, *answer in (ONE, MANY, WORD):
        header += [title, points.format(title), feedback.format(title)]
        cells += [multi.join(answer) + (multi if len(answer) > 1 else ""), "1", ""]
    return header, cells


MAIL = {"adresse de messagerie", "correo electrónico", "メール"}


def readable(work, student):
    """What was read of the three questions; nothing is left to a person."""
    assert [one for one in messages(work, "error") if "there are no columns" not in one] == []
    given = responses(work, student)
    assert given == READ
    return {one.time for one in work.answers}


@pytest.mark.parametrize("language", FORMS)
def test_microsoft_forms_in_many_languages(read, language):
    """As CSV with semicolons, as spreadsheets save it there, and as a workbook."""
    header, cells = forms(language)
    lines = row(1, *(one.replace("<", "&lt;") for one in header)) + row(2, *cells)
    files = {"a.csv": "\ufeff" + table(header, cells, delimiter=";"), "b.xlsx": workbook(lines)}
    for name, content in files.items():
        work = read({name: content})
        assert "Microsoft Forms" in " ".join(work.notices), messages(work)
        readable(work, "ada@school.example")


@pytest.mark.parametrize("language", GOOGLE)
def test_google_forms_in_many_languages(read, language):
    """A quiz, whose questions have two columns behind them."""
    lead, score, feedback, time = GOOGLE[language]
    header, cells = lead.split("|"), [time, "ada@school.example", "3.00 / 4"]
    for title, *answer in (ONE, MANY, WORD):
        header += [title, f"{title} {score}", f"{title} {feedback}"]
        cells += [", ".join(answer), "1.00 / 1", ""]
    work = read({"a.csv": table(header, cells)})

    assert "Google Forms" in " ".join(work.notices)
    (found,) = readable(work, "ada@school.example")
    if language in ("es", "pt", "it"):
        assert found.startswith("2026-03-24"), "no month has the number 24"


@pytest.mark.parametrize("language", MOODLE)
def test_moodle_in_many_languages(read, language):
    """With the questions shown; who never submitted is missing."""
    lead, grade, words, time = MOODLE[language]
    header, cells = lead.split("|"), []
    for name in header:
        kind = name.casefold()
        mail = "mail" in kind or "courriel" in kind or "correo" in kind or "メール" in kind
        cells.append("ada@school.example" if mail else time)
    header, cells = [*header, grade], [*cells, "7,50"]
    for number, (title, *answer) in enumerate((ONE, MANY, WORD), start=1):
        header += [f"{word} {number}" for word in words.split("|")]
        cells += [title, "; ".join(answer), "x"]
    if "Número de ID" in header:
        cells[header.index("Número de ID")] = "1234"
    work = read({"a.csv": "\ufeff" + table(header, cells)})

    assert "Moodle" in work.notices[-1]
    (found,) = readable(work, codes(work)[0])
    assert codes(work) == ["1234" if language == "es" else "ada@school.example"]
    assert found == " ".join(time.split()), "the time it was finished"


LEAD = "Name,ID,SISID,SectionIDs,SectionNames,SectionSISIDs,Submitted,ElapsedTime,Attempt"
TRAIL = "NumberOfCorrect,NumberOfIncorrect,NoResponse,PointsPossible,OverallScore"


@pytest.mark.parametrize("suffix", ["", ".{}"])
def test_canvas_new_quizzes(read, suffix):
    """Five columns a question; answers are texts, and HTML where they were written."""
    header, cells = LEAD.split(","), []
    say = ("<p>Explain.</p>", '<p>Because all&nbsp;agree &amp; sign.<br>So it "is".</p>')
    answers = ((ONE[0], ONE[1]), (MANY[0], "Article 5,Article 10"), (WORD[0], "Rome"), say)
    for number, (title, answer) in enumerate(answers):
        kind = "essay" if title.startswith("<p>E") else "choice"
        last = suffix.format(number) if number else ""
        header += [f"ItemID{last}", f"ItemType{last}", title, f"EarnedPoints{last}",
                   f"Status{last}"]  # fmt: skip
        cells += [f"82506{number}", kind, answer, "1.0", "Graded"]
    row_ = ["Ada Byron", "77", "S-1", "5", "A", "sec", "2026-03-04 09:05:00 UTC", "25:23:18", "1"]
    again = [*row_[:8], "2"]
    lines = [[*one, *cells, "2", "1", "0", "4", "3"] for one in (row_, again)]
    work = read({"a.csv": table([*header, *TRAIL.split(",")], *lines)})

    assert "Canvas New Quizzes student analysis (CSV)" in work.notices[-1]
    said = {one.item: one.response for one in work.answers if one.attempt == 2}
    assert said | READ == said
    assert codes(work) == ["S-1"]
    if "say" in said:
        assert said["say"] == 'Because all agree & sign.\nSo it "is".'


def test_canvas_shows_questions_with_their_tags(read):
    """In a classic quiz too; all versions have a column of attempts."""
    header = ["name", "sis_id", "submitted", "attempt", f"29: <p>{WORD[0]}</p>", "1.0",
              "30: <div>Which are&nbsp;articles?</div>", "2.0", "n correct", "n incorrect",
              "score"]  # fmt: skip
    cells = ["Ada", "S-1", "2026-03-04 09:05:00 UTC", "1", "Rome", "1.0", "Article 5", "1.0", "1",
             "1", "2.0"]  # fmt: skip
    work = read({"a.csv": table(header, cells)})

    assert responses(work, "S-1") == {"word": "Rome", "many": "five"}


@pytest.mark.parametrize("join", ["{} [{}]", "{}.{}"])
def test_rows_of_a_grid_stand_in_the_header(read, join):
    """In brackets, or behind a dot."""
    header = ["ID", "Start time", "Completion time", "Email", "Name",
              *(join.format("Join.", left) for left in ("Spain", "Finland"))]  # fmt: skip
    cells = ["1", "3/4/2026 9:05", "3/4/2026 9:09", "ada@school.example", "Ada", "1982", "2023"]
    work = read({"a.csv": table(header, cells)})

    assert responses(work, "ada@school.example") == {
        "pairs": '{"finland": "2023", "spain": "1982"}'
    }


def test_a_table_in_an_unknown_language_is_shown_with_a_proposal(read):
    """What may tell students apart is asked for; times and answers are not."""
    header = ["Aikaleimaa", "Oppilas", *(one[0] for one in (ONE, MANY, WORD))]
    rows = [["2026-03-04 9:05", f"op-{n}", ONE[1], "Article 5", "Rome"] for n in range(4)]
    work = read({"a.csv": table(header, *rows)})
    said = messages(work, "error")

    assert len(said) == 2
    assert "'Oppilas': column 2: it may tell students apart; if it does, write role" in said[0]
    assert "if so: teachkit columns grading a.csv --set 2=student --out mapping.toml" in said[0]
    assert "teachkit columns grading a.csv shows all" in said[1]
    work = read({"a b.csv": table(header, *rows)})
    assert "teachkit columns grading 'a b.csv' shows all" in " ".join(messages(work))

    addresses = [[one[0], f"op{n}@school.example", *one[2:]] for n, one in enumerate(rows)]
    assert len(codes(read({"a.csv": table(header, *addresses)}))) == 4
