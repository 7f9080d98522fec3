"""部分公开: withheld parts are rows of a table, in which the ground is chosen; a line of text is read as before."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.work import work_items
from app.law.errors import InvalidInput
from app.processes.disclosure.registration import request_of
from app.web.form_fields import form_view
from tests.journeys.letters_seen import signed_and_issued, words_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
REASON = "记录载有定稿以前尚未形成结论的不同意见，公开会使参会人员今后不愿直言"
NOTES = {"part": "讨论会的记录", "reason": REASON, "ground": "process"}
NOT_OURS = {"part": "其中关于明年是否再查的提问", "reason": "所问的事项没有文件或者记录载明，无从摘取提供",
            "ground": "not_information"}  # fmt: skip


def decided() -> Office:
    office = Office()
    office.apply()
    office.handled("partly_granted")
    office.attach()
    return office


def hand_in(office: Office, parts: object) -> Office:
    office.do("handler", "T_draft", fact_items="检查方案｜电子文件｜6", fact_withheld_parts=parts)
    return office


def drafted(ground: str) -> Office:
    return hand_in(decided(), f"讨论会的记录｜{REASON}｜{ground}")


def test_the_rows_of_the_table_are_the_parts_of_the_letter_and_blank_rows_are_none():
    office = hand_in(decided(), [NOTES, {"part": "", "reason": "", "ground": ""}, NOT_OURS])
    assert request_of(office.case).draft_facts["withheld_parts"] == [NOTES, NOT_OURS]
    said = words_of(letters_of(signed_and_issued(office).case)[-1])
    assert "第十六条第二款和第三十六条第（三）项的规定，对该内容不予公开" in said
    assert "该内容不属于政府信息，根据《条例》第二条、第三十七条的规定，不予提供" in said
    assert "对本告知书中不予公开的部分不服的" in said


def test_where_only_no_information_is_left_out_nothing_must_go_to_reconsideration_first():
    said = words_of(letters_of(signed_and_issued(hand_in(decided(), [NOT_OURS])).case)[-1])
    assert "如不服本告知书，可以自收到本告知书之日起60日内" in said
    assert "先向" not in said


@pytest.mark.parametrize(
    ("cell", "value"), [("ground", ""), ("ground", "第九十条"), ("reason", ""), ("part", "")]
)
def test_a_cell_that_is_wrong_is_named(cell, value):
    office = decided()
    with pytest.raises(InvalidInput) as refused:
        hand_in(office, [NOTES, {**NOT_OURS, cell: value}])
    assert set(refused.value.fields) == {f"fact_withheld_parts.1.{cell}"}


def test_a_draft_of_an_earlier_release_opens_as_rows():
    office = decided()
    schema = work_items.form_of(office.item("T_draft")).schema(office.item("T_draft"))
    kept = {"fact_withheld_parts": f"讨论会的记录｜{REASON}｜第十六条第二款（过程性信息）\n名单｜未成年人"}
    parts = next(
        one.view for one in form_view(schema, kept, {}).parts if one.view.name == "fact_withheld_parts"
    )
    assert [[cell.value for cell in line] for line in parts.lines] == [
        ["讨论会的记录", REASON, "process"], ["名单", "未成年人", ""],
    ]  # fmt: skip
    assert parts.lines[0][2].type == "select"


@pytest.mark.parametrize("ground", ["第十六条第二款（过程性信息）", "过程性信息", "process"])
def test_by_the_words_by_a_part_of_them_that_no_other_has_or_by_the_code(ground):
    parts = request_of(drafted(ground).case).draft_facts["withheld_parts"]
    assert [one["ground"] for one in parts] == ["process"]


@pytest.mark.parametrize("ground", ["第十六条第二款", "依法"])
def test_words_of_several_grounds_or_of_none_are_asked_again(ground):
    with pytest.raises(InvalidInput) as refused:
        drafted(ground)
    assert "fact_withheld_parts.0.ground" in refused.value.fields


def test_a_draft_that_is_sent_back_shows_the_rows():
    office = drafted("process")
    office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请补充")
    form = work_items.form_of(office.item("T_draft"))
    assert form.initial(office.case)["fact_withheld_parts"] == [NOTES]
