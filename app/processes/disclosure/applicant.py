"""申请人 as an actor: the process's own word for whoever acts from outside."""

from app.casework.acts.actor import Actor, ActorKind

APPLICANT = Actor(ActorKind.APPLICANT, "申请人")
