"""When a reply counts as given (国办函〔2016〕235号), and the round that an order to reply anew starts."""

from app.law.counting import count_working_days, natural_due_day
from app.law.events import Event, EventType
from app.law.progress import RedoOrder, Reply
from app.law.remedy_clocks import is_corrected
from app.law.walk import Walk


def on_reply(walk: Walk, event: Event) -> None:
    """The first reply of the round decides: the day of posting, of the signature, of the online delivery."""
    progress = walk.progress
    posting_counts = walk.parameters.on(event.day).value("letter235_applies")
    if progress.reply is not None or (event.type is EventType.REPLY_POSTED and not posting_counts):
        return
    if progress.current is not None and progress.current.replied_on is None:
        progress.current.replied_on = event.day  # also under an order: this reply was owed since the request
    if progress.redo is not None:
        progress.redo.replied_on = event.day
        progress.reply = Reply(event.day, None, progress.redo)
        return
    progress.reply = Reply(event.day, progress.current, None)


def on_correction_answered(walk: Walk, event: Event) -> None:
    """第四十一条 has a clock of its own; an order to answer ends with it."""
    redo = walk.progress.redo
    if redo is not None and redo.replied_on is None:
        redo.replied_on = event.day


def on_redo_ordered(walk: Walk, event: Event) -> None:
    """The order's own limit, counted from the day after its receipt; consultations do not stop it.

    Nothing of an order whose entry was corrected since: the later one says whether there is a limit.
    """
    if is_corrected(event, walk.events):
        return
    days = event.get("days", walk.parameters.on(event.day).value("redo_default_working_days"))
    unit = event.get("unit", "working_day")
    counted: tuple = ()
    if unit == "working_day":
        counted = count_working_days(event.day, days, walk.calendar)
        due_on = counted[-1]
    else:
        due_on = natural_due_day(event.day, days, walk.calendar)
    walk.progress.redos.append(RedoOrder(event.day, days, unit, due_on, counted))
    walk.progress.reply = None
