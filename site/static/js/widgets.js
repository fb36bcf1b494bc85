// Choosers and pickers of the admin. Wagtail starts each by a script in the page, which our policy forbids; here a mark
// beside the field names the call (base/admin_widgets.py, templates/wagtailadmin/widgets), also in a row added later.
(function () {
  "use strict";

  function start(mark) {
    var name = mark.getAttribute("data-call");
    var given = JSON.parse(mark.getAttribute("data-arguments"));
    mark.remove();
    if (/^[A-Z]/.test(name)) { Reflect.construct(window[name], given); } else { window[name].apply(window, given); }
  }

  function startAll() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-call]"), start);
  }

  document.addEventListener("DOMContentLoaded", function () {
    startAll();
    new MutationObserver(startAll).observe(document.body, { childList: true, subtree: true });
  });
})();
