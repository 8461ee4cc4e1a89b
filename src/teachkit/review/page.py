"""The review page: one HTML file that needs no server, no other file and no network."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..gradebook.answers import prompt_html
from ..gradebook.like import ANSWER_CHARS, MOST
from ..gradebook.markup import escape, inline, paragraphs, plain
from ..model import Choice, Essay, Multi, Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..gradebook import Counted, Results
    from ..gradebook.queue import Unit
    from ..model import Item
    from .queue import Question

__all__ = ["page_html"]

_HERE = Path(__file__).parent
_SPELLINGS = 6

_KEYS = (
    ("a", "accept"),
    ("r", "reject"),
    ("p", "half the credit"),
    ("A, R", "accept or reject all in the frame"),
    ("Y, N", "accept or reject all that are still open here"),
    ("0 to 9", "choose the level of the rubric with so many points"),
    ("s", "skip to the next open one"),
    ("j, k", "next, previous"),
    ("u", "undo"),
)


def page_html(
    results: Results | Counted, found: Sequence[Question], *, is_sample: bool = False
) -> str:
    """Write the page.

    Args:
        results: The folder, read back.
        found: What is to be decided.
        is_sample: Whether this is a sample for a second marker, who must not see what the
            first one decided.
    """
    css, script = (
        _HERE.joinpath(name).read_text(encoding="utf-8").strip()
        for name in ("review.css", "review.js")
    )
    title = plain(results.sheet.title)
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    sections = "\n".join(_section(place, one) for place, one in enumerate(found))
    nothing = "" if found else "<p>Nothing is left to decide.</p>"
    body = _TOP.replace("%TITLE%", inline(results.sheet.title)).replace("%TABS%", _tabs(found))
    keys = "".join(f"<li><kbd>{key}</kbd> {what}</li>" for key, what in _KEYS)
    body = body.replace("%KEYS%", keys).replace("%SECTIONS%", nothing + sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(results.sheet.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(f'Review: {title}')}</title>\n<style>{css}</style>\n</head>\n<body>\n"
        f"{body}\n"
        f'<script type="application/json" id="data">{_data(results, found, is_sample)}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


_TOP = """<header>
<a class="skip" href="#main">Skip to the answers</a>
<h1>Review: %TITLE%</h1>
<noscript><p class="warn">This page needs JavaScript. Without it, decide in
<code>review.csv</code> and write <code>decisions.toml</code> by hand.</p></noscript>
<p class="warn" id="unstored" role="alert" hidden>This browser does not keep your decisions.
Save them before you leave the page.</p>
</header>
<div id="app" hidden>
<section aria-label="Progress and saving">
<p id="count"></p>
<progress id="progress" aria-labelledby="count" value="0" max="1"></progress>
<p id="said" role="status"></p>
<div class="bar">
<label>Your initials <input id="who" autocomplete="off" size="6" required
 aria-describedby="who-wrong"></label>
<label>Date <input id="when" autocomplete="off" size="10"></label>
<button type="button" class="main" id="save">Save decisions</button>
<button type="button" id="undo">Undo</button>
<label class="tick"><input type="checkbox" id="codes"> Show codes</label>
<label class="tick"><input type="checkbox" id="keys" checked> Single keys decide</label>
</div>
<p id="who-wrong" hidden>Type your initials: the file says who decided.</p>
<details><summary>Keys, while an answer has the focus</summary><ul>%KEYS%</ul></details>
</section>
<nav aria-label="Questions"><ul>%TABS%</ul></nav>
<main id="main" tabindex="-1">
%SECTIONS%
</main>
</div>"""


def _tabs(found: Sequence[Question]) -> str:
    return "".join(
        f'<li><button type="button" id="tab-{place}">{escape(one.heading)}: '
        '<span class="left"></span></button></li>'
        for place, one in enumerate(found)
    )


def _section(place: int, question: Question) -> str:
    """Write what does not change of a question: its prompt and its key."""
    between = " → " if isinstance(question.item, Order) else " / "
    accept = between.join(f"<bdi>{escape(one)}</bdi>" for one in question.accept)
    reject = " / ".join(f"<bdi>{escape(one)}</bdi>" for one in question.reject)
    key = f"<p><strong>Key:</strong> {accept}</p>" if accept else ""
    others = "Other options" if isinstance(question.item, Choice | Multi) else "Known wrong"
    key += f"<p><strong>{others}:</strong> {reject}</p>" if reject else ""
    essay = isinstance(question.item, Essay)
    return (
        f'<section id="q-{place}" aria-labelledby="h-{place}" hidden>'
        f'<h2 id="h-{place}">{escape(question.heading)}</h2>{prompt_html(question.item)}{key}'
        + (_essays if essay else _forms)(place, question)
        + "</section>"
    )


def _essays(place: int, question: Question) -> str:
    models = question.item.model if isinstance(question.item, Essay) else ()
    shown = "".join(paragraphs(one) for one in models)
    beside = f"<details><summary>Model answers</summary>{shown}</details>" if shown else ""
    return f'{beside}<div class="units" id="units-{place}"></div>'


def _forms(place: int, question: Question) -> str:
    """Write what holds the answers of a question, and what settles all that is left of it."""
    forms, answers = question.later
    later = (
        f"<p>These are the {len(question.units):,} commonest forms. {forms:,} more, of {answers:,} "
        "answers, come on a later page, when these are decided and graded.</p>"
    )
    many = len(question.units) > MOST and any(one.like.accepting for one in question.units)
    note = (
        f"<p>What a decision settles beside its own answers is worked out for the {MOST:,} "
        "commonest; the next grading settles the others, too.</p>"
    )
    return (
        (later if forms else "")
        + (note if many else "")
        + f'<details class="ticks" id="ticks-{place}"><summary>Short list: tick what is right, '
        f"then settle the rest</summary><ul></ul>{_REST}</details>"
        f'<ul class="units" id="units-{place}"></ul>'
        f'<p class="actions"><button type="button" id="more-{place}" hidden>Show more</button></p>'
        + _REST
    )


_REST = """<div class="rest"><p></p><p class="actions">
<button type="button" data-v="reject" aria-keyshortcuts="N"></button>
<button type="button" data-v="accept" aria-keyshortcuts="Y"></button></p></div>"""


def _data(results: Results | Counted, found: Sequence[Question], is_sample: bool) -> str:
    """Write the page's data as JSON that cannot end the script element."""
    text = "" if is_sample else results.decisions.text
    head = text or f"format = 1\nsheet = {json.dumps(results.sheet.id)}\n"
    whole = {
        "results": results.digest,
        "sample": is_sample,
        "head": head.rstrip("\n") + "\n",
        "questions": [
            {
                "item": one.item.id,
                "part": one.part,
                "rubric": _rubric(one.item),
                **_units(one, results.digest),
            }
            for one in found
        ],
    }
    said = json.dumps(whole, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        said = said.replace(char, f"\\u{ord(char):04x}")
    return said.encode("utf-8", "replace").decode()


def _rubric(item: Item) -> list[dict[str, Any]]:
    if not isinstance(item, Essay):
        return []
    return [
        {
            "id": one.id,
            "text": plain(one.text),
            "levels": [
                {"points": str(level.points), "text": plain(level.text)} for level in one.levels
            ],
        }
        for one in item.criteria
    ]


def _units(question: Question, seed: str) -> dict[str, Any]:
    """Write the units, and the decisions of before that count for them."""
    forms = [*(one.form for one in question.units), *(one.form for one in question.fixed)]
    place = {form: at for at, form in reversed([*enumerate(forms)])}
    units = []
    for unit in question.units:
        like = unit.like
        made = {
            "yes": [place[one] for one in like.accepting],
            "no": [place[one] for one in like.rejecting],
            "not": [
                [[place[one] for one in yes], [place[one] for one in no]] for yes, no in like.vetoes
            ],
        }
        told = {name: listed for name, listed in made.items() if listed}
        units.append({"id": _id(question, unit, seed), **_unit(unit), **told})
    fixed = [{"v": one.verdict, "answer": one.answer[:ANSWER_CHARS]} for one in question.fixed]
    return {"units": units, "fixed": fixed}


def _id(question: Question, unit: Unit, seed: str) -> str:
    """Return under what the browser keeps a decision: it tells nothing without the answer."""
    what = (unit.commonest, unit.students[0]) if unit.alone else (unit.form,)
    about = (seed, question.item.id, question.part, *what)
    return sha256("\n".join(about).encode("utf-8", "replace")).hexdigest()[:16]


def _unit(unit: Unit) -> dict[str, Any]:
    ranked = sorted(unit.spellings.items(), key=lambda one: (-one[1], one[0]))
    chars = None if unit.alone else ANSWER_CHARS
    return {
        "form": unit.form,
        "answer": unit.commonest[:ANSWER_CHARS],
        "digest": unit.digest,
        "answers": [[text[:chars], number] for text, number in ranked[:_SPELLINGS]],
        "more": max(0, len(ranked) - _SPELLINGS),
        "count": unit.count,
        "reason": unit.reason,
        "suggestion": unit.suggestion.words,
        "students": sorted(unit.students),
        "cluster": unit.cluster,
    }
