"""The annual report as files: HTML as published, PDF, docx. What stands in them: `app.law.annual_report.document`."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from app.law.annual_report.cells import Cells
from app.law.annual_report.document import COLUMNS_OF, Box, Grid, Piece, heading, pieces
from app.letters import docx_parts
from app.letters.workshop import get_workshop

FIXED_TIME = (2020, 1, 1, 0, 0, 0)  # inside the archive, so that the same report gives the same file
WIDTH = 8845  # of a table, in twentieths of a point
STYLE = (
    "body{max-width:60em;margin:2em auto;padding:0 1em;line-height:1.8}h1{text-align:center}p{text-indent:2em}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}td{border:1px solid #333;padding:.3em;text-align:center}"
)
NARROW = {"table3": '<col class="g1"><col class="g2"><col class="g3">' + "<col>" * 7}


@dataclass(frozen=True)
class Printed:
    """What goes into the files."""

    organ: str
    year: int
    cells: Cells
    texts: Mapping[str, str]
    correction: str = ""

    @property
    def title(self) -> str:
        """The title, also of the files."""
        return heading(self.organ, self.year)

    @property
    def pieces(self) -> Iterator[Piece]:
        """The parts in their order."""
        return pieces(self.texts, self.correction)


def report_html(report: Printed) -> str:
    """One page that needs nothing beside it, tables with borders, for a website that is not ours."""
    return _page(report, f"<style>{STYLE}</style>")


def report_pdf(report: Printed) -> bytes:
    """The same on A4, set by the letter worker. Raises FontsMissing, RenderingFailed for a sign that no font has."""
    return get_workshop().set_report(_page(report, ""))


def _page(report: Printed, style: str) -> str:
    body = "".join(_html(piece, report.cells) for piece in report.pieces)
    title = escape(report.title)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{style}</head>'
        f"<body><h1>{escape(report.organ)}<br>{title.removeprefix(escape(report.organ))}</h1>{body}</body></html>"
    )


def _html(piece: Piece, cells: Cells) -> str:
    head = f"<h2>{escape(piece.heading)}</h2>" if piece.heading else ""
    words = "".join(f"<p>{escape(one)}</p>" for one in piece.paragraphs)
    return head + words + (_table(piece, cells) if piece.grid else "")


def _table(piece: Piece, cells: Cells) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td{_spans(box)}>{escape(box.text(cells))}</td>" for box in row) + "</tr>"
        for row in piece.grid
    )
    return f'<table class="{piece.name}">{NARROW.get(piece.name, "")}{rows}</table>'


def _spans(box: Box) -> str:
    across = f' colspan="{box.across}"' if box.across > 1 else ""
    return across + (f' rowspan="{box.down}"' if box.down > 1 else "")


def report_docx(report: Printed) -> bytes:
    """The same for Word and WPS, in the styles of GB/T 9704-2012."""
    body = _paragraph(report.title, "LetterTitle") + "".join(
        _word(piece, report.cells) for piece in report.pieces
    )
    document = docx_parts.DOCUMENT.format(body=body)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**docx_parts.FIXED, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _word(piece: Piece, cells: Cells) -> str:
    head = _paragraph(piece.heading, "LevelOne") if piece.heading else ""
    words = "".join(_paragraph(one, "Body") for one in piece.paragraphs)
    return head + words + (_word_table(piece.grid, COLUMNS_OF[piece.name], cells) if piece.grid else "")


def _paragraph(text: str, style: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _word_table(grid: Grid, columns: int, cells: Cells) -> str:
    widths = f"<w:tblGrid>{f'<w:gridCol w:w={chr(34)}{WIDTH // columns}{chr(34)}/>' * columns}</w:tblGrid>"
    covered: dict[
        int, list[int]
    ] = {}  # column → rows that are still covered from above, columns that it spans
    rows = "".join(f"<w:tr>{''.join(_word_row(list(row), columns, covered, cells))}</w:tr>" for row in grid)
    return docx_parts.TABLE.format(rows=widths + rows)


def _word_row(row: list[Box], columns: int, covered: dict[int, list[int]], cells: Cells) -> Iterator[str]:
    """The cells of a row; what a box above covers is said again, for Word has no other way."""
    column = 0
    while column < columns:
        left, across = covered.get(column, [0, 1])
        if left:
            yield _word_cell("", across, '<w:vMerge w:val="continue"/>')
            covered[column][0] -= 1
        else:
            box = row.pop(0)
            across = box.across
            covered[column] = [box.down - 1, across]
            yield _word_cell(box.text(cells), across, '<w:vMerge w:val="restart"/>' if box.down > 1 else "")
        column += across


def _word_cell(text: str, across: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(text, 'Cell')}</w:tc>"
