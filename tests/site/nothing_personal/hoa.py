"""What chị Hoa gives away of herself, to the portal alone."""

NAME, EMAIL, PHONE = "Nguyễn Thị Hoa", "hoa@nguoidan.test", "0912345678"
WARD = "Xã Vân Du"
TITLE = "Chồng tôi đánh tôi thì tôi hỏi ai?"
CONTENT = "Tôi ở thôn Đoài, bị chồng đánh gãy tay tháng trước. Tôi phải làm gì?"
PRIVATE = (NAME, "Thị Hoa", EMAIL, "nguoidan", PHONE, "0912 345", WARD, TITLE, "Chồng tôi", CONTENT, "gãy tay")

QUESTION = {"stage": "question", "title": TITLE, "content": CONTENT, "policy_field": "bao-hiem-that-nghiep"}
DETAILS = {
    "stage": "details",
    "sender_type": "individual",
    "sender_name": NAME,
    "phone": "0912 345 678",
    "email": EMAIL,
    "province": "38",
    "ward": WARD,
    "consent": "on",
}
