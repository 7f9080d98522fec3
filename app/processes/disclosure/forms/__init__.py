"""Forms of the disclosure diagram that are its own, by form key; those of its steps come with the steps."""

from app.casework.contract.forms import TaskForm
from app.processes.disclosure.forms.answering import draft
from app.processes.disclosure.forms.charging import fee
from app.processes.disclosure.forms.clarifying import clarification, lapse, notice_delivery
from app.processes.disclosure.forms.deferring import deferral_approval
from app.processes.disclosure.forms.extending import extension_approval
from app.processes.disclosure.forms.handling import handling
from app.processes.disclosure.forms.paying import fee_delivery, fee_lapse, payment
from app.processes.disclosure.forms.proposing import PROPOSE, proposal
from app.processes.disclosure.forms.screening import registration, screening
from app.processes.disclosure.forms.secrecy import secrecy_review
from app.processes.disclosure.forms.verifying import verification

WAYS = {PROPOSE: proposal}
"""Ways back from a task that are the process's own."""
FORMS: dict[str, TaskForm] = {
    form.key: form
    for form in (
        registration, screening, handling, clarification, notice_delivery, lapse, extension_approval, draft,
        secrecy_review, fee, fee_delivery, payment, fee_lapse, deferral_approval, verification,
    )
}  # fmt: skip
