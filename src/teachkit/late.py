"""What a late hand-in keeps of its points: a pure function of two times and a policy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from .errors import Problem, ProblemsError
from .parts import Late

if TYPE_CHECKING:
    from .model import Sheet

__all__ = ["Lateness", "due_time", "is_in_time", "lateness", "own_due", "with_due"]

_DAY = timedelta(days=1)
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a hand-in was, and what it keeps."""

    days: int | None
    """Days begun after the due time; 0 is in time; ``None`` if the time could not be compared."""
    kept: Fraction
    """The share of its points that it keeps, 0..1."""
    why: str
    """The arithmetic, or what stands in its way."""


def due_time(text: str) -> datetime | None:
    """Read a due time: ISO 8601 with hour and minute, with or without a zone; else ``None``."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if ":" in text else None


def own_due(policy: Late, due: str) -> Late:
    """Return the policy for a student whose work was due at another time; "" is the same."""
    return replace(policy, due=due) if due else policy


def with_due(sheet: Sheet, due: str) -> Sheet:
    """Return the sheet with another due time.

    A sheet without a late policy gets one that takes nothing away.

    Raises:
        ProblemsError: The time can't be read.
    """
    if not due:
        return sheet
    if due_time(due) is None:
        message, hint = f"'{due}' is no time", "write it as 2026-03-04 09:00"
        raise ProblemsError([Problem(file="--due", message=message, hint=hint, code="bad-due")])
    late = Late(due=due) if sheet.late is None else replace(sheet.late, due=due)
    return replace(sheet, late=late)


def _over(policy: Late, time: datetime | None) -> timedelta | None:
    """Return the time over the due time; ``None`` if the two can't be compared."""
    due = due_time(policy.due)
    if due is None or time is None or (due.tzinfo is None) != (time.tzinfo is None):
        return None
    return time - due


def is_in_time(policy: Late, time: datetime | None) -> bool | None:
    """Whether a hand-in was in time, grace included; ``None`` if that can't be said."""
    over = _over(policy, time)
    return None if over is None else over <= _grace(policy)


def _grace(policy: Late) -> timedelta:
    whole = policy.grace * 60_000_000  # microseconds, so that no rounding decides
    return timedelta(microseconds=whole.numerator // whole.denominator)


def lateness(policy: Late, time: datetime | None) -> Lateness:
    """Say what a hand-in keeps.

    Nothing is taken away up to the due time and the grace after it. Then each day begun since
    the due time takes ``per-day`` percent, but never more than leaves ``floor`` percent; more
    than ``cut-off`` days after the due time nothing is left.

    Args:
        policy: The sheet's late policy.
        time: When it was handed in, as far as that could be read. A time with a zone can only
            be compared with a due time with one, and one without only with one without.
    """
    over = _over(policy, time)
    if over is None:
        return Lateness(None, _ONE, "no time that can be compared with the due time")
    if over <= _grace(policy):
        return Lateness(0, _ONE, "in time")
    days = max(1, -(-over // _DAY))
    said = "1 day late" if days == 1 else f"{days} days late"
    if policy.cut_off is not None and over > policy.cut_off * _DAY:
        return Lateness(days, Fraction(0), f"{said}, after the cut-off of {policy.cut_off}: 0 %")
    taken = policy.per_day * days
    left, floor = 100 - taken, policy.floor
    kept = max(left, floor, Fraction(0))
    why = (
        f"{said}: 100 % - {days} x {_short(policy.per_day)} % = {_short(max(left, Fraction(0)))} %"
    )
    if kept > max(left, Fraction(0)):
        why += f", at least {_short(floor)} %"
    return Lateness(days, kept / 100, why)


def _short(number: Fraction) -> str:
    """Write a percentage: exact, as a decimal where two places do, else as a fraction."""
    hundred = number * 100
    if hundred.denominator > 1:
        return str(number)
    text = f"{hundred.numerator // 100}.{hundred.numerator % 100:02d}"
    return text.rstrip("0").rstrip(".")
