from banners.models.banners import Banner, BannerDay, Position, reachable_from
from banners.models.themes import LunarYear, Theme, ThemeDate

__all__ = [
    "Banner",
    "BannerDay",
    "LunarYear",
    "Position",
    "Theme",
    "ThemeDate",
    "reachable_from",
]
