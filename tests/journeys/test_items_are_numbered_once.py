"""补正告知书 numbers its items itself: numbers that were typed before them are not printed a second time."""

import pytest

from app.casework.letters.issuing import letters_of
from app.processes.disclosure.overview import facts_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def test_items_of_a_notice_are_numbered_once():
    office = Office()
    office.apply()
    office.registered()
    typed = "1、请写明所需信息所属的年度；\n2、请写明2024年还是2025年。"
    office.do("reviewer", "T_screening", screening="clarify", clarification_items=typed,
              clarification_guidance="可以写明文件名称、文号")  # fmt: skip
    notice = next(one for one in letters_of(office.case) if one.kind == "clarification_notice")
    assert notice.facts["unclear_points"] == ["请写明所需信息所属的年度；", "请写明2024年还是2025年。"]
    told = {fact.label: fact.value for fact in facts_of(office.case)}
    assert told["补正事项"] == "请写明所需信息所属的年度；请写明2024年还是2025年"
