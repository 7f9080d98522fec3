"""What of a case's letters the journeys ask for."""

import re

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.letters.issuing import letters_of
from app.casework.letters.kept_texts import kind_of_letter
from app.casework.letters.typesetting import record_rendered
from app.casework.models import IssuedLetter
from app.letters import preview_html
from tests.support.office import Office, paper


def titles(office: Office) -> list[str]:
    return [letter.title for letter in letters_of(office.case)]


def words_of(letter: IssuedLetter) -> str:
    """What the issued letter says, from its frozen facts."""
    return re.sub(r"<[^>]+>|\s", "", str(preview_html(kind_of_letter(letter), letter.facts)))


def made_blank(office: Office) -> None:
    """The letters of the case are there, as blank pages: for whoever files them and does not look at them."""
    for letter in letters_of(office.case):
        if letter.document_id is None:
            perform(record_rendered, actor=SYSTEM, now=office.now, case_id=letter.case_id, letter_id=letter.id,
                    pdf=paper(letter.document_number))  # fmt: skip


def signed_and_issued(office: Office) -> Office:
    """Whoever's turn it is agrees, until the reply is issued."""
    signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
               "T_sign_leader": "leader"}  # fmt: skip
    while node := next((one for one in office.open_nodes() if one in signers), None):
        office.do(signers[node], node, decision="approve", opinion="同意")
    office.do("reviewer", "T_issue", checked=True)
    return office
