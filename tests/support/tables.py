"""Small and large tables (xlsx), as office programs write them: formulas, hidden parts, macros, notes."""

from tests.casework.upload_samples import CONTENT_TYPES, package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MACROS = '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def table(*rows: str, state: str = "visible", types: str = "", **more: str | bytes) -> bytes:
    """One sheet; a row is the XML of its cells."""
    lines = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, start=1))
    return package({
        "[Content_Types].xml": CONTENT_TYPES.format(types),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}"><sheets><sheet name="表" sheetId="1" state="{state}"/>'
                           "</sheets></workbook>",
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>',
        **more,
    })  # fmt: skip


def words(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def number(value: object) -> str:
    return f"<c><v>{value}</v></c>"


def formula(text: str, value: object = 0) -> str:
    return f"<c><f>{text}</f><v>{value}</v></c>"


def shared(index: int) -> str:
    return f'<c t="s"><v>{index}</v></c>'


def strings(*texts: str) -> str:
    return f'{HEAD}<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'


def of_many_rows(rows: int = 100_000) -> bytes:
    """A list of payments as a county has it."""
    return table(
        *(number(one) + words(f"金山镇第{one}户") + number(f"{one % 977}.50") for one in range(rows))
    )
