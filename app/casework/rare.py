"""The tables of casework and of its steps that few cases have rows in (`acts.rare`)."""

from app.casework.acts.rare import OF_CASE, Rare
from app.casework.models import ChannelPosting, Consultation, IssuedLetter, LetterRecall

_letters, _recalls = IssuedLetter.__table__.c, LetterRecall.__table__.c

RARE = Rare(
    "rare rows",
    {
        ChannelPosting: ChannelPosting.__table__.c.case_id == OF_CASE,
        Consultation: Consultation.__table__.c.case_id == OF_CASE,
        LetterRecall: (_letters.case_id == OF_CASE) & (_recalls.letter_id == _letters.id),
    },
)
