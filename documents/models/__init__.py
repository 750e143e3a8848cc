from documents.models.catalogue import DocumentType, Field, IssuingBody, PostingLimit, Signer
from documents.models.documents import (
    Document,
    DocumentFile,
    DocumentRelation,
    Effect,
    FileRole,
    RelationKind,
    Scope,
)
from documents.models.register_import import ImportRow, ImportRun

__all__ = [
    "Document",
    "DocumentFile",
    "DocumentRelation",
    "DocumentType",
    "Effect",
    "Field",
    "FileRole",
    "ImportRow",
    "ImportRun",
    "IssuingBody",
    "PostingLimit",
    "RelationKind",
    "Scope",
    "Signer",
]
