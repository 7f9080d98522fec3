"""The applicant (申请人). What identifies or reaches a person is sealed; only masks are shown in lists."""

import uuid
from typing import Any

from sqlalchemy import String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from app.casework.acts.keys import sealer
from app.database import db
from app.processes.disclosure.vocabulary import ApplicantKind, IdentityDocument

SEALED = ("identity_number", "telephone", "address", "email")


class Applicant(db.Model):
    """A natural person or an organisation that asked. Sealed columns are AES-256-GCM, bound to this row and column.

    `representative`: who stands for an organisation by law (法定代表人、负责人). `agent_name`: who acts for the
    applicant (代理人); `has_authority`: the proof of it (授权委托书, or of guardianship) came with the application.
    """

    __tablename__ = "applicant"

    id: Mapped[int] = mapped_column(primary_key=True)
    seal_id: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    contact_name: Mapped[str] = mapped_column(String(60), default="")
    representative: Mapped[str] = mapped_column(String(60), default="", server_default="")
    agent_name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    has_authority: Mapped[bool] = mapped_column(default=False, server_default=false())
    identity_document: Mapped[str] = mapped_column(String(20), default=IdentityDocument.RESIDENT_ID)
    identity_index: Mapped[str] = mapped_column(String(64), default="", index=True)
    identity_number_sealed: Mapped[str] = mapped_column(Text, default="")
    telephone_sealed: Mapped[str] = mapped_column(Text, default="")
    address_sealed: Mapped[str] = mapped_column(Text, default="")
    email_sealed: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")

    def __init__(self, **values: Any) -> None:
        secret = {name: values.pop(name, "") or "" for name in SEALED}
        super().__init__(seal_id=str(uuid.uuid4()), **values)
        for name, value in secret.items():
            self.conceal(name, value)

    def conceal(self, name: str, value: str) -> None:
        """Seal one personal value; the identity number also gets its blind index."""
        sealed = sealer().seal(value, "applicant", self.seal_id, name) if value else ""
        setattr(self, f"{name}_sealed", sealed)
        if name == "identity_number":
            self.identity_index = sealer().blind_index(value, "identity_number") if value else ""

    def reveal(self, name: str) -> str:
        """Open one sealed value. Showing it to a person is an act with its own audit line."""
        sealed: str = getattr(self, f"{name}_sealed")
        return sealer().open(sealed, "applicant", self.seal_id, name) if sealed else ""

    @property
    def applicant_kind(self) -> ApplicantKind:
        return ApplicantKind(self.kind)
