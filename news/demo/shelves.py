"""Categories and keywords of the demo news; their keys are those of `editorial.demo.topics`."""

from news.models import Category, Tag

# slug, name, slug of the category above
CATEGORIES = [
    ("thoi-su", "Thời sự – Chính trị", None),
    ("kinh-te", "Kinh tế", None),
    ("nong-lam-nghiep", "Nông – lâm nghiệp", "kinh-te"),
    ("nong-thon-moi", "Xây dựng nông thôn mới", "kinh-te"),
    ("van-hoa-xa-hoi", "Văn hóa – Xã hội", None),
    ("giao-duc", "Giáo dục", "van-hoa-xa-hoi"),
    ("y-te", "Y tế", "van-hoa-xa-hoi"),
    ("chuyen-doi-so", "Chuyển đổi số", None),
    ("quoc-phong-an-ninh", "Quốc phòng – An ninh", None),
    ("phong-chong-thien-tai", "Phòng, chống thiên tai", None),
    ("pho-bien-phap-luat", "Phổ biến pháp luật", None),
]

# Key of the facts to the keyword that readers see.
TAGS = {
    "rung": "rừng",
    "mo": "mơ",
    "quyt": "quýt",
    "lua": "lúa",
    "nuoi": "chăn nuôi",
    "kinh-te": "OCOP",
    "ntm": "nông thôn mới",
    "hoi": "lễ hội Lồng tồng",
    "van-hoa": "văn hóa cơ sở",
    "truong": "trường học",
    "y-te": "y tế cơ sở",
    "so": "chuyển đổi số",
    "quan": "tuyển quân",
    "an-ninh": "an ninh trật tự",
    "bao": "thiên tai",
    "hop": "cải cách hành chính",
}


def make():
    for position, (slug, name, above) in enumerate(CATEGORIES):
        parent = Category.objects.get(slug=above) if above else None
        fields = {"name": name, "parent": parent, "position": position}
        Category.objects.get_or_create(slug=slug, defaults=fields)
    for name in TAGS.values():
        Tag.objects.get_or_create(name=name)


def categories():
    """{slug: Category}"""
    return {
        one.slug: one for one in Category.objects.filter(slug__in=[row[0] for row in CATEGORIES])
    }


def tags():
    """{key of the facts: Tag}"""
    known = {one.name: one for one in Tag.objects.filter(name__in=TAGS.values())}
    return {key: known[name] for key, name in TAGS.items()}
