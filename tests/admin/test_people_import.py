"""批量导入人员: looked at first, taken over whole or not at all; no password is made or shown."""

import io
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from app.casework.acts.act import Act
from app.casework.acts.actor import of_person
from app.casework.administration.people_file import NewPerson
from app.casework.administration.people_import import _add
from app.casework.administration.proposing import SecondPersonNeeded
from app.database import db
from app.office.models import Person
from app.office.people import find_person
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.ledgers import ledger
from tests.support.office import MORNING

pytestmark = pytest.mark.database
HEADS = ("姓名", "登录名（必填）", "单位", "岗位", "任职日期", "办公电话", "邮箱")
ROW = ("新人甲", "Xinren.Jia", "LF-ZRZY", "承办人、受理岗", "2026年3月2日", 8781234567, "jia@example.invalid")


def people(*rows):
    return ledger(*rows, heads=HEADS, sheet="名单")


def sent(admin, data, *, take_over=True, name="名单.xlsx"):
    form = {"form_key": uuid4().hex, **({"take_over": "1"} if take_over else {})}
    return admin.post("/admin/people/import", files=FileStorage(io.BytesIO(data), name), **form)


def number():
    return db.session.scalar(select(func.count()).select_from(Person))


def test_a_list_is_looked_at_and_then_taken_over_without_any_password(admin, county):
    before = number()
    looked = sent(admin, people(ROW), take_over=False)
    assert "可导入 1 人" in looked.text
    assert number() == before
    assert sent(admin, people(ROW)).status == 302
    person = find_person("xinren.jia")
    assert (person.name, person.telephone, person.password_hash) == ("新人甲", "8781234567", None)
    assert person.must_change_password
    assert {(held.role, held.unit.code, held.valid_from) for held in person.appointments} == {
        ("handler", "LF-ZRZY", date(2026, 3, 2)), ("intake_clerk", "LF-ZRZY", date(2026, 3, 2)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("place", "value", "cell", "why"),
    [
        (3, "承办人、审批员", "D4", "没有“审批员”这个岗位"), (2, "市气象局", "C4", "没有“市气象局”这个单位"),
        (1, "clerk", "B4", "已被使用"), (1, "a b", "B4", "登录名为2至60个"), (4, "去年", "E4", "看不出任职日期"),
        (6, "jia", "G4", "邮箱地址不完整"), (3, "系统管理员、承办人", "D4", "须由两人办理"),
        (0, "", "A4", "请填写姓名"),
    ],
)  # fmt: skip
def test_one_wrong_cell_is_named_and_nobody_is_added(admin, county, place, value, cell, why):
    wrong = [*ROW[:1], "other", *ROW[2:]]
    wrong[place] = value
    before = number()
    refused = sent(admin, people(ROW, tuple(wrong)))
    assert refused.status == 422
    assert cell in refused.text
    assert why in refused.text
    assert number() == before


def test_a_login_stands_once_in_a_list_and_formulas_are_refused(admin, county):
    twice = sent(admin, people(ROW, (*ROW[:1], "XINREN.jia ", *ROW[2:])))
    assert "与第 3 行的登录名相同" in twice.text
    formula = sent(admin, people(("=1+1", *ROW[1:])))
    assert formula.status == 422
    assert "公式" in formula.text


def test_an_administrator_of_an_organ_adds_nobody_elsewhere(county, client):
    before = number()
    assert sent(Browser(client).sign_in("clerk"), people(ROW)).status == 403
    assert number() == before


def test_no_list_makes_one_of_the_three_administrators_alone(app, county):
    """The act refuses by itself, whatever its check has let through."""
    new = NewPerson(
        3, "geheim", "某甲", "", "", county.units["LF"], [Role.SECURITY_ADMINISTRATOR], date(2026, 3, 2)
    )
    act = Act(of_person(county.people["admin"]), MORNING)
    with pytest.raises(SecondPersonNeeded):
        _add(act, new)
    db.session.rollback()
