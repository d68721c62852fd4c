"""The form of documents, held against the schema."""

from perfrules.definition.document import Document
from perfrules.definition.library import Offers
from perfrules.definition.validate import validate
from perfrules.problems import Problem


def validated(document: Document, registry: Offers) -> list[Problem]:
    """Return what is wrong with the form of *document*."""
    return validate(document, registry.rubric_kinds, registry.aggregations)
