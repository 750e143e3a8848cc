"""Demo accounts and the places they work at. None of them stands for a real person."""

from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import Membership, Role, User
from member_sites.models import Accent, Site

PASSWORD = "demo"
SINCE = date(2021, 1, 1)
RICH = ("cao-son", "phu-thong", "luc-binh", "don-phong", "my-thanh")
THIN = ("sy-binh", "vi-huong", "nguyen-phuc", "tan-tu")

# username, display name, slug of the site (None: the main one), role
ACCOUNTS = [
    ("admin", "Quản trị hệ thống (demo)", None, None),
    ("truongban", "Trưởng ban biên tập (demo)", None, Role.CHIEF),
    ("bientap", "Biên tập viên (demo)", None, Role.EDITOR),
    ("phongvien", "Phóng viên (demo)", None, Role.WRITER),
    ("ctv", "Cộng tác viên (demo)", None, Role.CONTRIBUTOR),
    ("caoson", "Biên tập viên xã Cao Sơn (demo)", "cao-son", Role.EDITOR),
    ("caoson-truong", "Trưởng ban biên tập xã Cao Sơn (demo)", "cao-son", Role.CHIEF),
    ("phuthong", "Biên tập viên thị trấn Phủ Thông (demo)", "phu-thong", Role.EDITOR),
    ("canbo", "Cán bộ trả lời (demo)", None, Role.RESPONDER),
    ("lanhdao", "Lãnh đạo huyện (demo)", None, Role.LEADER),
]


def create():
    """{username: User}; accounts that exist are left as they are."""
    known = make_password(PASSWORD)
    people = {name: _account(name, shown, known) for name, shown, _site, _role in ACCOUNTS}
    for name, _shown, slug, role in ACCOUNTS:
        if role:
            _assign(people[name], _site_at(slug), role)
    return people | _commune_writers()


def writer_of(people, site):
    """Who writes for a site: the reporter of the district, or the commune's own writer."""
    return people["phongvien"] if site.is_main else people[f"viet-{site.slug}"]


def _commune_writers():
    """Each commune's own writer, so that its history names somebody; these accounts cannot log in."""
    writers = {}
    for site in Site.objects.members():
        name = f"viet-{site.slug}"
        writers[name] = _account(
            name, f"Người viết tin {site.kind} {site.name} (demo)", make_password(None)
        )
        _assign(writers[name], site, Role.WRITER)
    return writers


def _account(username, shown, password):
    top = username == "admin"
    fields = {"full_name": shown, "password": password, "is_staff": True, "is_superuser": top}
    return User.objects.get_or_create(username=username, defaults=fields)[0]


def _site_at(slug):
    return Site.objects.get(slug=slug) if slug else Site.objects.main()


def _assign(user, site, role):
    Membership.objects.get_or_create(user=user, site=site, role=role, defaults={"from_on": SINCE})


def furnish_sites():
    """Contacts, colours and a few words of introduction, where a site has none yet."""
    top = Site.objects.main()
    _furnish(
        top,
        Accent.RED,
        "thị trấn Phủ Thông, huyện Bạch Thông, tỉnh Bắc Kạn",
        "UBND huyện Bạch Thông",
    )
    accents = [Accent.GREEN, Accent.BLUE, Accent.BROWN, Accent.RED]
    for index, site in enumerate(Site.objects.members()):
        place = f"{site.kind} {site.name}, huyện {top.name}, tỉnh Bắc Kạn"
        _furnish(site, accents[index % 4], place, f"UBND {site.kind} {site.name}")


def _furnish(site, accent, place, body):
    if site.body_name:
        return
    site.body_name, site.address, site.accent = body, f"Trụ sở {body}, {place}", accent
    site.email = f"{site.slug}@example.vn"
    site.responsible_person, site.responsible_post = (
        "(dữ liệu demo)",
        f"Trưởng ban biên tập, {body}",
    )
    site.one_step_review = site.slug in THIN
    site.introduction = INTRODUCTION.format(name=site.full_name)
    site.save()


INTRODUCTION = (
    "{name} nằm ở phía bắc tỉnh Bắc Kạn, là nơi sinh sống lâu đời của đồng bào Tày, Nùng, Dao, Kinh. "
    "Người dân sống chủ yếu bằng nghề rừng, trồng lúa, cây mơ, cây quýt và chăn nuôi; "
    "phong trào xây dựng nông thôn mới và chuyển đổi số đang đi vào từng thôn, bản."
)
