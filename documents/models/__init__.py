from documents.models.catalogue import DocumentType, IssuingBody, PostingLimit, Signer, Topic
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
    "Topic",
    "FileRole",
    "ImportRow",
    "ImportRun",
    "IssuingBody",
    "PostingLimit",
    "RelationKind",
    "Scope",
    "Signer",
]
