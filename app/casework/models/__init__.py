"""Tables of casework, one file per concept."""

from app.casework.models.alerting import AlertNotice, AlertPlan
from app.casework.models.annual import AnnualEntry, AnnualFinding, AnnualReport
from app.casework.models.audit import AuditEntry
from app.casework.models.cases import Case, CaseRun, DiagramVersion
from app.casework.models.channels import ChannelPhoto, ChannelPosting
from app.casework.models.clocks import Alert, CaseClock, CaseTimer, ClockEvent
from app.casework.models.closings import ClosedByDuration, ClosedInMonth
from app.casework.models.commands import CommandRecord
from app.casework.models.consultations import Consultation
from app.casework.models.copies import CaseCopy
from app.casework.models.documents import Document, FileReading, StoredFile
from app.casework.models.incoming import IncomingPost
from app.casework.models.installation import Installation
from app.casework.models.kept import KeptPost
from app.casework.models.ledger import LedgerEntry
from app.casework.models.letter_texts import LetterLayouts, LetterText
from app.casework.models.letters import Delivery, IssuedLetter, LetterRecall
from app.casework.models.notices import HolidayNotice, HolidayProposal, ParameterChange
from app.casework.models.numbers import NumberSeries
from app.casework.models.orders import SupervisionOrder
from app.casework.models.outbox import JobHeartbeat, OutboxMessage, OutboxTask
from app.casework.models.phrases import Phrase
from app.casework.models.printing import PrintJob
from app.casework.models.proposals import Proposal
from app.casework.models.publications import (
    Publication,
    PublicationFile,
    PublicationSearch,
    PublicationText,
    PublicationTopic,
)
from app.casework.models.reckonings import Reckoning, ReckoningBatch
from app.casework.models.seals import OrganSeal
from app.casework.models.search import CaseSearch
from app.casework.models.step_times import StepInMonth
from app.casework.models.texts import OpinionText, TextVersion
from app.casework.models.urgings import Urging
from app.casework.models.variants import LetterVariant
from app.casework.models.wordings import OfficeWording
from app.casework.models.work import FormDraft, Opinion, WorkItem
from app.office import edition

__all__ = [
    "Alert",
    "AlertNotice",
    "AlertPlan",
    "AnnualEntry",
    "AnnualFinding",
    "AnnualReport",
    "AuditEntry",
    "Case",
    "CaseClock",
    "CaseCopy",
    "CaseRun",
    "CaseSearch",
    "CaseTimer",
    "ChannelPhoto",
    "ChannelPosting",
    "ClockEvent",
    "ClosedByDuration",
    "ClosedInMonth",
    "CommandRecord",
    "Consultation",
    "Delivery",
    "DiagramVersion",
    "Document",
    "FileReading",
    "FormDraft",
    "HolidayNotice",
    "HolidayProposal",
    "IncomingPost",
    "Installation",
    "IssuedLetter",
    "JobHeartbeat",
    "KeptPost",
    "LedgerEntry",
    "LetterLayouts",
    "LetterRecall",
    "LetterText",
    "LetterVariant",
    "NumberSeries",
    "OfficeWording",
    "Opinion",
    "OpinionText",
    "OrganSeal",
    "OutboxMessage",
    "OutboxTask",
    "ParameterChange",
    "Phrase",
    "PrintJob",
    "Proposal",
    "Publication",
    "PublicationFile",
    "PublicationSearch",
    "PublicationText",
    "PublicationTopic",
    "Reckoning",
    "ReckoningBatch",
    "StepInMonth",
    "StoredFile",
    "SupervisionOrder",
    "TextVersion",
    "Urging",
    "WorkItem",
]

edition.watch(HolidayNotice, ParameterChange, Reckoning, LetterVariant, OrganSeal, AlertPlan)
