"""Numbers typed before the lines of a list go, where they count the lines; nothing else does."""

import pytest

from app.letters.own_numbers import without_own_numbers

WORDS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["1、请写明年度", "2、请写明乡镇"], ["请写明年度", "请写明乡镇"]),
        (["1. 请写明年度", "2．请写明乡镇"], ["请写明年度", "请写明乡镇"]),
        (["（一）请写明年度", "（二）请写明乡镇"], ["请写明年度", "请写明乡镇"]),
        (["一、请写明年度", "二、请写明乡镇"], ["请写明年度", "请写明乡镇"]),
        (["①请写明年度", "② 请写明乡镇"], ["请写明年度", "请写明乡镇"]),
        (["(1) 请写明年度", "(2) 请写明乡镇"], ["请写明年度", "请写明乡镇"]),
        (["1、2024年度明细", "2、2023年度明细"], ["2024年度明细", "2023年度明细"]),
        (["1.2024年度明细", "2.2023年度明细"], ["2024年度明细", "2023年度明细"]),
        (["1、请写明年度"], ["请写明年度"]),
        (["未提供身份证明", "1、请写明年度", "2、请写明乡镇"], ["未提供身份证明", "请写明年度", "请写明乡镇"]),
        ([f"{n}、第{n}项" for n in range(1, 13)], [f"第{n}项" for n in range(1, 13)]),
        ([f"{word}、第{word}项" for word in WORDS], [f"第{word}项" for word in WORDS]),
    ],
)  # fmt: skip
def test_what_counts_the_lines_goes(typed, kept):
    assert without_own_numbers(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        ["2024年度补贴明细", "2023年度补贴明细"],
        ["1.5亩以上的地块", "2.5亩以上的地块"],
        ["1、2号楼的图纸"],
        ["一、二级保护区的范围"],
        ["12、13组的名单", "5组的名单"],
        ["3份合同", "2份协议"],
        ["1：500地形图", "2幅航拍图"],
        ["（2024）3号文件", "（2024）4号文件"],
        ["10月1日的公告", "10月2日的公告"],
        ["二、请写明乡镇", "一、请写明年度"],
        ["1、", "2、"],
        ["100.00元", "200.00元"],
        [],
    ],
)
def test_days_amounts_and_words_stay(typed):
    assert without_own_numbers(typed) == typed
