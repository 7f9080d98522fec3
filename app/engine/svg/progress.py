"""How each element of a drawing stands: what a case has done, or how one of two versions differs from the other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.engine.comparing import SAME


@dataclass(frozen=True)
class Progress:
    """What a case has done, by element ids."""

    done: Collection[str]
    active: Collection[str]
    taken: Collection[str]
    marks: Mapping[str, str] = field(default_factory=dict)

    def state(self, node_id: str) -> str:
        """done, active or todo; somebody's turn goes before done once. Of two versions: how it differs."""
        if self.marks:
            return self.marks.get(node_id, SAME)
        if node_id in self.active:
            return "active"
        return "done" if node_id in self.done else "todo"

    def flow(self, flow_id: str) -> str:
        """done where the case came along, todo elsewhere; of two versions: how it differs."""
        if self.marks:
            return self.marks.get(flow_id, SAME)
        return "done" if flow_id in self.taken else "todo"
