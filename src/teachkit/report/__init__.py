"""Reports for the teacher: a page and a print of what a class knows.

Importing this package loads neither matplotlib nor Typst.
"""

from __future__ import annotations

from .gather import ClassReport, gather
from .page import report_html
from .pooled import pooled_html
from .prints import letters_pdf, pooled_pdf, report_pdf

__all__ = [
    "ClassReport",
    "gather",
    "letters_pdf",
    "pooled_html",
    "pooled_pdf",
    "report_html",
    "report_pdf",
]
