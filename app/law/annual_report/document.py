"""The report as it is published: title, parts and tables one after the other, for page, PDF, docx and spreadsheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.law.annual_report.cells import Cells, kept
from app.law.annual_report.form import (
    BLOCKS,
    COLUMNS,
    ENDS,
    IDENTITY_NOTE,
    PARTS,
    TABLE_THREE,
    TABLE_TITLES,
    TABLE_TWO,
    TOTAL,
    Line,
    cell_name,
    title_of,
)


@dataclass(frozen=True)
class Box:
    """A box of a table: `name` of the cell whose value it shows, else its words; how many columns and rows it spans."""

    words: str = ""
    name: str = ""
    across: int = 1
    down: int = 1

    def text(self, cells: Cells) -> str:
        """What stands in it; an empty cell stays empty."""
        return (kept(cells.get(self.name)) or "") if self.name else self.words


Grid = tuple[tuple[Box, ...], ...]


@dataclass(frozen=True)
class Piece:
    """A heading, paragraphs, or a table: one of the three. `name`: part or table."""

    name: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    grid: Grid = ()


def pieces(texts: Mapping[str, str], correction: str = "") -> Iterator[Piece]:
    """Everything below the title, in the order of the form; the note of a corrected version comes first."""
    if correction:
        yield Piece("correction", paragraphs=(f"更正说明：{correction}",))
    yield Piece("preface", paragraphs=_paragraphs(texts, "preface"))
    yield Piece("section1", PARTS["section1"], _paragraphs(texts, "section1"))
    for table, grid in GRIDS.items():
        yield Piece(table, TABLE_TITLES[table], grid=grid)
    for part in ("section5", "section6"):
        yield Piece(part, PARTS[part], _paragraphs(texts, part))


def heading(organ: str, year: int) -> str:
    """The title above."""
    return title_of(organ, year)


def _paragraphs(texts: Mapping[str, str], part: str) -> tuple[str, ...]:
    return tuple(line for line in texts.get(part, "").split("\n") if line.strip())


def _table_two() -> Iterator[tuple[Box, ...]]:
    for block in TABLE_TWO:
        span = 3 // len(block.columns)
        yield (Box(block.title, across=4),)
        yield (Box("信息内容"), *(Box(title, across=span) for title in block.columns.values()))
        for line in block.rows:
            values = (Box(name=cell_name("table2", line.code, one), across=span) for one in block.columns)
            yield (Box(line.title), *values)


def _table_three() -> Iterator[tuple[Box, ...]]:
    yield (Box(IDENTITY_NOTE, across=3, down=3), Box("申请人情况", across=7))
    yield (Box("自然人", down=2), Box("法人或其他组织", across=5), Box("总计", down=2))
    yield tuple(Box(title) for kind, title in COLUMNS.items() if kind not in ("natural_person", TOTAL))
    results = [line for line in TABLE_THREE if line.depth]
    group: list[Line] = []
    for line in TABLE_THREE:
        if not line.code:
            group.append(line)
            continue
        yield (
            *_labels(line, group, results),
            *(Box(name=cell_name("table3", line.code, one)) for one in COLUMNS),
        )
        group.clear()


def _labels(line: Line, heads: list[Line], results: list[Line]) -> tuple[Box, ...]:
    """The words before the numbers: what a heading covers spans the rows below it."""
    if not line.depth:
        return (Box(line.title, across=3),)
    coded = [one for one in results if one.code]
    before = tuple(
        Box(head.title, down=len(coded) if not head.depth else _rows_under(head, results)) for head in heads
    )
    return (*before, Box(line.title, across=2 if line.depth == 1 else 1))


def _rows_under(head: Line, results: list[Line]) -> int:
    below = results[results.index(head) + 1 :]
    return next((place for place, one in enumerate(below) if one.depth == 1), len(below))


def _table_four() -> Iterator[tuple[Box, ...]]:
    titles = (*ENDS.values(), "总计")
    names = (*ENDS, TOTAL)
    first, *suits = BLOCKS
    yield (Box(BLOCKS[first], across=5, down=2), Box("行政诉讼", across=10))
    yield tuple(Box(BLOCKS[one].removeprefix("行政诉讼（").removesuffix("）"), across=5) for one in suits)
    yield tuple(Box(title) for _ in BLOCKS for title in titles)
    yield tuple(Box(name=cell_name("table4", block, one)) for block in BLOCKS for one in names)


GRIDS: Mapping[str, Grid] = {
    "table2": tuple(_table_two()), "table3": tuple(_table_three()), "table4": tuple(_table_four()),
}  # fmt: skip
"""The three tables as printed."""
OF_A_PART = (("本年度", "本期"), ("本年", "本期"), ("上年", "上期"), ("下年度", "下期"))


def of_a_part(grid: Grid) -> Grid:
    """The same table for a quarter or a month, whose lines speak of that time and not of the year."""
    return tuple(tuple(replace(box, words=in_a_part(box.words)) for box in row) for row in grid)


def in_a_part(words: str) -> str:
    """Words of the form as they are said of a quarter or a month."""
    for of_year, of_part in OF_A_PART:
        words = words.replace(of_year, of_part)
    return words


COLUMNS_OF: Mapping[str, int] = {"table2": 4, "table3": 10, "table4": 15}
"""How many columns each table has."""
