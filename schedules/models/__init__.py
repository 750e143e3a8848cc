from schedules.models.directory import Body, Leader, Place
from schedules.models.schedules import ScheduleLine, WeekSchedule

__all__ = ["Body", "Leader", "Place", "ScheduleLine", "WeekSchedule"]
