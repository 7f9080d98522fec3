"""All clocks of a case (期限), computed from its events by one pure function."""

from app.law.clock import Clock, ClockKind, ClockState, ExcludedSpan, Unit
from app.law.events import Event, EventType

__all__ = ["Clock", "ClockKind", "ClockState", "Event", "EventType", "ExcludedSpan", "Unit"]
