"""Numbers of persons in every way of writing them; names with a home or an illness; what is masked as it should be."""

import pytest

from app.letters.facts import check_facts
from app.letters.person_names import persons_described
from app.letters.personal_data import personal_numbers

NUMBERS = [
    ("1101 0519 4912 3100 2X", "身份证件号码"),
    ("110105-19491231-002X", "身份证件号码"),
    ("１１０１０５１９４９１２３１００２Ｘ", "身份证件号码"),
    ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "身份证件号码"),
    ("一一〇一〇五一九四九一二三一〇〇二X", "身份证件号码"),
    ("110105491231002", "身份证件号码"),
    ("110105 491231 002", "身份证件号码"),
    ("身份证号 110105194912310021", "身份证件号码"),
    ("139.1234.5678", "手机号码"),
    ("139-1234-5678", "手机号码"),
    ("139·1234·5678", "手机号码"),
    ("139 123 45678", "手机号码"),
    ("1 3 9 1 2 3 4 5 6 7 8", "手机号码"),
    ("139,1234,5678", "手机号码"),
    ("+86 13912345678", "手机号码"),
    ("139\u200b1234\u200b5678", "手机号码"),
    ("一三九一二三四五六七八", "手机号码"),
    ("壹叁玖壹贰叁肆伍陆柒捌", "手机号码"),
    ("存折账号530012345678901", "银行账号"),
    ("帐号：5300 1234 5678 9012", "银行账号"),
    ("6222 0212 3456 7890 128", "银行账号"),
    ("社会保障号码530123456789", "社会保障号码"),
    ("社保卡号 A12345678", "社会保障号码"),
    ("参保编号：5301234567", "社会保障号码"),
    ("云E·12345", "车辆号牌"),
    ("云E12345", "车辆号牌"),
    ("云AD12345", "车辆号牌"),
    ("护照E12345678", "证件号码"),
]
NO_NUMBERS = [
    "禄政办公开〔2026〕17号",
    "2024年1月2日至2024年12月31日",
    "2024.01.02-2024.12.31",
    "0878-0000001",
    "13,900,000,000元",
    "第11至30件，20件×100元",
    "金额1,234,567.89元",
    "第15、16、17、18、19页",
    "编号20240115001234",
    "139****5678",
    "邮政特快专递1000000000000",
    "一百三十九户",
    "一九四九年十月一日",
    "12345政务服务便民热线",
    "账号、密码不公开",
    "统一社会信用代码91532331MA6K1234X1",
    "云南省禄丰市",
    "身份证件号码、银行账号和联系电话",
]
PERSONS = [
    "张伟，住金山镇示例村3组12号",
    "低保户张伟（家住示例路9号）",
    "住在金山镇3组的李明",
    "家住金山镇示例村3组的李明",
    "村民张伟患肺癌",
    "王小明，男，患有尿毒症",
    "李明因确诊白血病申请救助",
    "欧阳明，居住于示例小区2栋",
]
NO_PERSONS = [
    "高血压患者补助",
    "金山镇患病人员名单",
    "李伟，住建局局长",
    "住院补偿名单",
    "张家村3组",
    "申请人住址",
    "温泉村住户12号",
    "安置点住宿3号",
    "符合条件的患者",
    "白血病患者救助名单",
    "当事人，住金山镇示例村3组",
    "马街镇住房保障3号文件",
]


@pytest.mark.parametrize(("text", "what"), NUMBERS)
def test_a_number_of_a_person_is_found_however_it_is_written(text, what):
    assert [name for name, _ in personal_numbers(f"发放给{text}，已核")] == [what]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_other_numbers_are_left_alone(text):
    assert list(personal_numbers(text)) == []


@pytest.mark.parametrize(
    "written", ["13912345678", "139 1234 5678", "１３９－１２３４－５６７８", "一三九一二三四五六七八"]
)
def test_ones_own_number_may_stand_in_ones_letter_however_it_is_written(written):
    assert list(personal_numbers(f"本人（{written}）", own={"13912345678"})) == []


def test_what_is_told_of_a_number_does_not_repeat_it():
    assert list(personal_numbers("手机139 1234 5678")) == [("手机号码", "139…78")]


@pytest.mark.parametrize("text", PERSONS)
def test_a_name_with_a_home_or_an_illness_is_a_doubt(text):
    assert [masked[1:] for _, masked in persons_described(text)] == ["××"]


@pytest.mark.parametrize("text", NO_PERSONS)
def test_a_home_or_an_illness_without_a_name_is_none(text):
    assert list(persons_described(text)) == []


MASKED = ["李××", "村民李××的补贴", "陈××、王××两户", "手机139××××5678", "5323311990××××1234", "尾号××××5678"]
OPEN = ["××年×月", "于××年×月××日", "张家××路", "李×××", "××镇", "文号〔2026〕××号", "×××", "530XXX"]


@pytest.mark.parametrize("text", MASKED)
def test_a_name_or_number_that_is_masked_is_no_blank(granted, text):
    assert check_facts(granted, granted.sample_facts() | {"contact": text}) == []


@pytest.mark.parametrize("text", OPEN)
def test_what_was_left_open_still_is(granted, text):
    found = check_facts(granted, granted.sample_facts() | {"contact": text})
    assert [problem.code for problem in found] == ["gap"]
