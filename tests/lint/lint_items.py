"""A sound item of each kind, and a sound pack around them."""

from __future__ import annotations

HEAD = 'format = 1\nid = "sheet"\ntitle = "T"\nlesson = "lessons/one"\n'

ITEMS = {
    "choice": """
[[item]]
id = "seat"
kind = "choice"
prompt = "Where is the seat of the UN?"
[[item.option]]
id = "geneva"
text = "Geneva"
why = "The League's."
[[item.option]]
id = "new-york"
text = "New York"
correct = true
[[item.test]]
response = "new-york"
score = "1"
[[item.test]]
response = "geneva"
score = "0"
""",
    "multi": """
[[item]]
id = "permanent"
kind = "multi"
prompt = "Which two are permanent members?"
[[item.option]]
id = "china"
text = "China"
correct = true
[[item.option]]
id = "france"
text = "France"
correct = true
[[item.option]]
id = "japan"
text = "Japan"
why = "Elected."
[[item.option]]
id = "india"
text = "India"
why = "Elected."
[[item.test]]
response = "china;france"
score = "1"
[[item.test]]
response = "japan"
score = "0"
""",
    "number": """
[[item]]
id = "year"
kind = "number"
prompt = "In which year did Japan join?"
answer = "1956"
near = [ { within = "1", credit = "1/2" } ]
[[item.test]]
response = "1956"
score = "1"
[[item.test]]
response = "1955"
score = "1/2"
""",
    "date": """
[[item]]
id = "signed"
kind = "date"
prompt = "When was the Charter signed?"
answer = "1945-06-26"
[[item.test]]
response = "26 June 1945"
score = "1"
[[item.test]]
response = "1946"
score = "0"
""",
    "text": """
[[item]]
id = "organ"
kind = "text"
prompt = "Where does every state have a seat?"
accept = ["General Assembly", "UNGA"]
[[item.reject]]
text = "Security Council"
why = "Fifteen seats."
[[item.test]]
response = "the general assembly"
score = "1"
[[item.test]]
response = "UNGA"
score = "1"
[[item.test]]
response = "Security Council"
score = "0"
""",
    "cloze": """
[[item]]
id = "charter"
kind = "cloze"
prompt = "Fill in."
text = "Signed in [[city]] by [[states]] states; five have a [[right]]."
[[item.gap]]
id = "city"
accept = ["San Francisco"]
[[item.gap]]
id = "states"
answer = "50"
[[item.gap]]
id = "right"
options = ["vote", "veto"]
answer = "veto"
[[item.test]]
response = '{"city": "San Francisco", "states": "50", "right": "veto"}'
score = "1"
[[item.test]]
response = '{"states": "51", "right": "vote"}'
score = "0"
""",
    "group": """
[[item]]
id = "founders"
kind = "cloze"
prompt = "Name two."
text = "[[one]] and [[two]]"
[[item.gap]]
id = "one"
accept = ["France", "China"]
group = "states"
[[item.gap]]
id = "two"
accept = ["France", "China"]
group = "states"
[[item.test]]
response = '{"one": "China", "two": "France"}'
score = "1"
[[item.test]]
response = '{"one": "China", "two": "China"}'
score = "1/2"
""",
    "match": """
[[item]]
id = "entries"
kind = "match"
prompt = "When did each join?"
extra = ["1973"]
[[item.pair]]
id = "japan"
left = "Japan"
right = "1956"
[[item.pair]]
id = "korea"
left = "Republic of Korea"
right = "1991"
[[item.test]]
response = '{"japan": "1956", "korea": "1991"}'
score = "1"
[[item.test]]
response = '{"japan": "1973", "korea": "1991"}'
score = "1/2"
""",
    "order": """
[[item]]
id = "steps"
kind = "order"
prompt = "Put them in order."
[[item.event]]
id = "charter"
text = "The Charter"
date = "1945-06-26"
[[item.event]]
id = "peace-treaty"
text = "The peace treaty"
date = "1951-09-08"
[[item.event]]
id = "entry"
text = "Japan joins"
date = "1956"
[[item.test]]
response = "charter;peace-treaty;entry"
score = "1"
[[item.test]]
response = "entry;peace-treaty;charter"
score = "0"
""",
    "claims": """
[[item]]
id = "votes"
kind = "claims"
prompt = "What does the source say?"
[item.source]
who = "Charter, Article 18"
excerpt = "Each member has one vote."
[[item.claim]]
id = "large"
text = "Large states have more votes."
verdict = "contradicted"
[[item.claim]]
id = "secret"
text = "The vote is secret."
verdict = "not-stated"
[[item.test]]
response = '{"large": "contradicted", "secret": "not-stated"}'
score = "1"
[[item.test]]
response = '{"large": "supported", "secret": "supported"}'
score = "0"
""",
    "essay": """
[[item]]
id = "reform"
kind = "essay"
prompt = "Should Japan become a permanent member?"
[[item.criterion]]
id = "claim"
text = "Makes a claim"
level = [
  { points = 2, text = "clear" },
  { points = 0, text = "none" },
]
""",
}

FACTS = """format = 1
[[fact]]
id = "entry"
text = "Japan joined in 1956."
source = ["un-1956"]
as-of = "1956"
confidence = "high"
checked = 2026-01-01
recheck = 2027-01-01
"""
SOURCES = """@online{un-1956,
  author = {{United Nations}},
  title = {Member states},
  date = {1956-12-18},
  url = {https://www.un.org/},
}
"""
TIMELINE = """format = 1

[[event]]
id = "first"
date = "1956-12-18"
text = "Japan joins the United Nations."
label = "Japan joins the UN"
lane = "japan"
facts = ["entry"]
lessons = ["lessons/one"]

[[event]]
id = "second"
date = "1957"
text = "It is elected."
label = "Elected"
lane = "together"
facts = ["entry"]
"""
CLAIMS = """format = 1

[[page]]
id = "blog"
letter = "A"
kind = "Blog."
author = "Nobody."
date = "None."
evidence = "None."
interest = "Visits."
strengths = "Short."
weaknesses = "Old."
tip = "Count."

[[topic]]
id = "when"
text = "When?"

[[claim]]
id = "c01"
page = "blog"
topic = "when"
text = "In 1945."
verdict = "contradicted"
facts = ["entry"]
why = "Later."
"""
PACK = {
    "docs/lessons/one/index.md": "(one)=\n# One\n\n(one-entry)=\n## Entry\n",
    "docs/evidence/facts.toml": FACTS,
    "docs/evidence/sources.bib": SOURCES,
    "docs/reference/timeline.toml": TIMELINE,
    "docs/evidence/claims.toml": CLAIMS,
}


def sheet(*kinds: str, head: str = HEAD) -> str:
    """Return a sheet with a sound item of each kind named."""
    return head + "".join(ITEMS[kind] for kind in kinds)


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Make each change once; the old text must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
