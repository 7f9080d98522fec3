"""部分公开 in the browser: the ground of a withheld part is typed by the words that the page shows."""

import pytest

from app.law.errors import InvalidInput
from app.processes.disclosure.registration import request_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
REASON = "记录载有定稿以前尚未形成结论的不同意见，公开会使参会人员今后不愿直言"


def drafted(ground: str) -> Office:
    office = Office()
    office.apply()
    office.handled("partly_granted")
    office.attach()
    office.do("handler", "T_draft", fact_items="检查方案｜电子文件｜6",
              fact_withheld_parts=f"讨论会的记录｜{REASON}｜{ground}")  # fmt: skip
    return office


@pytest.mark.parametrize("ground", ["第十六条第二款（过程性信息）", "过程性信息", "process"])
def test_by_the_words_by_a_part_of_them_that_no_other_has_or_by_the_code(ground):
    parts = request_of(drafted(ground).case).draft_facts["withheld_parts"]
    assert [one["ground"] for one in parts] == ["process"]


@pytest.mark.parametrize("ground", ["第十六条第二款", "依法"])
def test_words_of_several_grounds_or_of_none_are_asked_again(ground):
    with pytest.raises(InvalidInput) as refused:
        drafted(ground)
    assert "第十六条第二款（过程性信息）" in refused.value.fields["fact_withheld_parts"]


def test_a_draft_that_is_sent_back_shows_the_words():
    office = drafted("process")
    office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请补充")
    from app.casework.work import work_items

    form = work_items.form_of(office.item("T_draft"))
    assert "｜第十六条第二款（过程性信息）" in form.initial(office.case)["fact_withheld_parts"]
