"""A line that tells how far a long run is: on a terminal only, and gone at the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Progress"]

_WIDTH = 24
_EVERY = 0.2


class Progress:
    """Shows rows, rate and time left.

    Args:
        show: Writes a line over the last one; "" takes it away. ``None`` shows nothing.
        clock: Seconds; another one for tests.
    """

    def __init__(
        self, show: Callable[[str], None] | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._show, self._clock = show, clock
        self._start = self._last = clock()
        self._shown = False

    def __call__(self, rows: int, share: float) -> None:
        """Tell how far it is: rows done, and the share of the whole, 0 if unknown."""
        now = self._clock()
        if self._show is None or now - self._last < _EVERY:
            return
        self._last, self._shown = now, True
        self._show(progress_line(rows, min(share, 1.0), now - self._start))

    def end(self) -> None:
        """Take the line away."""
        if self._show is not None and self._shown:
            self._show("")


def progress_line(rows: int, share: float, seconds: float) -> str:
    """Write the line."""
    rate = f"{rows:,} rows, {rows / seconds:,.0f} a second" if seconds else f"{rows:,} rows"
    if not share:
        return rate
    done = round(share * _WIDTH)
    left = _clock_text(seconds / share - seconds)
    return f"[{'#' * done}{'.' * (_WIDTH - done)}] {share:.0%}  {rate}, {left} left"


def _clock_text(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
