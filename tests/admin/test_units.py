"""Units through the pages: details, seal, new, renamed, closed."""

import io

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app.casework.letters.issuing import standing_facts
from app.casework.models import AuditEntry, StoredFile
from app.casework.store.files import file_store
from app.database import db
from app.letters.seals import draw_test_seal
from app.office.models import Appointment, OrgUnit
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database


def unit(code="LF", number=0):
    db.session.rollback()
    return db.session.scalars(select(OrgUnit).where(OrgUnit.code == code).order_by(OrgUnit.id)).all()[number]


def details(**changes):
    known = {
        "short_name": "市政府", "document_code": "禄政公开", "telephone": "0878-4123456",
        "supervision_telephone": "12345", "address": "金山镇某路1号", "postcode": "651200", "email": "",
        "office_hours": "工作日", "reconsideration_organ": "",
        "court": "", "subordinate_court": "", "superior_department": "", "note": "",
    }  # fmt: skip
    return {**known, **changes}


def test_a_post_that_the_drawings_need_and_nobody_holds_is_warned_of(admin, app):
    secrecy = select(Appointment).where(Appointment.role == Role.SECRECY_REVIEWER)
    warned = "没有保密审查岗（依申请公开"
    with app.app_context():
        held = {one.unit_id for one in db.session.scalars(secrecy)}
        units = db.session.scalars(select(OrgUnit).where(OrgUnit.kind.in_(("county", "township")))).all()
        known = [(one.id, one.kind, one.id in held) for one in units]
    assert [kind for _id, kind, is_held in known if not is_held]
    for unit_id, kind, is_held in known:
        assert (warned in admin.get(f"/admin/units/{unit_id}").words) == (kind == "county" and not is_held)


def test_details_are_saved_and_a_missing_court_is_warned_of(admin):
    address = f"/admin/units/{unit().id}"
    assert admin.post(f"{address}/edit", **details()).status == 302
    assert unit().telephone == "0878-4123456"
    words = admin.get(address).words
    assert "未填管辖法院，文书写“有管辖权的人民法院”" in words
    assert "楚雄彝族自治州人民政府 按机构层级确定" in words


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"short_name": ""}, "short_name", "请填写简称"), ({"postcode": "12"}, "postcode", "6 位数字"),
        ({"telephone": "电话"}, "telephone", "电话只能有"), ({"address": "长" * 201}, "address", "最多 200 字"),
    ],
)  # fmt: skip
def test_details_that_cannot_be_used_change_nothing(admin, changes, field, why):
    before = unit().telephone
    page = admin.post(f"/admin/units/{unit().id}/edit", **details(**changes))
    assert page.status == 422
    assert why in page.error(field)
    assert unit().telephone == before


def seal_of(data, name="seal.png"):
    return FileStorage(io.BytesIO(data), name)


def test_a_seal_is_uploaded_shown_and_kept_small(admin):
    address = f"/admin/units/{unit().id}"
    assert admin.post(f"{address}/seal", seal=seal_of(draw_test_seal("禄丰市人民政府"))).status == 302
    kept = unit().seal_hash
    assert file_store().get(kept).startswith(b"\x89PNG")
    assert db.session.get(StoredFile, kept).media_type == "image/png"
    assert admin.get(f"{address}/seal.png").headers["Content-Type"] == "image/png"
    assert f"{address}/seal.png" in admin.get(address).text


def test_a_seal_begins_on_a_day_and_is_ended_with_a_reason(admin):
    address = f"/admin/units/{unit().id}/seal"
    picture = draw_test_seal("禄丰市人民政府")
    assert "不能早于今天" in admin.post(address, seal=seal_of(picture), valid_from="2026-03-01").error(
        "valid_from"
    )
    assert admin.post(address, seal=seal_of(picture), valid_from="2026-03-05").status == 302
    page = admin.get(address)
    assert "2026-03-05" in page.words
    assert admin.get(f"/admin/units/{unit().id}/seal.png").status == 404
    (end,) = page.hrefs("/end")
    assert admin.get(end.replace("/end", ".png")).headers["Content-Type"] == "image/png"
    assert "请填写停用原因" in admin.post(end, on="2026-03-06", reason="").error("reason")
    assert admin.post(end, on="2026-03-06", reason="遗失").status == 302
    assert "遗失" in admin.get(address).words


def opaque():
    buffer = io.BytesIO()
    Image.new("RGB", (600, 600), "white").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(("data", "why"), [(b"", "请选择"), (b"GIF89a", "无法读取"), (opaque(), "透明背景")])
def test_a_picture_that_cannot_be_a_seal_is_refused(admin, data, why):
    page = admin.post(f"/admin/units/{unit().id}/seal", seal=seal_of(data))
    assert page.status == 422
    assert why in page.error("seal")
    assert unit().seal_hash is None


def test_a_section_has_no_seal(admin):
    page = admin.post(f"/admin/units/{unit('LF-ZG').id}/seal", seal=seal_of(draw_test_seal("公开科")))
    assert page.status == 409


NEW = {
    "kind": "department",
    "code": "LF-MZ",
    "name": "禄丰市民政局",
    "short_name": "民政局",
    "valid_from": "2026-03-02",
}


def test_a_unit_is_opened_below_another(admin):
    answer = admin.post(f"/admin/units/{unit().id}/new", **NEW)
    assert answer.location == f"/admin/units/{unit('LF-MZ').id}"
    assert unit("LF-MZ").parent_id == unit().id


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [({"code": "LF-ZRZY"}, "code", "已被使用"), ({"code": "民政"}, "code", "大写字母"),
     ({"kind": "prefecture"}, "kind", "请选择")],
)  # fmt: skip
def test_a_unit_that_cannot_be_opened_changes_nothing(admin, changes, field, why):
    page = admin.post(f"/admin/units/{unit().id}/new", **{**NEW, **changes})
    assert page.status == 422
    assert why in page.error(field)
    assert page.value("name") == NEW["name"]


def test_a_renamed_unit_keeps_its_cases_under_the_old_name(admin):
    office = Office()
    office.assigned_number = office.register()
    renamed = {"name": "禄丰市自然资源和规划局", "short_name": "资规局", "on": "2026-03-03"}
    assert admin.post(f"/admin/units/{unit('LF-ZRZY').id}/rename", **renamed).status == 302
    former, successor = unit("LF-ZRZY", 0), unit("LF-ZRZY", 1)
    assert (former.name, successor.name) == ("禄丰市自然资源局", "禄丰市自然资源和规划局")
    assert former.successor_id == successor.id
    past = {**renamed, "on": "2026-01-01"}
    assert "不能早于今天" in admin.post(f"/admin/units/{unit('LF-JS').id}/rename", **past).error("on")


def test_a_unit_with_people_is_not_closed(admin):
    data = {"on": "2026-03-10", "reason": "机构改革"}
    page = admin.post(f"/admin/units/{unit('LF-ZRZY').id}/close", **data)
    assert (page.status, "还有下级机构或者在任人员" in page.words) == (409, True)
    assert admin.post(f"/admin/units/{unit('LF-JS').id}/close", **data).status == 302
    assert str(unit("LF-JS").valid_until) == "2026-03-10"


class TestGoingIntoAnother:
    def test_sub_units_and_posts_go_along_and_the_former_stays_as_it_was(self, admin):
        former, successor = unit("LF-JS").id, unit("LF-ZRZY").id
        data = {"successor_id": str(successor), "on": "2026-03-10", "reason": "机构改革"}
        answer = admin.post(f"/admin/units/{former}/merge", **data)
        assert answer.location == f"/admin/units/{successor}"
        assert (unit("LF-JS").successor_id, str(unit("LF-JS").valid_until)) == (successor, "2026-03-10")
        line = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "unit.merged")).one()
        assert "机构改革" in line.summary

    @pytest.mark.parametrize(
        ("changes", "field", "why"),
        [({"on": "2026-01-01"}, "on", "不能早于今天"), ({"reason": ""}, "reason", "请填写依据"),
         ({"successor_id": "0"}, "successor_id", "请选择")],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_beside_its_field_and_kept(self, admin, changes, field, why):
        known = {"successor_id": str(unit("LF-ZRZY").id), "on": "2026-03-10", "reason": "机构改革"}
        page = admin.post(f"/admin/units/{unit('LF-JS').id}/merge", **{**known, **changes})
        assert page.status == 422
        assert why in page.error(field)
        assert unit("LF-JS").successor_id is None

    def test_an_organ_does_not_go_into_a_section(self, admin):
        data = {"successor_id": str(unit("LF-ZG").id), "on": "2026-03-10", "reason": "机构改革"}
        page = admin.post(f"/admin/units/{unit('LF-JS').id}/merge", **data)
        assert (page.status, "机关不能并入内设机构" in page.words) == (409, True)

    def test_others_have_no_such_page(self, client, app):
        clerk = Browser(client).sign_in("clerk")
        assert clerk.get(f"/admin/units/{unit('LF-JS').id}/merge").status == 403
        assert clerk.get(f"/admin/units/{unit('LF-JS').id}/move").status == 403


class TestAWrongSuperior:
    def test_it_is_put_right(self, admin):
        wrong = admin.post(f"/admin/units/{unit('LF-ZRZY').id}/new", kind="section", code="LF-KS", name="综合科",
                           short_name="综合科", valid_from="2026-03-02")  # fmt: skip
        assert wrong.status == 302
        data = {"parent_id": str(unit().id), "reason": "登记有误"}
        assert admin.post(f"/admin/units/{unit('LF-KS').id}/move", **data).status == 302
        assert unit("LF-KS").parent_id == unit().id
        assert db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "unit.moved")).one().organ_id

    def test_nothing_stands_below_itself(self, admin):
        data = {"parent_id": str(unit("LF-ZRZY").id), "reason": "登记有误"}
        page = admin.post(f"/admin/units/{unit().id}/move", **data)
        assert page.status == 409
        assert str(unit().parent_id) in page.text
        assert unit().parent.code == "CX"


@pytest.mark.parametrize(("entered", "named"), [("政务公开科", "政务公开科"), ("", "政府信息公开工作机构")])
def test_the_contact_on_letters_is_what_was_entered_never_the_name_of_the_organ(admin, entered, named):
    assert admin.post(f"/admin/units/{unit().id}/edit", **details(contact=entered)).status == 302
    assert standing_facts(unit())["contact"] == named
    assert unit("LF-ZRZY").short_name not in standing_facts(unit("LF-ZRZY"))["contact"]


def test_a_unit_of_any_kind_is_opened_where_it_may_stand(admin):
    kinds = admin.get(f"/admin/units/{unit().id}/new").tree.xpath("//select[@name='kind']/option/@value")
    assert {"subdistrict", "zone", "dispatched_organ", "authorised", "customs"} <= set(kinds)
    assert "dispatched_body" not in kinds
    kinds = admin.get(f"/admin/units/{unit('LF-ZRZY').id}/new").tree.xpath(
        "//select[@name='kind']/option/@value"
    )
    assert "dispatched_body" in kinds
