// On a phone a long form asks one question after the other. Without this file, and on a wide screen, it stays one page.
// A form with [data-steps]: its parts are [data-step]; what stands before the first question is [data-first-step].
const NARROW = window.matchMedia("(max-width: 40rem)");

class Steps {
  constructor(form) {
    this.form = form;
    this.parts = [...form.querySelectorAll("[data-step]")];
    this.now = Math.max(0, this.parts.findIndex((part) => part.querySelector(".form__field--wrong")));
    form.querySelector("[data-forward]").addEventListener("click", () => this.forward());
    form.querySelector("[data-back]").addEventListener("click", () => history.back());
    form.addEventListener("submit", (event) => this.sent(event));
    document.addEventListener("click", (event) => this.followed(event));
    window.addEventListener("popstate", (event) => this.show(event.state?.step ?? 0, { moves: true }));
    NARROW.addEventListener("change", () => this.show(this.now));
    this.begin();
  }

  // Each step before this one is a page to go back to, by our button as by the phone's own.
  begin() {
    history.replaceState({ step: 0 }, "");
    for (let step = 1; NARROW.matches && step <= this.now; step += 1) history.pushState({ step }, "");
    this.show(this.now);
  }

  show(step, { moves = false } = {}) {
    this.now = step;
    const all = !NARROW.matches, last = step === this.parts.length - 1;
    this.parts.forEach((part, place) => { part.hidden = !all && place !== step; });
    for (const group of this.form.querySelectorAll("fieldset")) group.hidden = [...group.querySelectorAll("[data-step]")].every((part) => part.hidden);
    for (const part of document.querySelectorAll("[data-first-step]")) part.hidden = !all && step > 0;
    this.form.querySelector("[data-steps]").hidden = all;
    this.form.querySelector("[data-back]").hidden = all || step === 0;
    this.form.querySelector("[data-forward]").hidden = all || last;
    this.form.querySelector("[data-send]").hidden = !all && !last;
    this.tell(step);
    if (moves && !all) this.form.querySelector("[data-where]").focus();
  }

  tell(step) {
    const where = this.form.querySelector("[data-where]"), bar = this.form.querySelector("[data-bar]");
    where.textContent = where.dataset.words.replace("{now}", step + 1).replace("{all}", this.parts.length);
    [bar.value, bar.max] = [step + 1, this.parts.length];
  }

  forward() {
    const wrong = faults(this.parts[this.now])[0];
    if (wrong) return wrong.focus();
    history.pushState({ step: this.now + 1 }, "");
    this.show(this.now + 1, { moves: true });
  }

  // The key Enter goes on to the next question; only the last step sends.
  sent(event) {
    if (!NARROW.matches) return;
    const last = this.now === this.parts.length - 1, wrong = faults(this.parts[this.now])[0];
    if (last && !wrong) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (wrong) wrong.focus(); else this.forward();
  }

  // A link of the list of mistakes leads to the step of its field.
  followed(event) {
    const field = this.form.querySelector(event.target.closest(".form__sum a")?.hash || "#none");
    const step = this.parts.findIndex((part) => part.contains(field));
    if (step < 0 || !NARROW.matches) return;
    event.preventDefault();
    if (step !== this.now) { history.pushState({ step }, ""); this.show(step); }
    field.focus();
  }
}

// Fields of a part that cannot go on, each with its sentence beside it.
function faults(part) {
  const fields = [...part.querySelectorAll("input, select, textarea")];
  const none = part.dataset.oneOf && fields.every((field) => !field.value.trim());
  return fields.filter((field, place) => mark(field, none && place === 0 ? part.dataset.oneOf : fault(field)));
}

function fault(field) {
  const empty = field.validity.valueMissing || !field.value.trim();
  if (empty && field.dataset.missing && !field.closest("[hidden]")) return field.dataset.missing;
  const short = field.minLength > 0 && field.value.trim().length < field.minLength;
  return field.checkValidity() && !short ? "" : field.dataset.wrong || field.validationMessage;
}

function mark(field, sentence) {
  const place = field.closest(".form__field, .form__tick"), id = `${field.id}_error`;
  let told = document.getElementById(id);
  place.classList.toggle("form__field--wrong", Boolean(sentence));
  field.setAttribute("aria-invalid", Boolean(sentence));
  if (!sentence) { told?.remove(); return false; }
  if (!told) {
    told = Object.assign(document.createElement("p"), { id, className: "form__error" });
    field.before(told);
    if (field.closest(".form__tick")) place.prepend(told);
    const described = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean)).add(id);
    field.setAttribute("aria-describedby", [...described].join(" "));
  }
  told.textContent = sentence;
  return true;
}

for (const holder of document.querySelectorAll("[data-steps]")) new Steps(holder.closest("form"));
