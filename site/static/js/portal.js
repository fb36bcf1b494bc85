// Comfort on top of pages that work without it.
(function () {
  "use strict";
  var doc = document;
  var root = doc.documentElement;
  root.classList.add("js");

  function each(selector, act) {
    Array.prototype.forEach.call(doc.querySelectorAll(selector), act);
  }

  function say(button, text) {
    var old = button.getAttribute("data-label") || button.textContent;
    button.setAttribute("data-label", old);
    button.textContent = text;
    setTimeout(function () { button.textContent = old; }, 3000);
  }

  function oldCopy(text) {
    var area = doc.createElement("textarea");
    area.value = text;
    area.className = "sr";
    doc.body.appendChild(area);
    area.select();
    var done = false;
    try { done = doc.execCommand("copy"); } catch (error) { done = false; }
    area.remove();
    return done;
  }

  function copy(button) {
    var text = button.getAttribute("data-copy-text");
    var done = function () { say(button, button.getAttribute("data-done") || "Đã chép"); };
    var failed = function () {
      if (oldCopy(text)) { done(); } else { say(button, "Chưa chép được, xin ghi tay"); }
      button.focus();
    };
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, failed); } else { failed(); }
  }

  function anotherCaptcha(box) {
    fetch(box.getAttribute("data-captcha"), { method: "POST", credentials: "omit" })
      .then(function (reply) { return reply.json(); })
      .then(function (made) {
        var field = box.parentNode;
        var answer = field.querySelector("input[type=text]");
        var sound = box.querySelector("audio");
        if (!made.key) { return; }
        box.querySelector("img").src = made.image_url;
        if (sound && made.audio_url) { sound.src = made.audio_url; }
        field.querySelector("input[type=hidden]").value = made.key;
        answer.value = "";
        answer.focus();
      })
      .catch(function () {});
  }

  doc.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button") : null;
    if (!button) { return; }
    if (button.hasAttribute("data-copy-text")) { copy(button); }
    if (button.hasAttribute("data-print")) { window.print(); }
    if (button.hasAttribute("data-captcha-again")) { anotherCaptcha(button.parentNode); }
  });

  // A second tap on a slow line sends nothing twice.
  each("form[data-once]", function (form) {
    var sent = false;
    form.addEventListener("submit", function (event) {
      if (sent) { event.preventDefault(); return; }
      sent = true;
      setTimeout(function () { sent = false; }, 15000);
    });
    window.addEventListener("pageshow", function () { sent = false; });
  });

  // data-when="name=value,value" shows a group only while one of these choices is made.
  each("[data-when]", function (group) {
    var rule = group.getAttribute("data-when").split("=");
    var values = rule[1].split(",");
    var inputs = group.closest("form").querySelectorAll("[name='" + rule[0] + "']");
    function fit() {
      group.hidden = !Array.prototype.some.call(inputs, function (input) {
        return values.indexOf(input.value) >= 0 && (input.checked || input.tagName === "SELECT");
      });
    }
    Array.prototype.forEach.call(inputs, function (input) { input.addEventListener("change", fit); });
    window.addEventListener("pageshow", fit);
    fit();
  });

  if (window.matchMedia("(min-width: 56em)").matches) {
    each("details[data-open-wide]", function (fold) { fold.open = true; });
  }

  each("[data-printed-on]", function (place) {
    window.addEventListener("beforeprint", function () {
      place.textContent = " · In ngày " + new Date().toLocaleDateString("vi-VN");
    });
  });

  var errors = doc.querySelector("[data-focus]");
  if (errors) { errors.focus(); }
})();
