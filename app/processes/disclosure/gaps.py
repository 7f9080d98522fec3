"""What a registered application still lacks (条例第二十九条): judged from the record as it stands now."""

from app.law.application_gaps import Gap, Stated, gaps_of
from app.processes.disclosure.application import problems_of_numbers
from app.processes.disclosure.models import DisclosureRequest


def gaps_on_record(request: DisclosureRequest) -> tuple[Gap, ...]:
    """What is missing now; a fact that was corrected since is missing no more."""
    person = request.applicant
    number = person.reveal("identity_number")
    misfit = problems_of_numbers({"identity_document": person.identity_document, "identity_number": number})
    return gaps_of(
        Stated(
            has_identity_document=bool(person.identity_document), has_identity_number=bool(number),
            identity_number_fits=not misfit, has_telephone=bool(person.telephone_sealed),
            has_address=bool(person.address_sealed), has_email=bool(person.email_sealed),
            says_form=bool(request.reply_form), reply_way=request.reply_way,
            lacks_authority=bool(person.agent_name) and not person.has_authority,
        )
    )  # fmt: skip
