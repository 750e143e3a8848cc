from django.db import migrations

from editorial import triggers


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial"), ("editorial", "0002_settled")]

    operations = [
        triggers.settles_with("news_article", "edition_ptr_id"),
        triggers.settles_with("news_article_tags", "article_id", "INSERT OR UPDATE OR DELETE"),
    ]
