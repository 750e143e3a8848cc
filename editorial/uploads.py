"""The picture upload of the text editor."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Role
from accounts.rights import has_role_somewhere
from editorial.models.files import StoredFile

# Those who write a text somewhere: responders write answers.
WRITING = (Role.CONTRIBUTOR, Role.RESPONDER)


@require_POST
def upload(request):
    """Keeps the picture without making it public: files follow the state of the edition that carries them."""
    if not (request.user.is_authenticated and request.user.is_staff):
        return _refused(_("Log in first."), 403)
    if not any(has_role_somewhere(request.user, role) for role in WRITING):
        return _refused(_("Your role does not allow this."), 403)
    if "upload" not in request.FILES:
        return _refused(_("Choose a picture."))
    try:
        stored = StoredFile.objects.keep(request.FILES["upload"], kinds=["image"], by=request.user)
    except ValidationError as error:
        return _refused(" ".join(error.messages))
    return JsonResponse({"url": f"/tep/{stored.sha256}/anh{stored.extension}"})


def _refused(sentence, status=400):
    return JsonResponse({"error": {"message": str(sentence)}}, status=status)
