"""Made-up bodies; `{place}` is the province. Provinces come in pairs: the name until 30 June 2025, and since."""

PLACES = (
    ("Hà Nội", "Hà Nội"),
    ("Hải Dương", "Hải Phòng"),
    ("Hải Phòng", "Hải Phòng"),
    ("Vĩnh Phúc", "Phú Thọ"),
    ("Bắc Ninh", "Bắc Ninh"),
    ("Bắc Giang", "Bắc Ninh"),
    ("Hưng Yên", "Hưng Yên"),
    ("Thái Bình", "Hưng Yên"),
    ("Nam Định", "Ninh Bình"),
    ("Ninh Bình", "Ninh Bình"),
    ("Thanh Hóa", "Thanh Hóa"),
    ("Nghệ An", "Nghệ An"),
    ("Hà Tĩnh", "Hà Tĩnh"),
    ("Quảng Ninh", "Quảng Ninh"),
    ("Thái Nguyên", "Thái Nguyên"),
    ("Lào Cai", "Lào Cai"),
    ("Đà Nẵng", "Đà Nẵng"),
    ("Quảng Nam", "Đà Nẵng"),
    ("Bình Định", "Gia Lai"),
    ("Khánh Hòa", "Khánh Hòa"),
    ("Đắk Lắk", "Đắk Lắk"),
    ("Lâm Đồng", "Lâm Đồng"),
    ("Đồng Nai", "Đồng Nai"),
    ("Bình Dương", "Hồ Chí Minh"),
    ("Hồ Chí Minh", "Hồ Chí Minh"),
    ("Tây Ninh", "Tây Ninh"),
    ("Long An", "Tây Ninh"),
    ("Tiền Giang", "Đồng Tháp"),
    ("Cần Thơ", "Cần Thơ"),
    ("An Giang", "An Giang"),
    ("Cà Mau", "Cà Mau"),
)
_FACTORY_NAMES = (
    "Sao Mai",
    "Bình Nguyên Xanh",
    "Hạ Long Mới",
    "Đại Phong Việt",
    "Thiên Hương Á",
    "Trường Thọ Việt",
    "Lạc Hồng Vân",
    "Minh Đăng Phát",
    "Cánh Diều Vàng",
    "Nam Hải Triều",
    "Đông Phương Hồng",
    "An Lộc Sơn",
    "Tân Hưng Thịnh Phú",
    "Hoàng Lan Việt",
    "Sông Trăng",
)
FACTORIES = tuple(
    f"Công ty {form} {trade} {name} ({{place}})"
    for trade, form in (
        ("May mặc", "TNHH"),
        ("Giày da", "TNHH"),
        ("Linh kiện điện tử", "TNHH"),
        ("Xây dựng", "CP"),
        ("Vật liệu xây dựng", "CP"),
        ("Chế biến thủy sản", "CP"),
        ("Chế biến gỗ", "TNHH"),
        ("Cơ khí", "CP"),
    )
    for name in _FACTORY_NAMES
)
EXPORTERS = tuple(
    f"Công ty CP Hợp tác nhân lực {name}"
    for name in ("Bốn Biển", "Chân Trời Việt", "Hải Âu Xanh", "Vạn Lý Việt", "Đất Lành")
)
COLLEGES = (
    "Trường Cao đẳng nghề Kỹ thuật Sông Lam Mới ({place})",
    "Trường Cao đẳng Công thương Hoa Sim ({place})",
    "Trường Trung cấp nghề Bách Việt ({place})",
    "Trường Trung cấp Du lịch Biển Ngọc ({place})",
    "Trung tâm giáo dục nghề nghiệp Ban Mai ({place})",
)
DEPARTMENTS = (
    "Sở Lao động - Thương binh và Xã hội mẫu ({place})",
    "Trung tâm Dịch vụ việc làm mẫu ({place})",
    "Phòng Chính sách xã hội mẫu ({place})",
)
HOMES = (
    "Trung tâm Bảo trợ xã hội Nắng Ấm ({place})",
    "Cơ sở trợ giúp trẻ em Hướng Dương ({place})",
    "Trung tâm Điều dưỡng người có công Đồi Thông ({place})",
)
