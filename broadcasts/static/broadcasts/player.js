// Speeds and items of a radio programme. Without this file the browser's own player stays, and items open the recording there.
(function () {
  "use strict";
  if (window.playerReady) return;
  window.playerReady = true;

  document.querySelectorAll("[data-player]").forEach(function (player) {
    const sound = player.querySelector("audio"), speeds = player.querySelector("[data-speeds]");
    speeds.hidden = false;
    speeds.addEventListener("click", function (event) {
      const chosen = event.target.closest("[data-speed]");
      if (!chosen) return;
      sound.playbackRate = Number(chosen.dataset.speed);
      speeds.querySelectorAll("[data-speed]").forEach((one) => one.setAttribute("aria-pressed", String(one === chosen)));
    });
  });

  const items = Array.from(document.querySelectorAll("[data-seek]"));
  const sound = document.querySelector("[data-player] audio");
  if (!sound || !items.length) return;

  items.forEach(function (item) {
    item.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.button !== 0) return;
      event.preventDefault();
      sound.currentTime = Number(item.dataset.seek);
      sound.play();
    });
  });
  sound.addEventListener("timeupdate", function () {
    const reached = items.filter((item) => Number(item.dataset.seek) <= sound.currentTime + 0.2).pop();
    items.forEach((item) => item === reached && !(sound.paused && !sound.currentTime)
      ? item.setAttribute("aria-current", "true") : item.removeAttribute("aria-current"));
  });
})();
