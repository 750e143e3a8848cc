// The pages work without this file; it only saves a step.
document.addEventListener("click", (event) => {
  const video = event.target.closest("a[data-frame]");
  if (video && !event.ctrlKey && !event.metaKey && event.button === 0) {
    event.preventDefault();
    play(video);
  }
});

// The other host learns of the reader only when the reader presses play.
function play(link) {
  const frame = document.createElement("iframe");
  frame.className = "video";
  frame.src = link.dataset.frame;
  frame.title = link.dataset.title;
  frame.allow = "autoplay; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  link.replaceWith(frame);
  frame.focus();
}
