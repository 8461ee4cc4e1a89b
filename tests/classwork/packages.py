"""Workbooks and zip files made on the spot, sound or made to do harm."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def zipped(files, *, stored=()):
    """A zip file of name to text or bytes; names in ``stored`` are symbolic links."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            entry = ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            if name in stored:
                entry.external_attr = 0o120777 << 16
            package.writestr(entry, content)
    return stream.getvalue()


def cell(place, text):
    """A cell with a text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number, *texts):
    """A row of texts."""
    cells = (cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(texts))
    return f'<row r="{number}">{"".join(cells)}</row>'


def workbook(rows, *, before="", **more):
    """A workbook of one sheet with the rows given as XML.

    Args:
        rows: The content of ``sheetData``.
        before: What stands before the sheet's root element.
        **more: Further files, with ``__`` for ``/`` and ``_`` for a dot.
    """
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    relation = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{{}}"'
    return zipped(
        {
            "[Content_Types].xml": f'{head}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
            "</Types>",
            "_rels/.rels": head
            + relation.format(f"{OFFICE}/officeDocument")
            + ' Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{head}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": head
            + relation.format(f"{OFFICE}/worksheet")
            + ' Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'{head}{before}<worksheet xmlns="{MAIN}"><sheetData>'
            f"{rows}</sheetData></worksheet>",
            **{name.replace("__", "/"): text for name, text in more.items()},
        }
    )
