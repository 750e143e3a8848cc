from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.rights import sites_with
from editorial.media_forms import VideoForm
from news.models import Category


class ArticleForm(VideoForm):
    """Categories are those of all sites and of the article's own."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        sites = (
            [self.instance.item.site] if self.instance.pk else sites_with(self.by, "contributor")
        )
        self.fields["category"].queryset = Category.objects.filter(Q(site=None) | Q(site__in=sites))

    def clean(self):
        cleaned = super().clean()
        site = self.instance.item.site if self.instance.pk else cleaned.get("site")
        category = cleaned.get("category")
        if category and category.site_id and site and category.site_id != site.pk:
            raise ValidationError({"category": _("This category belongs to another site.")})
        return cleaned
