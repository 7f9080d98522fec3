"""What the clerk reads of a letter whose PDF is on its way, and of one whose PDF failed for good."""

import pytest
from sqlalchemy import update

from app.casework.models import OutboxMessage
from app.casework.models.outbox import OutboxState
from app.database import db
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("letters_wait")]


def test_a_pdf_that_failed_for_good_is_not_told_as_coming(client, app):
    office = Office()
    office.register()
    office.do("clerk", "T_register", title="申请公开补贴明细")
    clerk = Browser(client).sign_in("clerk")
    assert "PDF 正在生成，生成以前不能送达，稍后刷新本页" in clerk.get(f"/desk/cases/{office.number}").words
    failed = update(OutboxMessage).where(OutboxMessage.kind == "render_letter")
    with db.engine.begin() as connection:
        connection.execute(failed.values(state=OutboxState.DEAD))
    page = clerk.get(f"/desk/cases/{office.number}").words
    assert "PDF 没有生成，不算送达：请联系系统管理员重新生成" in page
    assert "正在生成" not in page
