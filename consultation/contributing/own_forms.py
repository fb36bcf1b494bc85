"""The forms of a contributor's own page."""

from typing import Any

from django import forms

from base.forms import LineField, PublicForm
from casework.forms import LostSecretCheckForm, LostSecretForm
from consultation.citing import WHOLE_NAME
from consultation.codes import CONTRIBUTIONS
from consultation.contributing.fields import comment_field
from consultation.models import Comment


class OwnForm(PublicForm):
    number = LineField(label="Mã góp ý", help_text="Ví dụ: GY-2026-000123", max_length=40)
    secret = LineField(
        label="Mã bí mật", help_text="Mười hai chữ và số ghi trên giấy biên nhận hoặc trong thư.", max_length=60
    )


class EditForm(PublicForm):
    """Other words for one comment; the name of its box tells which."""

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"sua-{comment.pk}", initial={"content": comment.content}, **kwargs)
        self.fields["content"] = comment_field("Góp ý của ông/bà", required=True)
        self.say_in_vietnamese()


class AddForm(PublicForm):
    """One more comment, on a provision chosen from a menu or on the whole."""

    content = comment_field("Góp ý thêm của ông/bà", required=True)

    def __init__(self, *args: Any, menu: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, prefix="them", **kwargs)
        places = [("", WHOLE_NAME), *((str(order), name) for order, name in menu)]
        self.fields["place"] = forms.ChoiceField(label="Về điều, khoản", choices=places, required=False)
        self.order_fields(["place", "content"])
        self.say_in_vietnamese()


class LostForm(LostSecretForm):
    codes_of = CONTRIBUTIONS
    number = LineField(label="Mã góp ý", help_text="Ví dụ: GY-2026-000123", max_length=40)
    contact = LineField(
        label="Thư điện tử hoặc số điện thoại đã ghi khi góp ý",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )


class LostCheckForm(LostSecretCheckForm):
    codes_of = CONTRIBUTIONS
