"""QAPage for search engines. A block of data is not run by browsers, so the content policy lets it stand in the page."""

import json

from django.utils import timezone
from django.utils.safestring import mark_safe

from common import richtext

# Within a script element only these could end it or begin a comment.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def qa_page(answer, address):
    question = answer.item.question
    data = {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": {
            "@type": "Question",
            "name": answer.title,
            "text": answer.question_text,
            "answerCount": 1,
            "datePublished": timezone.localtime(question.sent_at).isoformat(),
            "author": {"@type": "Person", "name": question.signature},
            "acceptedAnswer": {
                "@type": "Answer",
                "text": richtext.text(answer.body),
                "url": address,
                "datePublished": timezone.localtime(
                    answer.first_published_at or timezone.now()
                ).isoformat(),
                "author": {"@type": "Organization", "name": answer.unit.name},
            },
        },
    }
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped above
