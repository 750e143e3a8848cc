from feedback.models.error_reports import ErrorReport, ReportContact, ReportEvent, ReportLetter
from feedback.models.ratings import PortalRating

__all__ = [
    "ErrorReport",
    "PortalRating",
    "ReportContact",
    "ReportEvent",
    "ReportLetter",
]
