"""The tables of casework and of its steps that few cases have rows in (`acts.rare`)."""

from app.casework.acts.rare import OF_CASE, Rare
from app.casework.models import (
    ChannelPosting,
    Consultation,
    FormDraft,
    IssuedLetter,
    LetterRecall,
    OutboxMessage,
    WorkItem,
)
from app.casework.models.outbox import GIVEN_UP

_drafts, _items = FormDraft.__table__.c, WorkItem.__table__.c
_letters, _recalls = IssuedLetter.__table__.c, LetterRecall.__table__.c
_messages = OutboxMessage.__table__.c

RARE = Rare(
    "rare rows",
    {
        ChannelPosting: ChannelPosting.__table__.c.case_id == OF_CASE,
        Consultation: Consultation.__table__.c.case_id == OF_CASE,
        FormDraft: (_items.case_id == OF_CASE) & (_drafts.work_item_id == _items.id),
        LetterRecall: (_letters.case_id == OF_CASE) & (_recalls.letter_id == _letters.id),
        OutboxMessage: (_messages.case_id == OF_CASE)
        & (_messages.state == GIVEN_UP),  # only what was given up
    },
)
