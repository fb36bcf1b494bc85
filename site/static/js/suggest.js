// Past answers while a question is typed, and completions in the search box.
(function () {
  "use strict";

  function after(pause, act) {
    var timer;
    return function () {
      clearTimeout(timer);
      timer = setTimeout(act, pause);
    };
  }

  function words(text) {
    return text.split(/\s+/).filter(Boolean).length;
  }

  function make(tag, text, parent) {
    var node = document.createElement(tag);
    if (text) { node.textContent = text; }
    if (parent) { parent.appendChild(node); }
    return node;
  }

  // One request at a time: a newer one makes the older one's reply void.
  function asker() {
    var turn = 0;
    return function (url, options, show) {
      var mine = ++turn;
      if (!url) { return; }
      options.credentials = "omit";
      fetch(url, options)
        .then(function (reply) { return reply.ok ? reply.json() : { items: [] }; })
        .then(function (data) { if (mine === turn) { show(data.items || []); } })
        .catch(function () {});
    };
  }

  function whileAsking(form) {
    var box = form.querySelector("[data-suggest-box]");
    var status = box.querySelector("[data-suggest-status]");
    var list = box.querySelector("[data-suggest-list]");
    var title = form.querySelector("[name=title]");
    var content = form.querySelector("[name=content]");
    var ask = asker();
    var last = "";
    box.hidden = false;
    box.classList.add("suggest-idle");

    function show(items) {
      list.textContent = "";
      box.classList.toggle("suggest-idle", !items.length);
      status.textContent = items.length ? "Có " + items.length + " câu trả lời có thể giúp ông/bà:" : "";
      items.forEach(function (item) {
        var card = make("details", "", list);
        card.className = "peek";
        make("summary", item.title, card);
        var body = make("div", "", card);
        body.className = "peek-body";
        [].concat(item.lines || []).join("\n").split(/\n+/).forEach(function (line) {
          if (line.trim()) { make("p", line, body); }
        });
        var link = make("a", "Đọc toàn bộ câu trả lời (mở trang mới)", make("p", "", body));
        link.href = item.url;
        link.target = "_blank";
        link.rel = "noopener";
      });
    }

    var look = after(400, function () {
      var text = (title.value + "\n" + content.value).trim();
      if (text === last) { return; }
      last = text;
      if (words(text) < 3) { ask("", {}, show); show([]); return; }
      ask(form.getAttribute("data-suggest-url"), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text: text.slice(0, 4000) })
      }, show);
    });
    title.addEventListener("input", look);
    content.addEventListener("input", look);
    look();
  }

  function whileSearching(form, index) {
    var input = form.querySelector("input[name=q]");
    var ask = asker();
    var id = "options-" + index;
    var list = make("ul", "", input.parentNode);
    var items = [];
    var at = -1;
    list.className = "options";
    list.id = id;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Gợi ý");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", id);

    function show(found) {
      items = found.slice(0, 6);
      at = -1;
      list.textContent = "";
      items.forEach(function (item, n) {
        var option = make("li", item.title, list);
        option.id = id + "-" + n;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
      });
      list.hidden = !items.length || document.activeElement !== input;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
    }

    function mark(n) {
      at = n;
      Array.prototype.forEach.call(list.children, function (option, i) {
        option.setAttribute("aria-selected", String(i === n));
      });
      if (n < 0) { input.removeAttribute("aria-activedescendant"); } else { input.setAttribute("aria-activedescendant", id + "-" + n); }
    }

    function take(n) {
      var item = items[n];
      show([]);
      if (item.url) { location.href = item.url; return; }
      input.value = item.title;
      form.submit();
    }

    input.addEventListener("input", after(200, function () {
      var text = input.value.trim();
      if (text.length < 2) { ask("", {}, show); show([]); return; }
      ask(form.getAttribute("data-suggest-search") + "?q=" + encodeURIComponent(text), {}, show);
    }));
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); show([]); }
      if (list.hidden) { return; }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        var step = event.key === "ArrowDown" ? 1 : -1;
        mark((at + 1 + step + items.length + 1) % (items.length + 1) - 1);
      }
      if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(at); }
    });
    input.addEventListener("blur", function () { setTimeout(function () { show([]); }, 150); });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      var n = Array.prototype.indexOf.call(list.children, event.target);
      if (n >= 0) { take(n); }
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("form[data-suggest-url]"), whileAsking);
  Array.prototype.forEach.call(document.querySelectorAll("form[data-suggest-search]"), whileSearching);
})();
