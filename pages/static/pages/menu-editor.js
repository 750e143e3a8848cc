/* The menu of a site, arranged with the mouse; the buttons of each line do the same without this file. */
(function () {
  "use strict";
  const list = document.querySelector("[data-menu]");
  const form = document.querySelector("[data-menu-order]");
  window.addEventListener("load", () => setTimeout(focusAgain));
  if (!list || !form) return;
  const INDENT = 48;
  let dragged = null;

  list.classList.add("is-draggable");
  lines().forEach((line) => { line.draggable = true; });

  list.addEventListener("dragstart", function (event) {
    const line = event.target.closest("[data-entry]");
    if (!line || event.target.closest("form, details")) { event.preventDefault(); return; }
    dragged = block(line);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", line.dataset.entry);
    dragged.forEach((one) => one.classList.add("is-dragged"));
  });

  list.addEventListener("dragover", function (event) {
    const target = event.target.closest("[data-entry]");
    if (!dragged || !target || dragged.includes(target)) return;
    event.preventDefault();
    place(target, event.clientX, event.clientY);
  });

  list.addEventListener("drop", function (event) { event.preventDefault(); });

  list.addEventListener("dragend", function () {
    if (!dragged) return;
    dragged.forEach((one) => one.classList.remove("is-dragged"));
    dragged = null;
    form.elements.order.value = lines().map((line) => `${line.dataset.entry}:${line.dataset.level}`).join(",");
    form.submit();
  });

  function lines() { return Array.from(list.querySelectorAll("[data-entry]")); }

  /* A word of the first level takes along what stands below it. */
  function block(line) {
    const all = lines(), start = all.indexOf(line);
    if (line.dataset.level === "1") return [line];
    const end = all.findIndex((one, place) => place > start && one.dataset.level === "0");
    return all.slice(start, end < 0 ? undefined : end);
  }

  function place(target, x, y) {
    const box = target.getBoundingClientRect();
    const before = y < box.top + box.height / 2;
    if (before) dragged.forEach((one) => target.before(one));
    else target.after(...dragged);
    const first = lines()[0] === dragged[0];
    const level = !first && x > list.getBoundingClientRect().left + INDENT * 2 ? "1" : "0";
    dragged.forEach((one) => setLevel(one, one === dragged[0] || level === "1" ? level : "1"));
  }

  function setLevel(line, level) {
    line.dataset.level = level;
    line.classList.toggle("desk-menu__line--below", level === "1");
  }

  /* After a step the page is new; the address names the button, and one beside it takes its place when it can do no more. */
  function focusAgain() {
    const step = location.hash.match(/^#buoc-(\d+)-/);
    const button = step && document.getElementById(location.hash.slice(1));
    const usable = button && !button.disabled ? button : step && document.querySelector(`[id^="buoc-${step[1]}-"]:not(:disabled)`);
    if (usable) usable.focus();
  }
})();
