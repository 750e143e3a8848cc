from django.db import migrations

from editorial import triggers


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("editorial", "0002_settled")]

    operations = [
        triggers.settles_with("documents_document", "edition_ptr_id"),
        triggers.settles_with("documents_documentfile", "document_id", "INSERT OR UPDATE OR DELETE"),
        triggers.settles_with("documents_documentrelation", "document_id", "INSERT OR UPDATE OR DELETE"),
    ]
