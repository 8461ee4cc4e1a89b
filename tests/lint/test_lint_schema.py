"""The reader and the JSON Schema agree on which files have the right keys and types."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from lint_noise import as_toml, broken

from teachkit.bank import read_sheet
from teachkit.schema import json_schema

VALIDATOR = Draft202012Validator(json_schema())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(broken())
def test_reader_and_schema_refuse_the_same_files(table):
    """A value that one takes and the other does not would make editors lie."""
    text = as_toml(table)
    with TemporaryDirectory() as folder:
        path = Path(folder, "sheet.toml")
        path.write_text(text, encoding="utf-8")
        refused = [str(one) for one in read_sheet(path).problems]

    faults = [one.message for one in VALIDATOR.iter_errors(tomllib.loads(text))]

    assert bool(refused) == bool(faults), (refused, faults)
