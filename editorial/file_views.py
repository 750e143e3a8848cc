"""Files follow state: the public reads one only while a public edition carries it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from common import files, picture_sizes
from editorial.models.files import StoredFile

INLINE = {"image", "video", "audio"}
# The browser's own PDF viewer styles itself; nothing in the file may run or load anything.
FILE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; object-src 'self'; "
    "frame-ancestors 'self'"
)


@require_safe
def original(request, sha, name):
    return _answer(request, sha, lambda file: _whole(request, file))


@require_safe
def rendition(request, sha, width):
    return _answer(request, sha, lambda file: _smaller(request, file, width))


def _answer(request, sha, respond):
    response = _found(request, sha, respond)
    if response.status_code < 400:
        # Pages of our own show a PDF within themselves.
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _found(request, sha, respond):
    file = get_object_or_404(StoredFile, sha256=sha)
    carriers = file.carriers()
    if carriers.published().exists() or carriers.readable_though_retracted().exists():
        response = respond(file)
        # Short: a retraction has to reach the reader's own cache too.
        patch_cache_control(response, public=True, max_age=300)
        return response
    if _is_for_desk(request.user, file):
        response = respond(file)
        patch_cache_control(response, private=True, no_store=True)
        return response
    if carriers.ever_public().exists():
        return render(
            request, "editorial/file_gone.html", {"edition": _last_carrier(file)}, status=410
        )
    raise Http404


def _is_for_desk(user, file):
    if not (user.is_authenticated and user.is_staff):
        return False
    return file.carriers().visible_to(user).exists() or file.was_brought_by(user)


def _last_carrier(file):
    return (
        file.carriers()
        .ever_public()
        .select_related("retraction", "item__site")
        .order_by("-pk")
        .first()
    )


def _whole(request, file):
    if not file.absolute_path.exists():
        raise Http404
    return files.serve(
        request,
        file.absolute_path,
        file.content_type,
        filename=file.original_name,
        inline=file.kind in INLINE or file.content_type == "application/pdf",
        etag=file.sha256,
    )


def _smaller(request, file, width):
    if file.kind != "image" or width not in picture_sizes.WIDTHS or not file.absolute_path.exists():
        raise Http404
    path = picture_sizes.rendition(file.absolute_path, width)
    return files.serve(
        request,
        path,
        "image/webp",
        filename=f"{width}.webp",
        inline=True,
        etag=f"{file.sha256}-{width}",
    )
