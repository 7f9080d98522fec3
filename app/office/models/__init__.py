"""Tables of the office, one file per concept."""

from app.office.models.absence import Absence
from app.office.models.api_token import ApiToken
from app.office.models.appointment import Appointment
from app.office.models.attempt_counter import AttemptCounter
from app.office.models.factor_policy import FactorPolicy
from app.office.models.office_edition import OfficeEdition
from app.office.models.org_unit import OrgUnit
from app.office.models.password_history import FormerPassword
from app.office.models.person import Person
from app.office.models.second_factor import RecoveryCode, SecondFactor
from app.office.models.sign_in_session import SignInSession
from app.office.models.waiting_sign_in import WaitingSignIn

__all__ = [
    "Absence",
    "ApiToken",
    "Appointment",
    "AttemptCounter",
    "FactorPolicy",
    "FormerPassword",
    "OfficeEdition",
    "OrgUnit",
    "Person",
    "RecoveryCode",
    "SecondFactor",
    "SignInSession",
    "WaitingSignIn",
]
