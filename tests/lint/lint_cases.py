"""For each code, the smallest changes of a sound pack that provoke it.

The line on which a problem is expected ends in the comment ``#!``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lint_items import PACK, changed, sheet


@dataclass(frozen=True)
class Case:
    """One way to provoke one code."""

    code: str
    key: str
    files: dict[str, str]
    also: frozenset[str] = field(default_factory=frozenset)
    """Codes that cannot but come along."""

    def __str__(self) -> str:
        return f"{self.code}:{self.key}"


def item(code: str, kind: str, key: str, *changes: tuple[str, str], also: str = "") -> Case:
    """Return a case that changes the sound item of a kind; ``key`` is below the item."""
    text = changed(sheet(kind), *changes)
    name = text.split("[[item]]")[1].split('id = "')[1].split('"')[0]
    whole = f"item[{name}].{key}" if key else f"item[{name}]"
    files = {"exercises/sheet.toml": text}
    return Case(code, whole, files, frozenset(also.split()))


def top(code: str, key: str, *changes: tuple[str, str], also: str = "") -> Case:
    """Return a case that changes a sheet with a choice."""
    files = {"exercises/sheet.toml": changed(sheet("choice"), *changes)}
    return Case(code, key, files, frozenset(also.split()))


def pack(code: str, key: str, path: str, *changes: tuple[str, str], also: str = "") -> Case:
    """Return a case that changes another file of the pack."""
    return Case(code, key, {path: changed(PACK[path], *changes)}, frozenset(also.split()))


FACT, BIB = "docs/evidence/facts.toml", "docs/evidence/sources.bib"
LINE = "docs/reference/timeline.toml"
SAID = "docs/evidence/claims.toml"
SECOND_CRITERION = """[[item.criterion]]
id = "claim" #!
text = "x"
level = [ { points = 1, text = "x" } ]
"""
LESSON = 'lesson = "lessons/one"\n'
WRONG = 'why = "The League\'s."\n'

READING = [
    top("syntax", "", ('title = "T"', "title = T #!")),
    top("unknown-format", "format", ("format = 1", "format = 2 #!")),
    top("unknown-key", "titel", ('title = "T"', 'title = "T"\ntitel = "T" #!')),
    top("missing-key", "title", ('title = "T"\n', "")),
    item(
        "unknown-key",
        "choice",
        "option[new-york].corect",
        ("correct = true", "corect = true #!"),
        also="no-correct",
    ),
    item("unknown-kind", "choice", "kind", ('"choice"', '"chioce" #!')),
    item("unknown-word", "claims", "claim[large].verdict", ('"contradicted"', '"wrong" #!')),
    item("missing-key", "number", "", ("[[item]]", "[[item]] #!"), ('answer = "1956"\n', "")),
    item("wrong-type", "number", "answer", ('"1956"', "1956 #!")),
    item("bad-id", "choice", "option[New York].id", ('"new-york"', '"New York" #!')),
    item("empty", "text", "accept", ('["General Assembly", "UNGA"]', "[] #!")),
]
STRUCTURE = [
    top("sheet-id", "id", ('id = "sheet"', 'id = "other" #!')),
    top("bad-language", "language", ('title = "T"', 'title = "T"\nlanguage = "English!" #!')),
    item("reserved-id", "choice", "id", ('id = "seat"', 'id = "time" #!')),
    item("duplicate-id", "choice", "option[geneva].id", ('"new-york"\ntext', '"geneva" #!\ntext')),
    item(
        "duplicate-id", "cloze", "gap[city].id", ('"states"', '"city" #!'), also="mark-without-gap"
    ),
    item(
        "duplicate-id",
        "essay",
        "criterion[claim].id",
        ('text = "none" },\n]\n', 'text = "none" },\n]\n' + SECOND_CRITERION),
    ),
    top("bad-due", "late.due", (LESSON, LESSON + '[late]\ndue = "2026-03-04" #!\n')),
    top(
        "out-of-range",
        "late.per-day",
        (LESSON, LESSON + '[late]\ndue = "2026-03-04 09:00"\nper-day = 110 #!\n'),
    ),
    item("unknown-rule", "multi", "rule", ("prompt", 'rule = "net-corect" #!\nprompt')),
    item("out-of-range", "choice", "points", ("prompt", "points = 0 #!\nprompt")),
    item("out-of-range", "choice", "minutes", ("prompt", "minutes = -1 #!\nprompt")),
    item(
        "out-of-range",
        "choice",
        "option[geneva].credit",
        (WRONG, WRONG + "credit = 2 #!\n"),
        also="test-fails",
    ),
    item(
        "out-of-range",
        "choice",
        "test[2].score",
        ('score = "0"', 'score = "3/2" #!'),
        also="test-fails",
    ),
    item(
        "out-of-range",
        "number",
        "near[1].credit",
        (
            'near = [ { within = "1", credit = "1/2" } ]',
            'near = [ { within = "1", credit = "2" } ] #!',
        ),
        also="test-fails",
    ),
    item(
        "out-of-range",
        "number",
        "tolerance",
        ("near", 'tolerance = "-1" #!\nnear'),
        also="test-fails",
    ),
    item("out-of-range", "text", "need", ("accept", "need = 3 #!\naccept"), also="test-fails"),
    item("out-of-range", "text", "need", ("accept", "need = 0 #!\naccept")),
    item("out-of-range", "essay", "lines", ("prompt", "lines = -1 #!\nprompt")),
    item(
        "out-of-range",
        "essay",
        "criterion[claim].level[2].points",
        ('points = 0, text = "none" },', 'points = -1, text = "none" }, #!'),
    ),
    item(
        "out-of-range",
        "essay",
        "criterion[claim].level",
        ("level = [", "level = [ #!"),
        ('{ points = 2, text = "clear" },\n', ""),
    ),
    item(
        "few-parts",
        "choice",
        "option",
        ("[[item.option]]", "[[item.option]] #!"),
        ('[[item.option]]\nid = "new-york"\ntext = "New York"\n', ""),
        (WRONG, ""),
        ('"new-york"', '"A"'),
        ('response = "geneva"\nscore = "0"', 'response = ""\nscore = "0"'),
    ),
    item(
        "few-parts",
        "match",
        "pair",
        ("[[item.pair]]", "[[item.pair]] #!"),
        ('[[item.pair]]\nid = "korea"\nleft = "Republic of Korea"\nright = "1991"\n', ""),
        (', "korea": "1991"', ""),
        (', "korea": "1991"', ""),
        ('"1/2"', '"0"'),
    ),
    item(
        "few-parts",
        "order",
        "event",
        ("[[item.event]]", "[[item.event]] #!"),
        ('[[item.event]]\nid = "entry"\ntext = "Japan joins"\ndate = "1956"\n', ""),
        (';entry"', '"'),
        ("entry;", ""),
    ),
    item(
        "few-parts",
        "claims",
        "claim",
        ("[[item.claim]]", "[[item.claim]] #!"),
        (
            '[[item.claim]]\nid = "secret"\ntext = "The vote is secret."\nverdict = "not-stated"\n',
            "",
        ),
        (', "secret": "not-stated"', ""),
        (', "secret": "supported"', ""),
    ),
    item(
        "few-parts",
        "cloze",
        "gap[right].options",
        ('["vote", "veto"]', '["veto"] #!'),
        ('"right": "vote"', '"right": ""'),
    ),
    item("same-text", "choice", "option[new-york].text", ('"New York"', '"geneva." #!')),
    item("same-text", "match", "pair[korea].left", ('"Republic of Korea"', '"Japan" #!')),
    item("same-text", "match", "extra[1]", ('["1973"]', '["1991"] #!'), ('"1973"', '"1991"')),
    item("same-text", "match", "extra[2]", ('["1973"]', '["1973", "1973"] #!')),
    item("same-text", "order", "event[entry].text", ('"Japan joins"', '"the Charter" #!')),
    item(
        "same-text",
        "claims",
        "claim[secret].text",
        ('"The vote is secret."', '"large states have more votes" #!'),
    ),
    item(
        "same-text",
        "cloze",
        "gap[right].options[2]",
        ('["vote", "veto"]', '["veto", "Veto"] #!'),
        ('"right": "vote"', '"right": ""'),
    ),
    item(
        "no-correct",
        "choice",
        "option",
        ("[[item.option]]", "[[item.option]] #!"),
        ("correct = true", 'why = "x"'),
    ),
    item(
        "no-correct",
        "multi",
        "option",
        ("[[item.option]]", "[[item.option]] #!"),
        ("correct = true", 'why = "x"'),
        ("correct = true", 'why = "x"'),
    ),
    item(
        "several-correct",
        "choice",
        "option[new-york].correct",
        (WRONG, "correct = true\n"),
        ("correct = true\n[[item.test]]", "correct = true #!\n[[item.test]]"),
        also="test-fails",
    ),
    item("bad-date", "date", "answer", ('1945-06-26"', '1945-06-31" #!')),
    item("bad-date", "date", "answer", ('1945-06-26"', '26 June" #!')),
    item("bad-date", "date", "answer", ('1945-06-26"', '1945-06" #!')),
    item("bad-date", "order", "event[entry].date", ('"1956"', '"1956-00" #!')),
    item("bad-number", "cloze", "gap[states].answer", ('"50"', '"50/0" #!')),
    item(
        "accept-is-reject",
        "text",
        "reject[1].text",
        ('"Security Council"', '"the general assembly" #!'),
        also="test-undecided",
    ),
    item(
        "blank-accept",
        "text",
        "accept[2]",
        ('"UNGA"]', '"…"] #!'),
        ('"UNGA"', '"General Assembly"'),
    ),
    item(
        "gap-without-mark",
        "cloze",
        "gap[city]",
        ("[[item.gap]]", "[[item.gap]] #!"),
        ("[[city]]", "x"),
    ),
    item(
        "mark-without-gap",
        "cloze",
        "text",
        ("[[city]]", "[[City]]"),
        ('right]]."', 'right]]." #!'),
        also="gap-without-mark",
    ),
    item(
        "gap-twice",
        "cloze",
        "gap[city]",
        ("[[item.gap]]", "[[item.gap]] #!"),
        ("[[city]]", "[[city]], [[city]]"),
    ),
    item(
        "gap-without-answer",
        "cloze",
        "gap[states]",
        ('[[item.gap]]\nid = "states"\nanswer = "50"', '[[item.gap]] #!\nid = "states"'),
        also="test-fails test-undecided",
    ),
    item(
        "answer-not-offered",
        "cloze",
        "gap[right].answer",
        ('answer = "veto"', 'answer = "vetos" #!'),
        also="test-fails",
    ),
    item(
        "mixed-group",
        "group",
        "gap[two].group",
        (
            'id = "two"\naccept = ["France", "China"]\ngroup = "states"',
            'id = "two"\nanswer = "France"\ngroup = "states" #!',
        ),
    ),
    item(
        "some-dates-missing",
        "order",
        "event",
        ("[[item.event]]", "[[item.event]] #!"),
        ('date = "1956"\n', ""),
    ),
    item("dates-overlap", "order", "event[entry].date", ('"1956"', '"1951" #!'), also="test-fails"),
    item(
        "levels-not-distinct",
        "essay",
        "criterion[claim].level[2].points",
        ('points = 0, text = "none" },', 'points = 2, text = "none" }, #!'),
    ),
]

REFERENCES = [
    top("unknown-lesson", "lesson", ('"lessons/one"', '"lessons/two" #!')),
    top("unknown-lesson", "lesson", ('"lessons/one"', '"../../etc" #!')),
    item("unknown-objective", "choice", "objective", ("prompt", 'objective = "x" #!\nprompt')),
    item("unknown-fact", "choice", "facts[1]", ("prompt", 'facts = ["entri"] #!\nprompt')),
    item("unknown-section", "choice", "section", ("prompt", 'section = "on-entry" #!\nprompt')),
]
EVIDENCE = [
    pack("syntax", "", FACT, ('"high"', "high #!")),
    pack("unknown-format", "format", FACT, ("format = 1", "format = 2 #!")),
    pack("unknown-key", "fact[entry].asof", FACT, ("as-of", 'asof = "1956" #!\nas-of')),
    pack("missing-key", "fact[entry]", FACT, ("[[fact]]", "[[fact]] #!"), ('as-of = "1956"\n', "")),
    pack("wrong-type", "fact[entry].checked", FACT, ("2026-01-01", '"2026-01-01" #!')),
    pack("unknown-word", "fact[entry].confidence", FACT, ('"high"', '"sure" #!')),
    pack("empty", "fact[entry].source", FACT, ('["un-1956"]', "[] #!")),
    pack("unknown-source", "fact[entry].source[1]", FACT, ('["un-1956"]', '["un-1957"] #!')),
    pack(
        "recheck-before-checked",
        "fact[entry].recheck",
        FACT,
        ("2027-01-01", "2025-12-31 #!"),
        also="fact-stale",
    ),
    pack("fact-stale", "fact[entry].recheck", FACT, ("2027-01-01", "2026-02-28 #!")),
    pack(
        "bad-bibtex",
        "",
        BIB,
        ("title = {Member states},", "title = {Member states}, #!"),
        ("un.org/},\n}\n", "un.org/\n"),
        also="source-without-date source-without-url",
    ),
    pack(
        "source-without-title",
        "un-1956",
        BIB,
        ("un-1956,", "un-1956, note = {#!},"),
        ("  title", "  titel"),
    ),
    pack(
        "source-without-date",
        "un-1956",
        BIB,
        ("un-1956,", "un-1956, note = {#!},"),
        ("  date", "  day"),
    ),
    pack(
        "source-without-url",
        "un-1956",
        BIB,
        ("un-1956,", "un-1956, note = {#!},"),
        ("  url", "  uri"),
    ),
]
TESTS = [
    item(
        "few-tests",
        "choice",
        "",
        ("[[item]]", "[[item]] #!"),
        ('[[item.test]]\nresponse = "geneva"\nscore = "0"\n', ""),
    ),
    item(
        "test-unreadable",
        "choice",
        "test[2].response",
        ('response = "geneva"', 'response = "genf" #!'),
    ),
    item(
        "test-unknown-part",
        "match",
        "test[2].response",
        ("""{"japan": "1973", "korea": "1991"}'""", """{"japan": "1973", "chorea": "1991"}' #!"""),
        ('"1/2"', '"0"'),
    ),
    item(
        "test-unknown-part",
        "claims",
        "test[2].response",
        ("""'{"large": "supported", "secret": "supported"}'""", """"supported" #!"""),
    ),
    item(
        "test-unknown-part",
        "cloze",
        "test[2].response",
        ("""'{"states": "51", "right": "vote"}'""", """'{"staats": "51", "right": "vote"}' #!"""),
    ),
    item(
        "test-fails",
        "multi",
        "test[2]",
        (
            '[[item.test]]\nresponse = "japan"\nscore = "0"',
            '[[item.test]] #!\nresponse = "japan"\nscore = "1/2"',
        ),
    ),
    item(
        "test-fails",
        "choice",
        "test[2]",
        (
            '[[item.test]]\nresponse = "geneva"\n',
            '[[item.test]] #!\nresponse = "geneva"\nstate = "blank"\n',
        ),
    ),
]
WARNINGS = [
    item(
        "telling-id",
        "choice",
        "option[distractor].id",
        ('id = "geneva"', 'id = "distractor" #!'),
        ('response = "geneva"', 'response = "distractor"'),
    ),
    item(
        "longest-correct",
        "choice",
        "option[new-york].text",
        ('"New York"', '"New York, in the east" #!'),
    ),
    item(
        "no-feedback",
        "choice",
        "option[geneva]",
        ("[[item.option]]", "[[item.option]] #!"),
        (WRONG, ""),
    ),
    item("all-of-the-above", "multi", "option[india].text", ('"India"', '"None of the above." #!')),
    item("lonely-block", "number", "block", ('kind = "number"', 'kind = "number"\nblock = "b" #!')),
    item(
        "shuffle-meaning",
        "choice",
        "shuffle",
        ('kind = "choice"', 'kind = "choice"\nshuffle = true #!'),
        ('"Geneva"', '"Yes"'),
        ('"New York"', '"No"'),
    ),
    item(
        "same-simple",
        "number",
        "simple",
        ('kind = "number"', 'kind = "number"\nsimple = "In which year did Japan join?" #!'),
    ),
    top(
        "out-of-range", "handout.variants", ('title = "T"', 'title = "T"\nhandout.variants = 0 #!')
    ),
    item("out-of-range", "text", "lines", ('kind = "text"', 'kind = "text"\nlines = 0 #!')),
    item(
        "letter-id",
        "choice",
        "option[c].id",
        ('id = "geneva"', 'id = "c" #!'),
        ('response = "geneva"', 'response = "c"'),
    ),
    item(
        "no-effect",
        "multi",
        "option[india].credit",
        ('text = "India"', 'text = "India"\ncredit = "1/2" #!'),
    ),
    item(
        "no-effect",
        "number",
        "near[1].within",
        (
            'near = [ { within = "1", credit = "1/2" } ]',
            'tolerance = "1"\nnear = [ { within = "1", credit = "1/2" } ] #!',
        ),
        ('"1/2"\n', '"1"\n'),
        also="mutation-survived",
    ),
    item(
        "no-effect",
        "cloze",
        "gap[city].answer",
        ('accept = ["San Francisco"]', 'accept = ["San Francisco"]\nanswer = "Paris" #!'),
    ),
    item(
        "no-effect",
        "cloze",
        "gap[city].group",
        ('accept = ["San Francisco"]', 'accept = ["San Francisco"]\ngroup = "g" #!'),
    ),
    item(
        "no-prompt-text",
        "choice",
        "prompt",
        ('"Where is the seat of the UN?"', '"![map](map.svg) …?" #!'),
    ),
    item(
        "blank-scores",
        "multi",
        "rule",
        ("prompt", 'rule = "each-answer" #!\nprompt'),
        ('response = "japan"\nscore = "0"', 'response = "japan"\nscore = "1/4"'),
        also="tick-all-scores",
    ),
    item("tick-all-scores", "multi", "rule", ("prompt", 'rule = "coverage" #!\nprompt')),
    item(
        "always-review",
        "text",
        "accept",
        (
            '["General Assembly", "UNGA"]',
            '["because every peaceful member state keeps one equal vote"] #!',
        ),
        ("the general assembly", "because every peaceful member state keeps one equal vote"),
        ('[[item.test]]\nresponse = "UNGA"\nscore = "1"\n', ""),
    ),
    item(
        "answer-in-prompt",
        "text",
        "accept[2]",
        ("every state", "every UNGA state"),
        ('"UNGA"]', '"UNGA"] #!'),
    ),
    item(
        "answer-in-prompt",
        "number",
        "answer",
        ("did Japan join?", "did Japan join: 1956 or later?"),
        ('answer = "1956"', 'answer = "1956" #!'),
    ),
    item(
        "answer-in-prompt",
        "cloze",
        "gap[city]",
        ("[[item.gap]]", "[[item.gap]] #!"),
        ("Signed", "San Francisco: signed"),
    ),
    item("same-accept", "text", "accept[3]", ('"UNGA"]', '"UNGA", "the U.N.G.A."] #!')),
    item(
        "test-undecided",
        "text",
        "test[3]",
        ('text = "Security Council"', 'text = "UNGA members"'),
        ('[[item.test]]\nresponse = "Security', '[[item.test]] #!\nresponse = "Security'),
        also="untested-reject",
    ),
    item(
        "untested-reject",
        "text",
        "reject[1].text",
        ('text = "Security Council"', 'text = "Secretariat" #!'),
        also="test-undecided",
    ),
    item(
        "shown-in-order",
        "order",
        "event",
        ("[[item.event]]", "[[item.event]] #!"),
        ('"steps"', '"steps-6"'),
        ("1945-06-26", "1951-09-10"),
        ("charter;peace-treaty;entry", "peace-treaty;charter;entry"),
        ("entry;peace-treaty;charter", "entry;charter;peace-treaty"),
    ),
    item(
        "shown-in-order",
        "match",
        "pair",
        ("[[item.pair]]", "[[item.pair]] #!"),
        ('"entries"', '"entries-3"'),
        (
            "[[item.test]]",
            '[[item.pair]]\nid = "swiss"\nleft = "Switzerland"\nright = "2002"\n[[item.test]]',
        ),
        ('"korea": "1991"}', '"korea": "1991", "swiss": "2002"}'),
        ('"korea": "1991"}', '"korea": "1991", "swiss": "2002"}'),
        ('"1/2"', '"2/3"'),
    ),
    item(
        "mutation-survived",
        "text",
        "accept[2]",
        ('"UNGA"]', '"UNGA"] #!'),
        ('response = "UNGA"', 'response = "General Assembly"'),
    ),
    top(
        "objective-unused",
        "objective[o]",
        ("[[item]]", '[[objective]] #!\nid = "o"\ntext = "O"\n[[item]]'),
    ),
]
TIMELINE = [
    pack("syntax", "", LINE, ('"1957"', "19 57 #!")),
    pack("unknown-format", "format", LINE, ("format = 1", "format = 2 #!")),
    pack("missing-key", "format", LINE, ("format = 1", "")),
    pack("unknown-key", "event[first].when", LINE, ("text", 'when = "1956" #!\ntext')),
    pack("unknown-word", "event[first].lane", LINE, ('"japan"', '"us" #!')),
    pack("bad-id", "event[Second].id", LINE, ('"second"', '"Second" #!')),
    pack(
        "duplicate-id",
        "event[second].id",
        LINE,
        ('"first"', '"second"'),
        ('"second"\ndate = "1957"', '"second" #!\ndate = "1957"'),
    ),
    pack("bad-date", "event[second].date", LINE, ('"1957"', '"1957-02-30" #!')),
    pack("bad-date", "event[second].date", LINE, ('"1957"', '"in 1957" #!')),
    pack("bad-date", "event[second].date", LINE, ('"1957"', '"0000" #!')),
    pack("label-too-long", "event[second].label", LINE, ('"Elected"', f'"{"x" * 31}" #!')),
    pack(
        "empty",
        "event[second].facts",
        LINE,
        ('"together"\nfacts = ["entry"]', '"together"\nfacts = [] #!'),
    ),
    pack("unknown-fact", "event[first].facts[1]", LINE, ('["entry"]', '["entri"] #!')),
    pack(
        "unknown-lesson",
        "event[first].lessons[1]",
        LINE,
        ("lessons/one", 'lessons/six"] #!'),
        ('#!"]', "#!"),
    ),
]

PAGES = [
    pack("unknown-page", "claim[c01].page", SAID, ('page = "blog"', 'page = "blok" #!')),
    pack("unknown-topic", "claim[c01].topic", SAID, ('topic = "when"', 'topic = "why" #!')),
    pack(
        "unknown-claim", "claim[c01].contradicts[1]", SAID, ("why", 'contradicts = ["c02"] #!\nwhy')
    ),
    pack("unknown-fact", "claim[c01].facts[1]", SAID, ('["entry"]', '["entri"] #!')),
    pack(
        "claim-without-fact",
        "claim[c01]",
        SAID,
        ("[[claim]]", "[[claim]] #!"),
        ('facts = ["entry"]', ""),
    ),
    pack("bad-letter", "page[blog].letter", SAID, ('"A"', '"a" #!')),
]

CASES = READING + STRUCTURE + REFERENCES + EVIDENCE + TIMELINE + PAGES + TESTS + WARNINGS
