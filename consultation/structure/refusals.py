"""Why a draft cannot be read at all, in words for its drafter."""

MESSAGES = {
    "empty": "Tệp trống, bên trong không có gì.",
    "too_big": "Tệp lớn hơn {max_mb} MB. Xin bỏ bớt hình trong tệp rồi thử lại.",
    "too_long": "Văn bản dài quá mức đọc được ({max_characters} ký tự). Xin tách phụ lục ra thành tệp riêng.",
    "extension": "Chỉ đọc được dự thảo là tệp Word (.docx) hoặc Markdown (.md, .txt).",
    "old_office": "Đây là tệp Word kiểu cũ (.doc). Xin mở bằng Word, lưu lại thành .docx rồi thử lại.",
    "pdf": "Đây là tệp PDF, không phải tệp Word. Bản quét không có chữ để đọc; xin dùng tệp .docx đã soạn dự thảo.",
    "rtf": "Đây là tệp RTF. Xin mở bằng Word, lưu lại thành .docx rồi thử lại.",
    "not_what_it_says": "Nội dung bên trong không phải loại tệp như tên tệp ghi. Xin xem có chọn nhầm tệp không.",
    "damaged": "Không đọc được tệp này, có thể tệp bị hỏng. Xin mở thử bằng Word, lưu lại rồi thử lại.",
    "encrypted": "Tệp có đặt mật khẩu. Xin bỏ mật khẩu, lưu lại rồi thử lại.",
    "program": "Tệp có chứa mã lệnh tự chạy (macro). Xin lưu lại thành .docx thường, không có macro.",
    "embedded": "Bên trong tệp còn gắn tệp khác. Xin bỏ tệp gắn kèm, lưu lại rồi thử lại.",
    "outside_link": "Tệp lấy nội dung (mẫu, hình) từ nơi khác. Xin chép nội dung sang tệp Word mới rồi thử lại.",
    "mixed": "Tệp lẫn nội dung của loại tệp khác. Xin chép nội dung sang tệp Word mới rồi thử lại.",
    "bomb": "Tệp nén quá nhiều dữ liệu nên không mở được an toàn.",
    "too_heavy": "Tệp quá nặng, đọc mãi không xong. Xin bỏ bớt hình, bảng lớn rồi thử lại.",
    "busy": "Hiện có nhiều tệp đang được đọc. Xin chờ một phút rồi thử lại.",
    "encoding": "Không đọc được chữ trong tệp: bảng mã không phải Unicode. Xin lưu lại với bảng mã UTF-8.",
    "no_text": "Tệp không có chữ nào đọc được, có thể chỉ có hình chụp hoặc bản quét. Xin dùng tệp đã soạn dự thảo.",
    "no_articles": "Không tìm thấy điều nào (“Điều 1. …”) trong tệp. Xin xem có chọn nhầm tệp không.",
}


class Unreadable(Exception):  # noqa: N818  (an answer to the drafter, not an error of the program)
    """A file is not a draft that can be read; `code` names the reason in MESSAGES, `message` tells it in Vietnamese."""

    def __init__(self, code: str, **figures: int) -> None:
        self.code = code if code in MESSAGES else "damaged"
        self.message = MESSAGES[self.code].format(
            **{name: f"{value:,}".replace(",", ".") for name, value in figures.items()}
        )
        super().__init__(self.code)

    def __str__(self) -> str:
        return self.message
