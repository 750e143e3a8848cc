"""What the board has written of a year's report and what is still to be written."""

from urllib.parse import urlencode

from django.urls import reverse

from reports.models import Chapter, ReportHead, ReportText


def parts(year, user):
    """Rows of title, text so far and, for who may write it, the address of its form."""
    texts = {text.section: text for text in ReportText.objects.filter(year=year)}
    head = ReportHead.objects.filter(year=year).first()
    rows = [(ReportHead._meta.verbose_name, head, {"year": year}, _head_line(head))]
    for section in Chapter:
        written, key = texts.get(section), {"year": year, "section": section}
        rows.append((section.label, written, key, written.text if written else ""))
    may_write = user.has_perm("reports.change_reporttext")
    return [
        {"title": title, "text": text, "address": _form(row, key) if may_write else ""}
        for title, row, key, text in rows
    ]


def _form(row, key):
    model = ReportText if "section" in key else ReportHead
    name = f"admin:reports_{model._meta.model_name}"
    return (
        reverse(f"{name}_change", args=[row.pk])
        if row
        else f"{reverse(f'{name}_add')}?{urlencode(key)}"
    )


def _head_line(head):
    if head is None:
        return ""
    number = head.number and f"{head.number:02d}/{head.symbol}"
    told = [number, head.signed_on and f"{head.signed_on:%d/%m/%Y}", head.signer]
    return " · ".join(part for part in told if part)
