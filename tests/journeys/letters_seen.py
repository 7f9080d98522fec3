"""What of a case's letters the journeys ask for."""

from app.casework.letters import letters_of
from tests.support.office import Office


def titles(office: Office) -> list[str]:
    return [letter.title for letter in letters_of(office.case)]
