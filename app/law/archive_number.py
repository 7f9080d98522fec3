"""档号: how a filed matter is called in the archive (DA/T 22-2015《归档文件整理规则》)."""

CATEGORY = "WS"  # 文书档案


def archive_number(fonds: str, year: int, retention_years: int, office: str, item: int) -> str:
    """全宗号-档案门类代码·年度-保管期限代码-机构代码-件号, such as Z109-WS·2026-D10-BGS-0001.

    `fonds` and `office` are given by the archives of the level; without a fonds there is no number yet: empty.
    """
    if not fonds:
        return ""
    middle = f"-{office}" if office else ""
    return f"{fonds}-{CATEGORY}·{year}-D{retention_years}{middle}-{item:04d}"
