"""Files of a task's form enter the case in the act that completes the task, never before."""

from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.attached import Files
from app.casework.contract.forms import Values
from app.casework.models import Document
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.documents import add_document


def filed(act: Act, schema: Schema, values: Values) -> Values:
    """The values with each field of files as the case's documents, their purpose being the field's name."""
    asked = schema.fields.items()
    files: dict[str, Any] = {
        name: _documents(act, name, values[name])
        for name, field in asked
        if isinstance(field, Files) and name in values
    }
    return {**values, **files}


def _documents(act: Act, name: str, uploads: list[Any]) -> list[Document]:
    return [add_document(act, one, origin=DocumentOrigin.OFFICE, purpose=name[:40]) for one in uploads]
