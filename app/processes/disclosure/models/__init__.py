"""Tables of disclosure requests."""

from app.processes.disclosure.models.applicant import Applicant
from app.processes.disclosure.models.conversion import Conversion
from app.processes.disclosure.models.correction import RequestCorrection
from app.processes.disclosure.models.correction_application import CorrectionApplication
from app.processes.disclosure.models.evaluation import ReplyEvaluation
from app.processes.disclosure.models.excess import Deferral, ReasonStatement
from app.processes.disclosure.models.fee import FeeCharge, FeePayment, FeeRefund
from app.processes.disclosure.models.handling import Clarification, ExtensionRequest
from app.processes.disclosure.models.judgement import Judgement
from app.processes.disclosure.models.link import CaseLink
from app.processes.disclosure.models.portal import ApplicantGrant, ApplicationDraft
from app.processes.disclosure.models.proceeding import ProceedingRecord
from app.processes.disclosure.models.proposal import ClarificationProposal
from app.processes.disclosure.models.reply_file import ReplyFile
from app.processes.disclosure.models.request import DisclosureRequest
from app.processes.disclosure.models.search import SearchRecord
from app.processes.disclosure.models.trace import RequestTrace

__all__ = [
    "Applicant",
    "ApplicantGrant",
    "ApplicationDraft",
    "CaseLink",
    "Clarification",
    "ClarificationProposal",
    "Conversion",
    "CorrectionApplication",
    "Deferral",
    "DisclosureRequest",
    "ExtensionRequest",
    "FeeCharge",
    "FeePayment",
    "FeeRefund",
    "Judgement",
    "ProceedingRecord",
    "ReasonStatement",
    "ReplyEvaluation",
    "ReplyFile",
    "RequestCorrection",
    "RequestTrace",
    "SearchRecord",
]
