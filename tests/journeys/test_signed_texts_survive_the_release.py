"""A release reaches cases that are being signed: what was signed is still signed, and there is a way back."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app.casework.models import WorkItem
from app.casework.texts.signatures import standing_objections, standing_signatures
from app.casework.texts.versions import current_versions
from app.database import db
from tests.support.office import GRANTED, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def indexes() -> set[str]:
    db.session.remove()
    return {str(index["name"]) for index in inspect(db.engine).get_indexes(WorkItem.__tablename__)}


def who_stands(office: Office) -> list[tuple[str, bool]]:
    found = standing_signatures(office.case, office.now.date())
    return [(one.opinion.person.login, one.agrees) for one in found]


def test_signatures_and_objections_go_back_and_forth_with_their_texts():
    office = Office()
    office.apply()
    office.drafted()
    office.do("unithead", "T_sign_unit_head", decision="approve")
    office.do("officehead", "T_sign_office_head", decision="send_back", opinion="请核对页数")
    changed = {**GRANTED, "fact_items": "金山镇2024年度补贴发放明细｜电子文件｜13"}
    office.do("handler", "T_draft", **changed)
    office.do("unithead", "T_sign_unit_head", decision="approve")
    before, standing = current_versions(office.case)["reply"].content_hash, who_stands(office)
    assert standing == [("officehead", False), ("unithead", True)]
    known = indexes()

    downgrade(revision="0013")
    columns = {column["name"] for column in inspect(db.engine).get_columns("opinion")}
    assert "signed_hash" in columns
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT draft_hash FROM disclosure_request")).scalar_one() == before
    upgrade(revision="heads")

    assert indexes() == known
    assert current_versions(office.case)["reply"].content_hash == before
    assert [one.number for one in current_versions(office.case).values()] == [2]
    assert who_stands(office) == standing
    office.do("officehead", "T_sign_office_head", decision="approve")
    assert standing_objections(office.case) == []
    office.do("reviewer", "T_issue", decision="issued", checked=True)
