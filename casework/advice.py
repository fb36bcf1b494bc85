"""What a sender can do next when the ministry does not take a case in, for each reason (domain.md, A.4)."""

from casework.models import RejectReason

_ASK_AGAIN = "Mời ông/bà gửi lại câu hỏi trên cổng này, "
ADVICE = {
    RejectReason.COMPLAINT_OR_DENUNCIATION: (
        "Khiếu nại: ông/bà gửi đơn đến cơ quan, người đã ra quyết định hoặc có hành vi mà ông/bà khiếu nại "
        "(Luật Khiếu nại số 02/2011/QH13).\n"
        "Tố cáo: ông/bà gửi đơn đến cơ quan quản lý trực tiếp của người bị tố cáo (Luật Tố cáo số 25/2018/QH14).\n"
        "Nếu không rõ nơi gửi, ông/bà hỏi tại nơi tiếp công dân gần nhất để được hướng dẫn."
    ),
    RejectReason.NOT_VIETNAMESE: _ASK_AGAIN + "viết bằng tiếng Việt, có dấu hay không dấu đều được.",
    RejectReason.UNCLEAR_CONTENT: (
        _ASK_AGAIN + "kể rõ việc gì, xảy ra ở đâu, từ bao giờ và ông/bà cần biết điều gì. Mỗi lần hỏi một việc."
    ),
    RejectReason.MISSING_SENDER_INFO: _ASK_AGAIN + "ghi đủ họ tên và một cách liên lạc: điện thoại hoặc thư điện tử.",
    RejectReason.BAD_ATTACHMENT: _ASK_AGAIN + "kèm tệp mở được, đúng định dạng ghi trên trang gửi câu hỏi.",
    RejectReason.OUT_OF_COMPETENCE: (
        "Ông/bà gửi câu hỏi đến cơ quan có thẩm quyền, hoặc qua Cổng Dịch vụ công quốc gia để được chuyển đúng nơi."
    ),
    RejectReason.DUPLICATE: "Ông/bà theo dõi câu hỏi đã gửi trước bằng mã số và mã bí mật của câu hỏi ấy.",
    RejectReason.ALREADY_ANSWERED: (
        "Ông/bà tìm câu trả lời trong mục Hỏi đáp. Nếu trường hợp của mình có điểm khác, mời ông/bà gửi lại và nêu rõ "
        "điểm khác đó."
    ),
    RejectReason.OFFENSIVE_OR_UNLAWFUL: _ASK_AGAIN + "chỉ nêu sự việc và điều cần hỏi.",
    RejectReason.SPAM_OR_TEST: "Nếu đây là một câu hỏi thật, mời ông/bà gửi lại và kể rõ hơn.",
}


def advice_for(reason: str) -> str:
    """Return the advice for a reason; "" when no reason is given."""
    return ADVICE[RejectReason(reason)] if reason else ""
