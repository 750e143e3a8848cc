"""The writing form of a document, with its rows of files and relations."""

from django import forms

from documents.models import DocumentFile, DocumentRelation
from editorial.forms import DraftForm
from editorial.rows import FileRowForm, RowForm, row_set


class DocumentFileForm(FileRowForm):
    class Meta:
        model = DocumentFile
        fields = ("role", "title", "is_public")


class DocumentRelationForm(RowForm):
    class Meta:
        model = DocumentRelation
        fields = ("kind", "target_text", "scope", "effective_on", "until_on")


class DocumentForm(DraftForm):
    row_sets = (
        row_set(DocumentFileForm, relation="files", owner="document", most=60),
        row_set(DocumentRelationForm, relation="relations", owner="document", most=60),
    )
    summary = forms.CharField(max_length=500)
