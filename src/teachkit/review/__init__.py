"""What people decide: the queue and its page, agreement of markers, and the way to the bank."""

from __future__ import annotations

from ..gradebook.queue import Unit
from .page import page_html
from .queue import Question, questions, sample

__all__ = ["Question", "Unit", "page_html", "questions", "sample"]
