// The form works without this file: then a person at the desk looks at what was sent a second time.
const guarded = document.querySelector("[data-prove]");
const BATCH = 256;

function zeroBits(bytes) {
  let bits = 0;
  for (const byte of bytes) {
    if (byte) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

// Work that costs one sender a second, and ten thousand senders hours.
async function solve(task, wanted) {
  const encoder = new TextEncoder();
  for (let start = 0; ; start += BATCH) {
    const tries = Array.from({ length: BATCH }, (_, place) => start + place);
    const digests = await Promise.all(tries.map((number) => crypto.subtle.digest("SHA-256", encoder.encode(`${task}.${number}`))));
    const found = digests.findIndex((digest) => zeroBits(new Uint8Array(digest)) >= wanted);
    if (found >= 0) return String(start + found);
  }
}

if (guarded && window.crypto?.subtle) {
  const solution = guarded.elements.solution;
  const solved = solve(guarded.elements.task.value, Number(guarded.elements.task.dataset.bits)).then((found) => { solution.value = found; });
  guarded.addEventListener("submit", (event) => {
    if (solution.value) return;
    event.preventDefault();
    guarded.querySelector("[data-status]").textContent = guarded.dataset.working;
    solved.then(() => guarded.submit());
  });
}
