"""办理单 of a package: whom it was sent to for 会签, who was added and taken off, and what each said, in order."""

import pytest

from app.casework.archive.sheet import sheet_facts
from tests.interpretation.test_co_signing import abolish, add, excuse
from tests.support.packages import SEND_BACK

pytestmark = pytest.mark.database


def acts(office):
    rows = sheet_facts(office.case, office.now.date())["acts"]
    return [(row["step"], row.get("said") or row["long"], row.get("more", ""), row["who"]) for row in rows]


def test_co_signing_stands_there_with_what_each_department_said(office):
    office.organised().chosen("财政局、司法局")
    add(office)
    abolish(office, "LF-SF")
    excuse(office)
    office.co_sign("财政局", SEND_BACK, "第二条须补充资金来源")
    told = acts(office)
    story = " ".join("：".join(row) for row in told)
    places = [story.index(words) for words in (
        "起草文件", "送会签：禄丰市财政局、禄丰市司法局", "加签：禄丰市农业农村局，理由：第二条涉及其职责",
        "撤下会签部门：禄丰市司法局，理由：机构改革撤销", "第二条须补充资金来源",
    )]  # fmt: skip
    assert places == sorted(places)
    [said] = [row for row in told if "第二条须补充资金来源" in row[1]]
    assert said[3] == "财政午（财政局　承办单位负责人）"
    [excused] = [row for row in told if "撤下会签部门" in row[1]]
    assert excused[3] == "承办丁（自然资源局）", "the post of the task that was taken away is not the hand's"
