"""Why a file is not taken, in words for its sender."""

MESSAGES = {
    "empty": "Tệp trống, bên trong không có gì.",
    "too_big": "Tệp lớn hơn {max_mb} MB. Xin gửi tệp nhỏ hơn.",
    "too_many": "Chỉ gửi kèm được {max_files} tệp. Muốn gửi tệp này, xin bỏ bớt một tệp khác.",
    "old_office": "Đây là tệp Word, Excel kiểu cũ. Xin lưu lại thành .docx, .xlsx hoặc PDF rồi gửi.",
    "heic": "Ảnh kiểu HEIC không mở được ở mọi máy. Xin gửi ảnh JPG.",
    "extension": "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx), ảnh JPG và PNG.",
    "not_what_it_says": "Nội dung bên trong không phải là {kind} như tên tệp ghi. Xin xem có chọn nhầm tệp không.",
    "damaged": "Không đọc được tệp này, có thể tệp bị hỏng. Xin mở thử trên máy, lưu lại rồi gửi.",
    "encrypted": "Tệp có đặt mật khẩu nên Bộ không đọc được. Xin bỏ mật khẩu, lưu lại rồi gửi.",
    "program": "Tệp có chứa mã lệnh tự chạy (macro, JavaScript). Xin lưu lại thành PDF thường hoặc chụp ảnh rồi gửi.",
    "embedded": "Bên trong tệp còn gắn tệp khác. Xin lấy tệp ấy ra và gửi riêng.",
    "outside_link": "Tệp lấy nội dung từ một tệp khác ở bên ngoài. Xin lưu lại thành PDF rồi gửi.",
    "mixed": "Tệp lẫn nội dung của loại tệp khác. Xin lưu lại thành tệp mới hoặc chụp ảnh rồi gửi.",
    "bomb": "Tệp nén quá nhiều dữ liệu nên không mở được an toàn. Xin lưu lại thành PDF rồi gửi.",
    "too_many_pixels": "Ảnh quá lớn (hơn {max_megapixels} triệu điểm ảnh). Xin thu nhỏ ảnh rồi gửi.",
    "too_heavy": "Tệp quá nặng, kiểm tra mãi không xong. Xin lưu lại cho gọn hơn hoặc chụp ảnh rồi gửi.",
    "not_reached": "Tệp này chưa được kiểm tra vì tệp trước quá nặng. Xin chọn gửi lại tệp này.",
    "busy": "Hiện có nhiều người gửi tệp cùng lúc. Xin chờ một phút rồi gửi lại tệp này.",
    "virus": "Phần mềm diệt vi-rút báo tệp có mã độc. Xin không gửi tệp này.",
    "gone": "Biểu mẫu đã quá hạn nên tệp chưa được nhận.",
}


class Refused(Exception):  # noqa: N818  (a refusal is an answer to the sender, not an error of the program)
    """A file is not taken; `code` names the reason in MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code if code in MESSAGES else "damaged"
