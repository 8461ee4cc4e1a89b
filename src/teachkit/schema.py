"""The JSON Schema of exercise format 1, and its tables for the docs, made from the model.

Editors complete and check exercise files by the schema. It says what a key may hold, and
so catches what the reader catches; what makes a good item is the lint's business.
"""

from __future__ import annotations

from dataclasses import MISSING, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

from .bank import FORMAT
from .model import ITEM_TYPES, Item, Sheet
from .tables import toml_keys

if TYPE_CHECKING:
    from dataclasses import Field

__all__ = ["json_schema", "key_table"]

_KEBAB = "^[a-z0-9]+(-[a-z0-9]+)*$"
_EXACT = r"^[+-]?[0-9]{1,30}(\.[0-9]{1,30})?(/0{0,29}[1-9][0-9]{0,29})?$"
_WORD = r"\S"

_Schema = dict[str, Any]


def json_schema() -> _Schema:
    """Return the schema (JSON Schema 2020-12) of an exercise file.

    An item's keys depend on its kind. That stands in a chain of ``if``/``then``/``else``,
    so that an error is said of the key that is wrong; ``oneOf`` would say it of the item,
    and ``allOf`` hides the keys from the completion of editors that use taplo.
    """
    defs: dict[str, _Schema] = {}
    sheet = _table(Sheet, defs)
    sheet["properties"]["format"] |= {"const": FORMAT}
    defs["item"] = _item(defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"teachkit exercise file, format {FORMAT}",
        **sheet,
        "$defs": dict(sorted(defs.items())),
    }


def key_table(cls: type[Any], *, without: type[Any] | None = None) -> str:
    """Return the keys of a class of the model as a Markdown table.

    Args:
        cls: A class whose fields are declared with ``parts.key``.
        without: A class whose keys are left out: what all kinds have in common.
    """
    known = toml_keys(without) if without else {}  # type: ignore[arg-type]
    rows = ["| key | value | needed | what it is |", "| --- | --- | --- | --- |"]
    for name, (one, hint) in toml_keys(cls).items():  # type: ignore[arg-type]
        if name not in known:
            needed = "yes" if one.default is MISSING else _default(one)
            rows.append(f"| `{name}` | {_value_words(hint, one)} | {needed} | {_doc(one)} |")
    return "\n".join(rows)


def _table(cls: type[Any], defs: dict[str, _Schema]) -> _Schema:
    """Return the schema of one class; the classes it holds go into ``defs``."""
    keys = toml_keys(cls)  # type: ignore[arg-type]
    return {
        "description": str(cls.__doc__).splitlines()[0],
        "type": "object",
        "properties": {
            name: {"description": _doc(one), **_value(hint, one, defs)}
            for name, (one, hint) in keys.items()
        },
        "required": [name for name, (one, _) in keys.items() if one.default is MISSING],
        "additionalProperties": False,
    }


def _item(defs: dict[str, _Schema]) -> _Schema:
    """Return the schema of an item of any kind.

    A key that means the same in all its kinds is described here, once, where editors find
    it; what only one kind says of a key stands in the schema of that kind.
    """
    kinds = {kind: _table(cls, defs) for kind, cls in ITEM_TYPES.items()}
    shared = _shared([kind["properties"] for kind in kinds.values()])
    chain: _Schema = {}
    for kind, own in reversed(kinds.items()):
        for name, value in own["properties"].items():
            if len(shared[name]) > 1:  # more than a description: the item's schema says it all
                own["properties"][name] = True
            elif name == "rule":
                value["enum"] = [ITEM_TYPES[kind].default_rule, *ITEM_TYPES[kind].other_rules]
        own["properties"]["kind"] = True
        defs[kind] = own
        chain = {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"$ref": f"#/$defs/{kind}"},
            **({"else": chain} if chain else {}),
        }
    words = {"description": "The kind of item.", "enum": list(ITEM_TYPES)}
    return {
        "description": "An item of the sheet.",
        "type": "object",
        "properties": {"kind": words, **shared},
        "required": ["kind"],
        **chain,
    }


def _shared(kinds: list[_Schema]) -> _Schema:
    """Return every key of any kind: whole if all kinds agree on it, else its descriptions."""
    found: dict[str, list[_Schema]] = {}
    for properties in kinds:
        for name, value in properties.items():
            found.setdefault(name, []).append(value)
    shared: _Schema = {}
    for name, values in found.items():
        docs = dict.fromkeys(str(value["description"]) for value in values)
        rest = [
            {key: one for key, one in value.items() if key != "description"} for value in values
        ]
        agreed = name != "rule" and all(one == rest[0] for one in rest)
        shared[name] = {"description": " / ".join(docs), **(rest[0] if agreed else {})}
    return shared


def _value(hint: type[Any], one: Field[Any], defs: dict[str, _Schema]) -> _Schema:
    """Return the schema of a value by its Python type."""
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    if hint is Fraction or Fraction in inner:
        exact: _Schema = {"type": "string", "pattern": _EXACT}
        return exact if one.metadata.get("exact") else {"anyOf": [exact, {"type": "number"}]}
    if Ellipsis in inner:
        listed: _Schema = {"type": "array", "items": _value(inner[0], one, defs)}
        if one.default is MISSING:
            listed["minItems"] = 1
        # The reader takes one model answer for a list of one.
        return {"anyOf": [listed, {"type": "string"}]} if one.name == "model" else listed
    if inner:
        return _value(inner[0], one, defs)
    if hint is Item:
        return {"$ref": "#/$defs/item"}
    if is_dataclass(hint):
        name = str(getattr(hint, "__name__", "")).lower()
        if name not in defs:
            defs[name] = _table(hint, defs)
        return {"$ref": f"#/$defs/{name}"}
    if issubclass(hint, StrEnum):
        return {"enum": [str(word) for word in hint]}
    return _plain(hint, one)


def _plain(hint: type[Any], one: Field[Any]) -> _Schema:
    if hint is not str:
        return {"type": {bool: "boolean", int: "integer"}[hint]}
    if one.name == "id":
        return {"type": "string", "pattern": _KEBAB}
    if one.default is MISSING and one.name != "response":
        return {"type": "string", "pattern": _WORD}
    return {"type": "string"}


def _doc(one: Field[Any]) -> str:
    return str(one.metadata["doc"])


def _default(one: Field[Any]) -> str:
    """Return what a key is when left out, for a table."""
    if one.default in ("", (), None) or is_dataclass(one.default):
        return "no"
    value = str(one.default).lower() if isinstance(one.default, bool) else str(one.default)
    return f"no: {value}"


def _value_words(hint: type[Any], one: Field[Any]) -> str:
    """Return what to write for a value, for a table."""
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    if hint is Fraction or Fraction in inner:
        return 'number in quotes: "1949", "2/3"' if one.metadata.get("exact") else "number"
    if Ellipsis in inner:
        tables = is_dataclass(inner[0])
        return "tables" if tables else "list of texts"
    if inner:
        return _value_words(inner[0], one)
    if is_dataclass(hint):
        return "table"
    if issubclass(hint, StrEnum):
        return " / ".join(f"`{word}`" for word in hint)
    words = {str: "text", bool: "true / false", int: "whole number", date: "date, without quotes"}
    return words[hint]
