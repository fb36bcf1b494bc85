"""What is inspected, what is found and what is required; the articles are those of the laws named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation with what is required for it; `millions` is the least and most money in million đồng."""

    group: str
    behaviour: str
    provisions: str
    kind: str
    requirement: str
    millions: tuple[int, int] | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of inspection; `body` names the list of bodies it goes to."""

    subject: str
    field: str
    body: str
    merit: str
    findings: tuple[Finding, ...]
    other_fields: tuple[str, ...] = ()
    weight: int = 10


LABOUR_CODE, INSURANCE_LAW = "Bộ luật Lao động 45/2019/QH14", "Luật Bảo hiểm xã hội 58/2014/QH13"
SAFETY_LAW, ABROAD_LAW = "Luật An toàn, vệ sinh lao động 84/2015/QH13", "Luật 69/2020/QH14"

TOPICS = (
    Topic(
        "việc chấp hành pháp luật lao động",
        "lao-dong-tien-luong",
        "factory",
        "{name} đã giao kết hợp đồng với phần lớn người lao động, trả lương đúng hạn, có công đoàn cơ sở.",
        (
            Finding(
                "hop-dong-lao-dong",
                "Giao kết hợp đồng lao động thiếu nội dung chủ yếu với một số người lao động",
                f"Điều 21 {LABOUR_CODE}",
                "remediation",
                "Ký lại hợp đồng lao động đủ nội dung, gửi bản sao cho Thanh tra Bộ",
            ),
            Finding(
                "hop-dong-lao-dong",
                "Không tổ chức đối thoại định kỳ tại nơi làm việc",
                f"Điều 63 {LABOUR_CODE}",
                "remediation",
                "Tổ chức đối thoại định kỳ và niêm yết kết quả cho người lao động biết",
            ),
            Finding(
                "tien-luong-thoi-gio",
                "Huy động người lao động làm thêm quá số giờ pháp luật cho phép",
                f"Điều 107 {LABOUR_CODE}",
                "administrative_sanction",
                "Lập biên bản, xử phạt vi phạm hành chính về thời giờ làm thêm",
                (20, 75),
            ),
            Finding(
                "tien-luong-thoi-gio",
                "Trả thiếu tiền lương làm thêm giờ, làm việc vào ban đêm",
                f"Điều 98 {LABOUR_CODE}",
                "money_recovery",
                "Trả đủ tiền lương còn thiếu cho người lao động",
                (40, 1800),
            ),
            Finding(
                "tien-luong-thoi-gio",
                "Không xây dựng thang lương, bảng lương và định mức lao động",
                f"Điều 93 {LABOUR_CODE}",
                "remediation",
                "Xây dựng, công bố thang lương, bảng lương sau khi hỏi ý kiến người lao động",
            ),
            Finding(
                "thu-tuc-bao-cao",
                "Không báo cáo tình hình thay đổi lao động theo quy định",
                f"Điều 12 {LABOUR_CODE}",
                "administrative_sanction",
                "Lập biên bản, xử phạt vi phạm hành chính về báo cáo lao động",
                (5, 20),
            ),
        ),
        other_fields=("quan-he-lao-dong",),
        weight=26,
    ),
    Topic(
        "việc đóng bảo hiểm xã hội, bảo hiểm thất nghiệp",
        "bao-hiem-xa-hoi",
        "factory",
        "{name} đã lập hồ sơ tham gia bảo hiểm cho người lao động, cơ bản giải quyết chế độ đúng hạn.",
        (
            Finding(
                "bao-hiem",
                "Chậm đóng bảo hiểm xã hội, bảo hiểm thất nghiệp nhiều tháng",
                f"Khoản 2 Điều 17 {INSURANCE_LAW}",
                "money_recovery",
                "Nộp đủ số tiền chậm đóng và tiền lãi cho cơ quan bảo hiểm xã hội",
                (150, 9500),
            ),
            Finding(
                "bao-hiem",
                "Đóng bảo hiểm xã hội không đúng mức lương làm căn cứ đóng",
                f"Điều 89 {INSURANCE_LAW}",
                "money_recovery",
                "Truy đóng phần chênh lệch cho người lao động",
                (60, 2200),
            ),
            Finding(
                "bao-hiem",
                "Không lập hồ sơ tham gia bảo hiểm cho người lao động trong 30 ngày từ ngày giao kết hợp đồng",
                f"Điều 99 {INSURANCE_LAW}",
                "remediation",
                "Lập hồ sơ tham gia bảo hiểm cho những người còn thiếu",
            ),
            Finding(
                "bao-hiem",
                "Chi trả trợ cấp không đúng đối tượng",
                "",
                "money_recovery",
                "Thu hồi số tiền đã chi không đúng đối tượng",
                (15, 420),
            ),
        ),
        other_fields=("bao-hiem-that-nghiep",),
        weight=22,
    ),
    Topic(
        "việc chấp hành pháp luật an toàn, vệ sinh lao động",
        "an-toan-ve-sinh-lao-dong",
        "factory",
        "{name} đã lập bộ phận an toàn, trang bị phương tiện bảo vệ cá nhân, tự kiểm tra theo quý.",
        (
            Finding(
                "an-toan-lao-dong",
                "Không huấn luyện an toàn, vệ sinh lao động cho một số người làm công việc có yêu cầu nghiêm ngặt",
                f"Điều 14 {SAFETY_LAW}",
                "remediation",
                "Tổ chức huấn luyện, cấp thẻ an toàn trước khi bố trí làm việc",
            ),
            Finding(
                "an-toan-lao-dong",
                "Sử dụng thiết bị nâng, bình chịu áp lực chưa kiểm định",
                f"Điều 31 {SAFETY_LAW}",
                "administrative_sanction",
                "Dừng sử dụng thiết bị chưa kiểm định; xử phạt vi phạm hành chính",
                (20, 75),
            ),
            Finding(
                "an-toan-lao-dong",
                "Không tổ chức khám sức khỏe định kỳ, khám phát hiện bệnh nghề nghiệp",
                f"Điều 21 {SAFETY_LAW}",
                "remediation",
                "Tổ chức khám sức khỏe định kỳ và khám bệnh nghề nghiệp cho người lao động",
            ),
            Finding(
                "an-toan-lao-dong",
                "Không đánh giá, kiểm soát nguy cơ rủi ro tại nơi làm việc",
                f"Điều 77 {SAFETY_LAW}",
                "remediation",
                "Đánh giá nguy cơ rủi ro và lập kế hoạch kiểm soát",
            ),
            Finding(
                "an-toan-lao-dong",
                "Để xảy ra tai nạn lao động làm chết người, hồ sơ có dấu hiệu vi phạm cần điều tra",
                f"Điều 34 {SAFETY_LAW}",
                "transfer_to_police",
                "Chuyển hồ sơ để xem xét theo quy định của pháp luật",
                target="Cơ quan điều tra",
            ),
        ),
        weight=18,
    ),
    Topic(
        "việc đưa người lao động đi làm việc ở nước ngoài theo hợp đồng",
        "lao-dong-ngoai-nuoc",
        "exporter",
        "{name} có giấy phép còn hiệu lực, đã ký quỹ, có cán bộ quản lý ở nước tiếp nhận.",
        (
            Finding(
                "dua-nguoi-di-lam-viec",
                "Thu tiền dịch vụ của người lao động cao hơn mức trần",
                f"Điều 23 {ABROAD_LAW}",
                "money_recovery",
                "Trả lại người lao động phần tiền dịch vụ thu vượt",
                (80, 3600),
            ),
            Finding(
                "dua-nguoi-di-lam-viec",
                "Không đăng ký hợp đồng cung ứng lao động trước khi tuyển chọn",
                f"Điều 20 {ABROAD_LAW}",
                "administrative_sanction",
                "Lập biên bản, xử phạt vi phạm hành chính",
                (80, 180),
            ),
            Finding(
                "dua-nguoi-di-lam-viec",
                "Giáo dục định hướng không đủ thời lượng, cấp chứng chỉ không đúng",
                f"Điều 65 {ABROAD_LAW}",
                "remediation",
                "Tổ chức học bổ sung trước khi người lao động xuất cảnh",
            ),
        ),
        weight=10,
    ),
    Topic(
        "công tác tuyển sinh, đào tạo nghề nghiệp",
        "giao-duc-nghe-nghiep",
        "college",
        "{name} đã công khai chuẩn đầu ra, có đủ chương trình đào tạo được ban hành.",
        (
            Finding(
                "dao-tao-nghe",
                "Tuyển sinh vượt quy mô ghi trong giấy chứng nhận đăng ký hoạt động",
                "Luật Giáo dục nghề nghiệp 74/2014/QH13",
                "administrative_sanction",
                "Lập biên bản, xử phạt vi phạm hành chính về tuyển sinh",
                (10, 60),
            ),
            Finding(
                "dao-tao-nghe",
                "Bố trí nhà giáo chưa đạt chuẩn giảng dạy một số mô đun",
                "Luật Giáo dục nghề nghiệp 74/2014/QH13",
                "remediation",
                "Bố trí lại nhà giáo đạt chuẩn, báo cáo danh sách",
            ),
            Finding(
                "tai-chinh-tai-san",
                "Chi hỗ trợ học nghề khi hồ sơ người học chưa đủ điều kiện",
                "Luật Ngân sách nhà nước 83/2015/QH13",
                "money_recovery",
                "Nộp ngân sách nhà nước số tiền chi sai",
                (30, 900),
            ),
            Finding(
                "to-chuc-can-bo",
                "Kéo dài thời gian giữ chức vụ của một số cán bộ không đúng quy định",
                "",
                "personnel_review",
                "Kiểm điểm trách nhiệm tập thể, cá nhân liên quan",
            ),
        ),
        weight=9,
    ),
    Topic(
        "việc thực hiện chính sách ưu đãi người có công với cách mạng",
        "nguoi-co-cong",
        "department",
        "{name} đã tiếp nhận, giải quyết phần lớn hồ sơ đúng hạn; quà lễ, Tết trao đủ đến người có công.",
        (
            Finding(
                "chinh-sach-nguoi-co-cong",
                "Chi trả trợ cấp cho một số người khi hồ sơ chưa đủ điều kiện",
                "Pháp lệnh 02/2020/UBTVQH14",
                "money_recovery",
                "Thu hồi số tiền trợ cấp đã chi không đúng",
                (50, 2600),
            ),
            Finding(
                "chinh-sach-nguoi-co-cong",
                "Chậm điều chỉnh trợ cấp khi người hưởng chết hoặc chuyển nơi cư trú",
                "Pháp lệnh 02/2020/UBTVQH14",
                "remediation",
                "Rà soát toàn bộ danh sách hưởng trợ cấp hằng tháng",
            ),
            Finding(
                "thu-tuc-bao-cao",
                "Một số hồ sơ giải quyết quá hạn, không có văn bản xin lỗi",
                "Nghị định 61/2018/NĐ-CP",
                "personnel_review",
                "Kiểm điểm trách nhiệm người giải quyết hồ sơ quá hạn",
            ),
            Finding(
                "chinh-sach-nguoi-co-cong",
                "Hướng dẫn về hồ sơ thân nhân liệt sĩ chưa thống nhất giữa các địa phương",
                "",
                "policy_amendment",
                "Nghiên cứu, trình sửa đổi hướng dẫn về hồ sơ thân nhân liệt sĩ",
                target="Cục Người có công",
            ),
        ),
        weight=10,
    ),
    Topic(
        "việc trợ giúp xã hội và chăm sóc đối tượng",
        "bao-tro-xa-hoi",
        "home",
        "{name} bảo đảm chế độ ăn, khám bệnh định kỳ; hồ sơ đối tượng được lưu đầy đủ.",
        (
            Finding(
                "tro-giup-xa-hoi",
                "Tiếp nhận một số đối tượng khi chưa đủ hồ sơ",
                "Nghị định 20/2021/NĐ-CP",
                "remediation",
                "Hoàn thiện hồ sơ tiếp nhận đối tượng",
            ),
            Finding(
                "tai-chinh-tai-san",
                "Mua sắm thuốc, thực phẩm không qua lựa chọn nhà thầu",
                "Luật Đấu thầu",
                "personnel_review",
                "Kiểm điểm trách nhiệm tập thể, cá nhân liên quan",
            ),
            Finding(
                "tai-chinh-tai-san",
                "Sử dụng tiền tài trợ không hạch toán đầy đủ",
                "Luật Kế toán 88/2015/QH13",
                "money_recovery",
                "Hạch toán, nộp vào tài khoản của đơn vị số tiền chưa hạch toán",
                (20, 640),
            ),
            Finding(
                "tai-chinh-tai-san",
                "Cho thuê một phần đất được giao không đúng mục đích",
                "Luật Đất đai",
                "land_recovery",
                "Chấm dứt hợp đồng cho thuê, thu hồi phần đất sử dụng sai mục đích",
            ),
        ),
        other_fields=("tre-em",),
        weight=8,
    ),
    Topic(
        "việc giải quyết bảo hiểm thất nghiệp và giới thiệu việc làm",
        "bao-hiem-that-nghiep",
        "department",
        "{name} đã giải quyết hầu hết hồ sơ hưởng trợ cấp thất nghiệp trong 20 ngày làm việc.",
        (
            Finding(
                "bao-hiem",
                "Ra quyết định hưởng trợ cấp thất nghiệp cho người đã có việc làm",
                "Luật Việc làm 38/2013/QH13",
                "money_recovery",
                "Thu hồi trợ cấp thất nghiệp đã chi không đúng",
                (25, 780),
            ),
            Finding(
                "thu-tuc-bao-cao",
                "Không thông báo bằng văn bản lý do trả hồ sơ",
                "Luật Việc làm 38/2013/QH13",
                "remediation",
                "Thực hiện thông báo bằng văn bản với mọi hồ sơ bị trả",
            ),
            Finding(
                "thu-tuc-bao-cao",
                "Yêu cầu thêm giấy tờ ngoài thành phần hồ sơ quy định",
                "Luật Việc làm 38/2013/QH13",
                "personnel_review",
                "Kiểm điểm người yêu cầu giấy tờ ngoài quy định",
            ),
        ),
        other_fields=("viec-lam",),
        weight=7,
    ),
)
