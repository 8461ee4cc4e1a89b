"""What the teacher's edition adds to each item: answers in their places, and notes.

The keys of this data appear in no worksheet; a test holds both editions against that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..display import letter, right_sides, shown_events
from ..marking.order import event_ranks
from ..model import Choice, Claims, Cloze, Date, Essay, Item, Match, Multi, Number, Order, Text
from ..paper import Detail
from .blocks import is_short
from .tried import tried
from .words import VERDICTS, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .inline import Block, Span
    from .writer import Spot, Writer

__all__ = ["ANSWERS", "key_data", "text_list"]

Data = dict[str, Any]
_SHORT_NOTES = 2400
"""Characters of JSON up to which notes are not broken over two pages."""
_ANSWER_NOTES = ("accepted", "part-credit", "also-right", "also-accepted", "gaps", "rubric")
"""What belongs to the answer itself, and so stands in the shortest key too."""


def key_data(writer: Writer, item: Item, detail: Detail = Detail.REASONS) -> Data:
    """Return what a teacher sees of an item beyond the question."""
    spot, words = writer.item_spot(item), writer.words
    answer, notes = ANSWERS[type(item)](writer, item, spot)
    if item.explain:
        notes = [("explanation", writer.blocks(item.explain, spot.key("explain"))), *notes]
    if detail is Detail.REASONS and isinstance(item, Multi | Order | Claims):
        # What a wrong part costs is not to be guessed by one who marks by hand.
        notes.append(("marking", [_para(words.rule(item.rule_name))]))
    if detail is Detail.FULL:
        rule = f"{item.rule_name}: {words.rule(item.rule_name)}"
        _check_tests(writer, item, spot)
        notes += [("marking", [_para(rule)]), ("tests", text_list(tried(item, words)))]
        notes.append(("about", [_para(_about(writer, item, spot))]))
    if detail is Detail.ANSWERS:
        notes = [(label, blocks) for label, blocks in notes if label in _ANSWER_NOTES]
        answer |= {name: [[] for _ in answer[name]] for name in ("why",) if name in answer}
    shown = [
        {"label": " ".join([words.note(label.split()[0]), *label.split()[1:]]), "blocks": blocks}
        for label, blocks in notes
        if blocks
    ]
    return answer | {"notes": shown, "short": is_short(shown, _SHORT_NOTES)}


def _check_tests(writer: Writer, item: Item, spot: Spot) -> None:
    """Report what of the responses cannot be printed, where it stands."""
    for index, test in enumerate(item.tests):
        writer.exact(test.response, spot.entry("test", index).key("response"))


Notes = list[tuple[str, "list[Block]"]]
Answer = tuple[Data, Notes]


def _about(writer: Writer, item: Item, spot: Spot) -> str:
    words = writer.words
    said = [words.note(item.use), words.amount(item.points, "point")]
    said.append(words.amount(item.minutes, "minute"))
    if item.objective:
        said.append(words.note("objective", id=writer.exact(item.objective, spot.key("objective"))))
    if item.facts:
        ids = writer.exact(", ".join(item.facts), spot.key("facts"))
        said.append(words.note("evidence", ids=ids))
    return " · ".join(said)


def _text_span(text: str) -> Span:
    return {"span": "text", "text": text}


def _para(text: str, *rest: Span) -> Block:
    return {"block": "para", "spans": [_text_span(text), *rest]}


def _list(items: Iterable[list[Span]]) -> list[Block]:
    rows = [[{"block": "para", "spans": spans}] for spans in items]
    return [{"block": "list", "ordered": False, "start": 1, "items": rows}] if rows else []


def text_list(rows: Iterable[str]) -> list[Block]:
    """Return a list of plain lines."""
    return _list([_text_span(row)] for row in rows)


def _bold(text: str) -> Span:
    return {"span": "strong", "spans": [_text_span(text)]}


def _options(writer: Writer, item: Choice | Multi, spot: Spot) -> Answer:
    spots = [spot.entry("option", index, one.id) for index, one in enumerate(item.options)]
    credit = [
        writer.words.note("credit", n=exact(one.credit))
        if one.credit is not None and not one.correct
        else ""
        for one in item.options
    ]
    why = [
        writer.spans(one.why, at.key("why")) for one, at in zip(item.options, spots, strict=True)
    ]
    return {"correct": [one.correct for one in item.options], "why": why, "credit": credit}, []


def _number(writer: Writer, item: Number, spot: Spot) -> Answer:
    notes: Notes = []
    if item.tolerance:
        within = writer.words.note("within-of-it", n=exact(item.tolerance))
        notes.append(("accepted", [_para(within)]))
    near = (
        [_text_span(writer.words.note("within", n=exact(one.within), credit=exact(one.credit)))]
        for one in item.near
    )
    notes.append(("part-credit", _list(near)))
    return {"answer": writer.exact(exact(item.answer), spot.key("answer"))}, notes


def _date(writer: Writer, item: Date, spot: Spot) -> Answer:
    parts = item.answer.split("-")[: {"day": 3, "month": 2, "year": 1}[item.precision]]
    answer = writer.exact(writer.words.day("-".join(parts)), spot.key("answer"))
    readings = {True: "day-first", False: "month-first", None: "either-first"}
    reading = writer.words.note(readings[item.day_first])
    return {"answer": answer}, [("short-dates", [_para(reading)])]


def _text(writer: Writer, item: Text, spot: Spot) -> Answer:
    forms = [writer.exact(one, spot.key("accept")) for one in item.accept]
    rejected = []
    for index, one in enumerate(item.rejects):
        at = spot.entry("reject", index)
        said = _bold(writer.exact(one.text, at.key("text")))
        why = writer.spans(one.why, at.key("why"))
        rejected.append([said, _text_span(" – "), *why] if why else [said])
    shown = forms[: item.need]
    also = _list([_text_span(form)] for form in forms[item.need :])
    need = "also-right" if item.need > 1 else "also-accepted"
    return {"answers": shown}, [(need, also), ("not-accepted", _list(rejected))]


def _cloze(writer: Writer, item: Cloze, spot: Spot) -> Answer:
    answers, rows = [], []
    for index, gap in enumerate(item.gaps):
        at = spot.entry("gap", index, gap.id)
        accept = [writer.exact(one, at.key("accept")) for one in gap.accept]
        answers.append(writer.exact(gap.answer, at.key("answer")) or next(iter(accept), ""))
        said = [_text_span(f"({index + 1}) "), _bold(answers[-1])]
        others = [form for form in accept if form != answers[-1]]
        if others:
            said.append(_text_span(" " + writer.words.note("or", others=", ".join(others))))
        if gap.group:
            said.append(_text_span(", " + writer.words.note("group", group=gap.group)))
        why = writer.spans(gap.why, at.key("why"))
        rows.append([*said, _text_span(" – "), *why] if why else said)
    return {"answers": answers}, [("gaps", _list(rows))]


def _match(writer: Writer, item: Match, spot: Spot) -> Answer:
    paired = {pair.id for pair in item.pairs}
    letters = {
        text: letter(index)
        for index, (side, text) in enumerate(right_sides(item))
        if side in paired
    }
    answers = [letters[pair.right] for pair in item.pairs]
    why = []
    for index, pair in enumerate(item.pairs):
        spans = writer.spans(pair.why, spot.entry("pair", index, pair.id).key("why"))
        if spans:
            why.append([_bold(f"{index + 1} {answers[index]} "), *spans])
    return {"answers": answers}, [("why", _list(why))]


def _order(writer: Writer, item: Order, spot: Spot) -> Answer:
    places = {event.id: index for index, event in enumerate(item.events)}
    ranks = event_ranks(item)
    answers, dates, why = [], [], []
    for event in shown_events(item):
        before = sum(rank < ranks[event.id] for rank in ranks.values())
        ties = sum(rank == ranks[event.id] for rank in ranks.values())
        answers.append(str(before + 1) + (f"–{before + ties}" if ties > 1 else ""))
        at = spot.entry("event", places[event.id], event.id)
        dates.append(writer.exact(writer.words.day(event.date), at.key("date")))
        why.append(writer.spans(event.why, at.key("why")))
    return {"answers": answers, "dates": dates, "why": why}, []


def _claims(writer: Writer, item: Claims, spot: Spot) -> Answer:
    why = [
        writer.spans(claim.why, spot.entry("claim", index, claim.id).key("why"))
        for index, claim in enumerate(item.claims)
    ]
    return {"answers": [VERDICTS.index(one.verdict) for one in item.claims], "why": why}, []


def _essay(writer: Writer, item: Essay, spot: Spot) -> Answer:
    table: list[Block] = []
    for index, one in enumerate(item.criteria):
        at = spot.entry("criterion", index, one.id)
        rows = []
        for place, level in enumerate(one.levels):
            text = writer.spans(level.text, at.entry("level", place).key("text"))
            rows.append([[_text_span(writer.words.amount(level.points))], text])
        head = [[_text_span(writer.words.note("points"))], writer.spans(one.text, at.key("text"))]
        table.append({"block": "table", "head": head, "rows": rows})
    notes: Notes = [("rubric", table)]
    for index, model in enumerate(item.model):
        label = "model" + (f" {index + 1}" if len(item.model) > 1 else "")
        notes.append((label, writer.blocks(model, spot.entry("model", index))))
    return {}, notes


ANSWERS: dict[type[Item], Callable[[Writer, Any, Spot], Answer]] = {
    Choice: _options,
    Multi: _options,
    Number: _number,
    Date: _date,
    Text: _text,
    Cloze: _cloze,
    Match: _match,
    Order: _order,
    Claims: _claims,
    Essay: _essay,
}
"""The answers of each kind, for the places where students write, and its notes."""
