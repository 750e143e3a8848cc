// Help while a question is typed; the form works without this file.
const ask = document.querySelector("[data-ask]");

async function showSimilar() {
  const body = new URLSearchParams({ text: ask.elements.text.value, csrfmiddlewaretoken: ask.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(ask.dataset.similar, { method: "POST", body });
  if (answer.ok) ask.querySelector("[data-similar-answers]").innerHTML = await answer.text();
}

if (ask) {
  let waiting;
  ask.elements.text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (ask.elements.text.value.trim().length > 15) showSimilar().catch(() => {}); }, 900);
  });
}

// Where somebody from elsewhere lives is asked of them alone.
if (ask) {
  const { residence, elsewhere } = ask.elements;
  const place = elsewhere.closest(".form__field");
  const show = () => { place.hidden = residence.value !== ask.dataset.elsewhere && !place.matches(".form__field--wrong"); };
  residence.addEventListener("change", show);
  show();
}
