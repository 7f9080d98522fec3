"""What a person declares by a tick is kept: in the audit line of the act, and with the facts that it is about."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry
from app.database import db
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


class TestDeclarations:
    def line(self, office: Office, tag: str, node: str) -> AuditEntry:
        query = select(AuditEntry).where(AuditEntry.case_id == office.case.id, AuditEntry.tag == tag)
        return db.session.scalars(query.where(AuditEntry.node == node)).one()

    def test_the_review_of_secrecy_stands_in_the_record_with_who_and_when(self):
        office = Office()
        office.apply()
        office.handled()
        request, handler = request_of(office.case), office.person("handler").person
        assert request.secrecy_reviewed_by_id == handler.id
        assert request.secrecy_reviewed_at == office.now
        declared = self.line(office, "secrecy.reviewed", "T_handle")
        assert (declared.actor_id, declared.at) == (handler.id, office.now)
        assert declared.detail == {"outcome": "granted"}
        assert self.line(office, "item.completed", "T_handle").detail == {"declared": ["secrecy_reviewed"]}
        shown = {fact.label: fact.value for fact in facts_of(office.case)}
        assert shown["保密审查"] == "承办丁于2026-03-02 09:05声明已作保密审查和公开属性审查"

    def test_so_does_the_last_look_before_the_seal(self):
        office = Office()
        office.apply()
        office.issued()
        assert self.line(office, "item.completed", "T_issue").detail == {"declared": ["checked"]}
