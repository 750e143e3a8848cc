"""How often banners are shown and pressed: counted in Redis without an address; `tasks.flush` carries it over."""

from visits.tally import Tally

tally = Tally("banners")


def count_shown(items, visitor, *, at=None):
    tally.add_all(items, ["robot_shown" if visitor.is_robot else "shown"], at=at)


def count_click(item_id, visitor, *, at=None):
    tally.add(item_id, ["robot_clicks" if visitor.is_robot else "clicks"], at=at)
