from django.db import migrations

# NĐ 30/2020, Phụ lục III, in its order. (name, address, code, code in Party symbols, rule)
TYPES = [
    ("Nghị quyết", "nghi-quyet", "NQ", "", "coded"),
    ("Quyết định", "quyet-dinh", "QĐ", "", "coded"),
    ("Chỉ thị", "chi-thi", "CT", "", "coded"),
    ("Quy chế", "quy-che", "QC", "", "coded"),
    ("Quy định", "quy-dinh", "QyĐ", "QĐi", "coded"),
    ("Thông cáo", "thong-cao", "TC", "", "coded"),
    ("Thông báo", "thong-bao", "TB", "", "coded"),
    ("Hướng dẫn", "huong-dan", "HD", "", "coded"),
    ("Chương trình", "chuong-trinh", "CTr", "", "coded"),
    ("Kế hoạch", "ke-hoach", "KH", "", "coded"),
    ("Phương án", "phuong-an", "PA", "", "coded"),
    ("Đề án", "de-an", "ĐA", "", "coded"),
    ("Dự án", "du-an", "DA", "", "coded"),
    ("Báo cáo", "bao-cao", "BC", "", "coded"),
    ("Biên bản", "bien-ban", "BB", "", "coded"),
    ("Tờ trình", "to-trinh", "TTr", "", "coded"),
    ("Hợp đồng", "hop-dong", "HĐ", "", "coded"),
    ("Công điện", "cong-dien", "CĐ", "", "coded"),
    ("Bản ghi nhớ", "ban-ghi-nho", "BGN", "", "coded"),
    ("Bản thỏa thuận", "ban-thoa-thuan", "BTT", "", "coded"),
    ("Giấy ủy quyền", "giay-uy-quyen", "GUQ", "", "coded"),
    ("Giấy mời", "giay-moi", "GM", "", "coded"),
    ("Giấy giới thiệu", "giay-gioi-thieu", "GGT", "", "coded"),
    ("Giấy nghỉ phép", "giay-nghi-phep", "GNP", "", "coded"),
    ("Phiếu gửi", "phieu-gui", "PG", "", "coded"),
    ("Phiếu chuyển", "phieu-chuyen", "PC", "", "coded"),
    ("Phiếu báo", "phieu-bao", "PB", "", "coded"),
    ("Công văn", "cong-van", "", "CV", "letter"),
    ("Thư công", "thu-cong", "", "", "free"),
    # Of the Party only; its own rules name it beside those above.
    ("Kết luận", "ket-luan", "KL", "", "coded"),
]
LIMITS = [("own", 2), ("received", 10), ("guidance", 15), ("plan", 10)]


def seed(apps, schema_editor):
    DocumentType, PostingLimit = apps.get_model("documents", "DocumentType"), apps.get_model("documents", "PostingLimit")
    DocumentType.objects.bulk_create(
        DocumentType(name=name, slug=slug, code=code, party_code=party_code, rule=rule, position=position)
        for position, (name, slug, code, party_code, rule) in enumerate(TYPES, 1)
    )
    PostingLimit.objects.bulk_create(PostingLimit(posting_class=kind, working_days=days) for kind, days in LIMITS)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
