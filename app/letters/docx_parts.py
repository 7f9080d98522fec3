"""The fixed parts of the editing copy: styles and page of GB/T 9704-2012 in WordprocessingML.

Units: twentieths of a point (dxa) for lengths, half points for type. 28.99 pt lines, 16 pt type drawn together
by 0.25 pt, so that 28 characters fit the 156 mm of the type area.
"""

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

DOCUMENT = (
    HEAD + f"<w:document {NAMESPACE}><w:body>{{body}}"
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1980" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="580"/></w:sectPr></w:body></w:document>'
)

TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr>{rows}</w:tbl>"
)


def _style(
    name: str,
    *,
    font: str = "仿宋",
    size: int = 32,
    align: str = "both",
    indent: int = 0,
    colour: str = "000000",
) -> str:
    first = f'<w:ind w:firstLineChars="{indent}"/>' if indent else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:pPr><w:spacing w:before="0" w:after="0" w:line="580" w:lineRule="exact"/>{first}'
        f'<w:jc w:val="{align}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:color w:val="{colour}"/>'
        f'<w:spacing w:val="-5"/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


STYLES = (
    HEAD
    + f"<w:styles {NAMESPACE}>"
    + _style("Body", indent=200)
    + _style("Addressee")
    + _style("LevelOne", font="黑体", indent=200)
    + _style("LevelTwo", font="楷体", indent=200)
    + _style("LetterTitle", font="方正小标宋简体", size=44, align="center")
    + _style("Mark", font="方正小标宋简体", size=60, align="center", colour="E60012")
    + _style("Number", align="right")
    + _style("Signature", align="right")
    + _style("Cell", size=24, align="left")
    + _style("Warning", font="黑体", size=21, align="center", colour="7A4D00")
    + "</w:styles>"
)

FIXED = {
    "[Content_Types].xml": HEAD
    + f'<Types xmlns="{PACKAGE}/content-types">'
    + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    + f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>',
    "_rels/.rels": HEAD
    + f'<Relationships xmlns="{PACKAGE}/relationships">'
    + f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": HEAD
    + f'<Relationships xmlns="{PACKAGE}/relationships">'
    + f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": STYLES,
}
