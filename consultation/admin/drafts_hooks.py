"""What the drafts' screens add to Wagtail's admin; consultation/wagtail_hooks.py imports this."""

from django.urls import URLResolver, include, path
from wagtail import hooks

from consultation.admin import drafts_pages


@hooks.register("register_admin_urls")
def drafts_urls() -> list[URLResolver]:
    return [path("lay-y-kien/<int:consultation>/du-thao/", include("consultation.admin.drafts_urls"))]


hooks.register("register_page_header_buttons", drafts_pages.buttons)
hooks.register("register_page_listing_more_buttons", drafts_pages.buttons)
