"""The words by which names of persons are known, and those that only look like them."""

from search.privacy.gaps import word_set


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((left, right) for left, _, right in (line.strip().partition(" ") for line in text.split("|")))


FAMILY_NAMES = word_set(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh trương phùng tạ mai tô quách"
)
WITHOUT_ACCENTS = word_set("nguyen tran pham hoang huynh bui ngo trinh phung quach")
# Without accents these are other words as well (do, le phi, ho so): names only with capitals or a middle name.
OTHER_WORDS_TOO = word_set("le phan vu vo dang do ho duong ly dinh truong ta mai to")
# These are other words with accents, too (lương hưu, đào tạo, Hà Nội).
DOUBTFUL = word_set(
    "lương đào hà đoàn cao chu lưu thái từ kiều vương la thân tống ninh phí bạch âu châu tăng lâm triệu đàm cù doãn "
    "nghiêm khổng lục luong dao ha doan luu thai kieu vuong than tong bach chau lam trieu dam doan nghiem khong"
)
# In small letters, and hardly ever another word.
SURE_IN_SMALL_LETTERS = word_set("nguyễn nguyen huỳnh bùi đặng lê trịnh")
MIDDLE_NAMES = word_set("thị văn thi van")

# Folded pairs of words that begin like a name and are none.
NO_NAMES = _pairs(
    "ho so|ly do|ly lich|ly luan|ly thuyet|ly hon|duong lich|duong bo|duong sat|duong tinh|mai tang|mai sau|pham vi"
    "|pham phap|pham toi|pham nhan|vu trang|vu khi|vu luc|vu viec|vu an|vo thuat|vo sinh|vo chong|vo hieu|vo thoi"
    "|dang ky|dang ki|dang vien|dang uy|dang cong|dang tin|do dac|do tuoi|do luong|hoang sa|hoang mai|hoang hon"
    "|phan thiet|phan rang|phan mem|phan cong|phan loai|phan cap|phan quyen|dinh muc|dinh ky|dinh ki|dinh tinh"
    "|truong hop|truong sa|truong hoc|truong phong|truong ban|to chuc|to cao|to khai|to trinh|ta on|ho ngheo|ho kinh"
    "|ho khau|ho gia|ho tro|ho tich|ho chieu|le phi|le tet|tran nha|ngo doc|phung duong|trinh do|trinh tu"
    "|nguyen nhan|nguyen tac|nguyen ven|nguyen lieu|nguyen luong|nguyen don|nguyen canh|nguyen gia"
    "|ha noi|ha giang|ha tinh|ha nam|ha tay|ha long|ha dong|dao tao|luong huu|luong toi|luong co|cao dang|cao tuoi"
    "|cao cap|cao bang|cao su|cao lanh|doan thanh|doan vien|doan the|thai nguyen|thai binh|thai lan|thai san|kieu hoi"
    "|tu phap|tu van|chau doc|chau a|chau au|tang luong|lam dong|lam viec|lam sinh|than nhan|ninh binh|ninh thuan"
    "|bach khoa|luu tru|luu y|vuong quoc|viet nam|anh quoc"
)
# “tôi là Công nhân”, “chị Giám đốc”: what somebody is, not who.
WHAT_SOMEBODY_IS = _pairs(
    "cong nhan|cong chuc|cong dan|cong an|giao vien|nhan vien|can bo|ke toan|bac si|sinh vien|hoc sinh|hoc vien"
    "|nguoi lao|nguoi dan|nguoi su|lao dong|vien chuc|thuong binh|benh binh|cuu chien|giam doc|pho giam|dang vien"
    "|chu doanh|chu tich|truong phong|truong ban|bo doi|quan nhan|thanh nien|me viet|viet nam|anh hung|nghe nhan"
)
OFFICES = word_set("bộ sở cục vụ luật nghị thông chính ủy uỷ ubnd bhxh bhyt bhtn nld nlđ rịa nà phòng ban hội")
# A name after these is a place's or a school's: phường Trần Hưng Đạo, trường Lê Quý Đôn.
NAMED_AFTER_SOMEBODY = word_set(
    "tp phố quận quan huyện huyen xã xa phường phuong trấn tỉnh tinh trường truong thpt thcs viện vien đại học hoc "
    "cầu chợ lăng ga bến tưởng tài tai cao thanh thái thai tây mien phu"
)
TOLD_BEFORE = word_set("ông ong bà ba anh chị chi em cháu chau bé be cô chú bác vợ chồng chong con mẹ bố thầy")
# After the first ones whatever follows is a name; after the others only what looks like one.
NAMING = (
    ("tên", "của", "tôi", "là"),
    ("tên", "tôi", "là"),
    ("tôi", "tên", "là"),
    ("em", "tên", "là"),
    ("cháu", "tên", "là"),
    ("tên", "là"),
    ("tôi", "tên"),
    ("em", "tên"),
    ("cháu", "tên"),
)
INTRODUCING = (("họ", "và", "tên"), ("họ", "tên"), ("tên",), ("tôi", "là"), ("em", "là"), ("cháu", "là"))
