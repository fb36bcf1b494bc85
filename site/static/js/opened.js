// Tells which of the answers shown was opened, so that the ministry knows which ones help; nothing of who opened it.
(function () {
  "use strict";
  if (!navigator.sendBeacon) { return; }
  var told = {};

  function tell(event) {
    var target = event.target.closest ? event.target.closest("a, summary") : null;
    var card = target && target.closest("[data-entry]");
    var list = card && card.closest("[data-log]");
    if (!list || (target.tagName === "SUMMARY" && card.open)) { return; }
    var said = list.getAttribute("data-log") + " " + card.getAttribute("data-entry");
    if (!told[said] && list.getAttribute("data-log") && navigator.sendBeacon("/tim-kiem/da-mo/", said)) { told[said] = true; }
  }

  document.addEventListener("click", tell);
  document.addEventListener("auxclick", function (event) { if (event.button === 1) { tell(event); } });
})();
