"""What people paste is made one thing before it is kept; nothing that can be seen is lost."""

import pytest

from app.casework.contract.fields import Text
from app.casework.contract.typing_in import as_kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张三\u200b", "张三"),
        ("\ufeff申请\u200e公开\u00ad", "申请公开"),
        ("一\v二\u2028三\r\n四\x85五", "一\n二\n三\n四\n五"),
        ("👨\u200d👩", "👨👩"),
        ("谢谢❤️", "谢谢❤"),
        ("e\u0301", "é"),
        ("甲\u2003乙", "甲 乙"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("ᠮᠣᠩ\u180eᠭ", "ᠮᠣᠩ\u180eᠭ"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("说明\x07", "说明"),
        ("李\ue815\U00031350", "李\ue815\U00031350"),
    ],
)
def test_of_a_text(typed, kept):
    assert as_kept(typed) == kept
    assert as_kept(kept) == kept


def test_one_line_stays_one_line():
    assert as_kept("张\u2028三", multiline=False) == "张 三"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８０００００００１", "138" + "0" * 7 + "1"),
        ("\u202d13800000001\u202c", "13800000001"),
        ("a＠b.cn", "a@b.cn"),
        ("０８７８—３１２２４５１", "0878-3122451"),
        ("53233119800101001Ｘ\u200b", "53233119800101001X"),
    ],
)
def test_of_a_number(typed, kept):
    assert as_kept(typed, is_number=True) == kept


def test_full_width_signs_of_a_sentence_stay():
    assert as_kept("申请１、２号；") == "申请１、２号；"


def test_a_blank_of_invisible_signs_is_missing():
    with pytest.raises(Exception, match="请填写姓名"):
        Text("姓名").deserialize("\u200b\ufeff")
