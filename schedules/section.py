from editorial.sections import Section


class Schedules(Section):
    """Lịch làm việc: the weeks of leaders and units."""

    prefix = "lich-lam-viec/"


section = Schedules()
