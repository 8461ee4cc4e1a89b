"""Headers as the systems write them, in the languages that many classes use.

A language that is missing here loses nothing but comfort: where a header is not known,
the column is shown by `teachkit columns` and a person says what it is.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = [
    "CODE",
    "DETAILS",
    "EMAIL",
    "FORMS_END",
    "FORMS_OTHER",
    "FORMS_START",
    "GOOGLE_SCORE",
    "GOOGLE_STAMP",
    "GROUP",
    "IDENTITY",
    "MOODLE_OTHER",
    "MOODLE_QUESTION",
    "MOODLE_RESPONSE",
    "MOODLE_RIGHT",
    "MOODLE_STATUS",
    "MOODLE_TIME",
    "NEVER",
    "UNFINISHED",
    "heading",
    "words",
]


def heading(cell: str) -> str:
    """Bring a header to the form in which these words stand: lower case, plain spaces."""
    text = unicodedata.normalize("NFKC", cell[:1_000]).replace("\u2019", "'")
    return " ".join(text.split()).casefold()


def words(text: str) -> frozenset[str]:
    """Make a set of headers, which are given with bars between them."""
    return frozenset(map(heading, re.split(r"\s*\|\s*", text.strip())))


CODE = words(
    """student | student code | student id | student number | code | sid | matrikelnummer
    | matrikelnr | matrikelnr. | kürzel | kennung | schülercode | schülernummer | schüler-nr.
    | code élève | numéro étudiant | numéro d'étudiant
    | código del alumno | código de estudiante | matrícula | número de matrícula
    | código do aluno | codice studente | numero di matricola | leerlingnummer
    | studentnummer | kod ucznia | numer albumu | 学籍番号 | 生徒番号 | 学生番号 | 出席番号
    | 学修番号 | コード | 학번 | 学号 | 學號"""
)
IDENTITY = words(
    """id number | idnumber | sis_id | sisid | sis id | id-nummer | numéro d'identification
    | número de id | número de identificación | número de identificação | número id
    | codice identificativo | numer id | idナンバー | id番号"""
)
EMAIL = words(
    """email address | emailaddress | email | e-mail | e-mail address | e-mail-adresse | username
    | adresse e-mail | adresse de courriel | courriel | nom d'utilisateur | adresse de messagerie
    | anmeldename | benutzername | nutzername | dirección de correo electrónico
    | dirección de correo | correo electrónico | correo | nombre de usuario
    | endereço de e-mail | endereço de email | nome de usuário | nome de utilizador
    | indirizzo email | indirizzo e-mail | posta elettronica | nome utente
    | e-mailadres | gebruikersnaam | adres e-mail | nazwa użytkownika
    | メールアドレス | メール | ユーザー名 | ユーザ名 | 이메일 주소 | 이메일 | 사용자 이름
    | 电子邮件 | 电子邮件地址 | 用户名 | 電子郵件 | 電子郵件地址 | 使用者名稱"""
)
DETAILS = {
    "name": words(
        """name | full name | nom complet | vollständiger name | nombre completo | nome completo
        | naam | volledige naam | nazwa | imię i nazwisko | 名前 | 氏名 | フルネーム | 이름 | 성명
        | 姓名 | 名称"""
    ),
    "first-name": words(
        "first name | firstname | vorname | prénom | nombre | nome | voornaam | imię | 名"
    ),
    "last-name": words(
        """last name | lastname | surname | nachname | nom | nom de famille | apellido | apellidos
        | apellido(s) | sobrenome | apelido | cognome | achternaam | nazwisko | 姓"""
    ),
    "attempt": words("attempt | versuch | tentative | intento | tentativa | tentativo | 受験"),
    "variant": words("variant | form | variante"),
    "time": words("time | timestamp"),
}
"""Role to the headers of columns that say who it is, or which hand-in."""

GROUP = words(
    """group | class | klasse | kurs | gruppe | classe | groupe | clase | grupo | turma | classe
    | gruppo | klas | groep | klasa | grupa | クラス | 組 | 学級 | 반 | 班级 | 班級"""
)

GOOGLE_STAMP = words(
    """timestamp | zeitstempel | horodateur | marca temporal | informazioni cronologiche
    | carimbo de data/hora | tijdstempel | sygnatura czasowa | tidsstempel | tidstämpel | aikaleima
    | časová značka | zaman damgası | отметка времени | タイムスタンプ | 타임스탬프 | 时间戳记
    | 时间戳 | 時間戳記"""
)
GOOGLE_SCORE = words(
    """total score | score | gesamtpunktzahl | punktzahl | score total | puntuación total
    | puntuación | punteggio totale | punteggio | pontuação total | pontuação | totaalscore
    | totale score | łączny wynik | wynik | 合計スコア | スコア | 총점 | 점수 | 总分
    | 得分 | 總分"""
)

FORMS_START = words(
    """start time | startzeit | heure de début | hora de inicio | hora de início | ora di inizio
    | begintijd | godzina rozpoczęcia | 開始時刻 | 시작 시간 | 开始时间 | 開始時間"""
)
FORMS_END = words(
    """completion time | fertigstellungszeit | heure de fin | hora de finalización
    | hora de conclusão | ora di completamento | tijd van voltooien | godzina ukończenia
    | 完了時刻 | 완료 시간 | 完成时间 | 完成時間"""
)
FORMS_OTHER = words(
    """id | total points | quiz feedback | grade posted time | last modified time | language
    | gesamtpunktzahl | quizfeedback | sprache | zeitpunkt der letzten änderung
    | nombre total de points | total des points | langue | heure de la dernière modification
    | total de puntos | comentarios del cuestionario | hora de la última modificación
    | hora de publicación de la calificación | idioma | total de pontos
    | comentários do questionário | hora da última modificação | punti totali
    | ora dell'ultima modifica | lingua | totaal aantal punten | tijd van laatste wijziging | taal
    | czas ostatniej modyfikacji | łączna liczba punktów | 合計点 | クイズのフィードバック
    | 最終変更時刻 | 言語"""
)

MOODLE_RESPONSE = words(
    """response | antwort | réponse | respuesta | resposta | risposta | antwoord | odpowiedź
    | svar | 解答 | 応答 | 回答 | 응답"""
)
MOODLE_QUESTION = words(
    "question | frage | pregunta | domanda | questão | pergunta | vraag | pytanie | 問題 | 질문"
)
MOODLE_RIGHT = words(
    """right answer | rightanswer | richtige antwort | bonne réponse | réponse correcte
    | respuesta correcta | resposta correta | risposta corretta | juiste antwoord
    | poprawna odpowiedź | 正解"""
)
MOODLE_STATUS = words(
    "status | state | zustand | état | statut | estado | stato | stan | 状態 | 상태"
)
MOODLE_TIME = words(
    """completed | beendet | terminé | achevé | finalizado | completo | concluída em | completato
    | terminato | voltooid | ukończono | 完了 | 受験完了 | 終了日時 | 完了日時"""
)
MOODLE_OTHER = words(
    """started | started on | begonnen | begonnen am | commencé le | début | comenzado el
    | iniciado em | iniciado el | iniciato | iniziato | gestart op | rozpoczęto | 開始日時
    | duration | time taken | verbrauchte zeit | dauer | durée | temps utilisé | tiempo requerido
    | tempo utilizado | tempo impiegato | verstreken tijd | wykorzystany czas | 所要時間 | 継続時間
    | feedback | institution | institución | instituição | department | departamento
    | abteilung | 部署 | 所属組織"""
)
UNFINISHED = words(
    """in progress | overdue | in bearbeitung | überfällig | en cours | en retard | en curso
    | vencido | em andamento | em progresso | in corso | bezig | w toku | 受験中 | 進行中"""
)
"""What Moodle says of an attempt that was not handed in yet."""
NEVER = words(
    """never submitted | not submitted | not attempted | nie abgegeben | jamais remis
    | nunca enviado | nunca submetido | mai consegnato | nooit ingeleverd | nigdy nie przesłano
    | 未提出"""
)
"""What systems say of one who handed in nothing."""
