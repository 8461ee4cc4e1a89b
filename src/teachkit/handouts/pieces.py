"""Cards to cut apart, and exit tickets two to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..display import letter
from ..errors import Problem, ProblemsError
from ..model import Match, Order
from .vary import varied

if TYPE_CHECKING:
    from .request import Request

__all__ = ["cards_document", "tickets_document"]


def cards_document(request: Request, document: dict[str, Any]) -> dict[str, Any]:
    """Return the cards of each item that has something to match or to put in order.

    Args:
        request: What is printed.
        document: The data of the worksheet, or of the key: then each set has its solution.

    Raises:
        ProblemsError: the sheet has no such item.
    """
    orders = request.orders()
    data = varied(document, request.sheet, orders[0]) if request.variants else document
    sets = []
    for one in data["items"]:
        item = request.sheet.item(one["id"])
        if isinstance(item, Match | Order):
            sets.append(_card_set(one))
    if not sets:
        raise ProblemsError(
            [
                Problem(
                    file=request.sheet.id,
                    message="there is nothing to cut apart",
                    hint="cards are made of items of kind match and order",
                    code="no-cards",
                )
            ]
        )
    edition = "cards-key" if document["edition"] == "key" else "cards"
    return document | {"edition": edition, "items": [], "sets": sets}


def _card_set(data: dict[str, Any]) -> dict[str, Any]:
    """Return the cards of one item, in an order that tells nothing."""
    made = {"number": data["number"], "id": data["id"], "kind": data["kind"]}
    made["prompt"] = data["prompt"]
    key = data.get("key")
    if data["kind"] == "match":
        left = [{"label": str(one["number"]), "text": one["text"]} for one in data["left"]]
        right = [{"label": one["letter"], "text": one["text"]} for one in data["right"]]
        made["cards"] = left + right
        if key:
            pairs = zip(left, key["answers"], strict=True)
            made["solution"] = [f"{one['label']} – {answer}" for one, answer in pairs]
        return made
    cards = [{"label": letter(at), "text": text} for at, text in enumerate(data["events"])]
    made["cards"] = cards
    if key:
        placed = zip(key["answers"], cards, key["dates"], strict=True)
        inorder = sorted(placed, key=lambda one: int(one[0].split("–")[0]))
        made["solution"] = [
            f"{place}. {card['label']}" + (f" ({date})" if date else "")
            for place, card, date in inorder
        ]
    return made


def tickets_document(request: Request, document: dict[str, Any]) -> dict[str, Any]:
    """Return two exit tickets for a page: the same one twice, or two variants side by side."""
    orders = request.orders()
    both = [varied(document, request.sheet, orders[at % len(orders)]) for at in range(2)]
    pages = [both]
    if len(orders) > 2:
        made = [varied(document, request.sheet, one) for one in orders]
        made += made[: len(made) % 2]
        pages = [made[at : at + 2] for at in range(0, len(made), 2)]
    slim = [[{"items": one["items"], "variant": one["variant"]} for one in page] for page in pages]
    return document | {"edition": "tickets", "items": [], "tickets": slim}
