"""Writing forms of editions with a film or a recording in a field of their own, `video` or `audio`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.forms import DraftForm
from editorial.models.files import StoredFile


class VideoForm(DraftForm):
    file_kinds = DraftForm.file_kinds | {"video_file": ["video"]}
    edition_files = (*DraftForm.edition_files, "video")
    video_file = forms.FileField(
        label=_("Video file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm"}),
        help_text=_("MP4 or WebM."),
    )
    remove_video = forms.BooleanField(label=_("Remove the video file"), required=False)

    def clean_video_file(self):
        return self._keep("video_file", self.cleaned_data["video_file"])


class RecordingField(forms.FileField):
    """Shows the recording that is there and the one just chosen, each with a player."""

    template_name_told = "admin/editorial/audio.html"


class RecordingForm(DraftForm):
    file_kinds = DraftForm.file_kinds | {"audio_file": ["audio"]}
    edition_files = (*DraftForm.edition_files, "audio")
    audio_file = RecordingField(
        label=_("Recording"),
        required=False,
        help_text=_("MP3, M4A or OGG; drop it anywhere on this page."),
        widget=forms.FileInput(
            attrs={"accept": "audio/mpeg,audio/mp4,audio/x-m4a,audio/ogg,.mp3,.m4a,.ogg"}
        ),
    )
    audio_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    remove_audio = forms.BooleanField(label=_("Remove the recording"), required=False)

    def clean_audio_file(self):
        return self._keep("audio_file", self.cleaned_data["audio_file"])

    def clean_audio_kept(self):
        return self._kept("audio_kept", "audio")

    @property
    def kept_audio(self):
        """A recording that was uploaded but not yet saved with the draft."""
        digest = self._digest_of("audio") if self.is_bound else self.initial.get("audio_kept", "")
        return StoredFile.objects.filter(sha256=digest).first() if digest else None
