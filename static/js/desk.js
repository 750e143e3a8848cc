/* The editors' desk: keys, counters, a picture dropped becomes the cover, drafts save themselves. Works without, too. */
(function () {
  "use strict";
  const AUTOSAVE_MS = 20000;

  document.addEventListener("DOMContentLoaded", function () {
    keys();
    preview();
    const form = document.querySelector("[data-writing]");
    if (form) { settle(form); counters(form); cover(form); recording(form); rows(form); autosave(form); }
  });

  /* On a phone cells name themselves; the skin would write Every Word Like This. */
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".result-list [data-label]").forEach(function (cell) {
      cell.dataset.label = cell.dataset.label.charAt(0).toLocaleUpperCase("vi") + cell.dataset.label.slice(1);
    });
  });

  /* The skin's scroll bars name every region in English, and alike. */
  window.addEventListener("load", function () {
    const title = document.querySelector("h1, h2");
    document.querySelectorAll(".simplebar-content-wrapper[role=region]").forEach(function (region) {
      region.removeAttribute("role");
      region.removeAttribute("aria-label");
      if (!title || !region.closest("main")) return;
      region.setAttribute("role", "region");
      region.setAttribute("aria-label", title.textContent.trim());
    });
  });

  function typing(target) {
    return target.closest("input, textarea, select, [contenteditable='true'], .ck") !== null;
  }

  function keys() {
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "j" || event.key === "k") walk(event.key);
      if (event.key === "a") open(["pass", "publish"]);
      if (event.key === "r") { event.preventDefault(); open(["return"]); }
    });
  }

  function walk(key) {
    const link = document.querySelector(`[data-key="${key}"]`);
    if (link) { link.click(); return; }
    const rows = Array.from(document.querySelectorAll("[data-row]"));
    const here = rows.indexOf(document.activeElement);
    const next = rows[here + (key === "j" ? 1 : -1)];
    if (next) next.focus();
  }

  /* Approving asks once: the button is focused, Enter presses it. */
  function open(names) {
    const act = names.map((name) => document.querySelector(`[data-act="${name}"]`)).find(Boolean);
    if (!act) return;
    if (act.tagName === "DETAILS") act.open = true;
    const field = act.querySelector("textarea") || act.querySelector("button");
    (names.includes("return") ? field : act.querySelector("button")).focus();
  }

  function preview() {
    const frame = document.querySelector("[data-frame]");
    document.querySelectorAll("[data-width]").forEach(function (button) {
      button.addEventListener("click", function () {
        frame.classList.toggle("is-narrow", button.dataset.width !== "");
        document.querySelectorAll("[data-width]").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      });
    });
  }

  /* The skin writes the name of a chosen file into the first text field it finds, which would be the title. A field
     whose value was once set does not follow its attribute any more. */
  function settle(form) {
    form.querySelectorAll("input[type=text]").forEach((field) => { field.value = field.value; });
  }

  function counters(form) {
    form.querySelectorAll("[data-counter]").forEach(function (counter) {
      const field = document.getElementById(counter.dataset.counter);
      if (!field || field.tagName === "SELECT") return;
      const most = Number(counter.dataset.most);
      const show = function () {
        counter.textContent = `${field.value.length}/${most}`;
        counter.classList.toggle("desk-over", field.value.length > most);
      };
      field.addEventListener("input", show);
      show();
    });
  }

  function cover(form) {
    const input = form.querySelector("#id_cover_file");
    if (!input) return;
    input.addEventListener("change", () => shown(form, input.files[0]));
    const take = function (files, event) {
      const picture = Array.from(files || []).find((file) => file.type.startsWith("image/"));
      if (!picture || event.target.closest(".ck")) return;
      event.preventDefault();
      const moved = new DataTransfer();
      moved.items.add(picture);
      input.files = moved.files;
      shown(form, picture);
    };
    form.addEventListener("dragover", function (event) { event.preventDefault(); form.classList.add("is-dropping"); });
    form.addEventListener("dragleave", () => form.classList.remove("is-dropping"));
    form.addEventListener("drop", function (event) { form.classList.remove("is-dropping"); take(event.dataTransfer.files, event); });
    document.addEventListener("paste", (event) => take(event.clipboardData.files, event));
  }

  function shown(form, picture) {
    const image = form.querySelector("[data-new-cover]");
    const description = form.querySelector("#id_cover_alt");
    if (!picture || !image) return;
    image.src = URL.createObjectURL(picture);
    image.hidden = false;
    status(form, form.dataset.describe);
    if (description && !description.value) description.focus();
  }

  /* A recording chosen or dropped says at once how long it plays, and can be listened to before it is sent. */
  function recording(form) {
    const input = form.querySelector("#id_audio_file");
    if (!input) return;
    input.addEventListener("change", () => listen(form, input.files[0]));
    form.addEventListener("drop", function (event) {
      const sound = Array.from(event.dataTransfer.files).find((file) => file.type.startsWith("audio/"));
      if (!sound) return;
      event.preventDefault();
      const moved = new DataTransfer();
      moved.items.add(sound);
      input.files = moved.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function listen(form, sound) {
    const line = form.querySelector("[data-new-audio]"), player = form.querySelector("[data-new-player]");
    line.hidden = player.hidden = !sound;
    if (!sound) return;
    const megabytes = (sound.size / 1e6).toLocaleString("vi-VN", { maximumFractionDigits: 1 });
    const tell = (length) => { line.textContent = `${line.dataset.chosen} ${sound.name} · ${length}${megabytes} MB`; };
    tell("");
    player.onloadedmetadata = () => tell(`${clock(player.duration)} ${line.dataset.minutes} · `);
    player.src = URL.createObjectURL(sound);
  }

  function clock(seconds) {
    return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  }

  /* One more row of a kind: the empty one is copied under the next number. */
  function rows(form) {
    form.querySelectorAll("[data-rows]").forEach(function (group) {
      const button = group.querySelector("[data-row-add]");
      const total = group.querySelector(`[name="${group.dataset.rows}-TOTAL_FORMS"]`);
      const template = group.querySelector("[data-row-template]");
      if (!button || !template) return;
      button.hidden = false;
      button.addEventListener("click", function () {
        const holder = document.createElement("div");
        holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
        const row = holder.firstElementChild;
        total.value = Number(total.value) + 1;
        button.before(row);
        const first = row.querySelector("input:not([type=hidden]), select, textarea");
        if (first) first.focus();
      });
      if ("enter" in group.dataset) onward(group, button);
    });
  }

  /* Enter leads to the next row, and makes one after the last: a list is typed without the mouse. */
  function onward(group, button) {
    group.addEventListener("keydown", function (event) {
      const row = event.target.closest("[data-row-form]");
      if (event.key !== "Enter" || event.isComposing || !row || event.target.tagName !== "INPUT") return;
      event.preventDefault();
      const next = row.nextElementSibling;
      if (next && next.matches("[data-row-form]")) next.querySelector("input:not([type=hidden])").focus();
      else button.click();
    });
  }

  function status(form, text) {
    form.querySelector("[data-status]").textContent = text;
  }

  function autosave(form) {
    let dirty = false, sending = false;
    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("change", () => { dirty = true; });
    form.addEventListener("submit", () => { dirty = false; sending = true; });
    form.addEventListener("keyup", (event) => { if (event.target.closest(".ck")) dirty = true; });
    window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
    setInterval(async function () {
      const title = form.querySelector("#id_title");
      if (!dirty || sending || (title && !title.value.trim())) return;
      sending = true;
      dirty = false;
      if (!(await save(form))) dirty = true;
      sending = false;
    }, AUTOSAVE_MS);
  }

  /* The text only: files and removals wait for a press of a button. */
  function body(form) {
    const data = new FormData(form);
    for (const [name, value] of Array.from(data.entries())) {
      if (value instanceof File || name.startsWith("remove_") || name.startsWith("_")) data.delete(name);
    }
    form.querySelectorAll("textarea.django_ckeditor_5").forEach(function (area) {
      const editor = window.editors && window.editors[area.id];
      if (editor) data.set(area.name, editor.getData());
    });
    return data;
  }

  async function save(form) {
    status(form, form.dataset.saving);
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body: body(form), headers: { "X-Autosave": "1" }, redirect: "error" });
      const said = await answer.json();
      if (!answer.ok) { status(form, `${form.dataset.unsaved} ${said.message}`); return false; }
      saved(form, said);
      return true;
    } catch (error) {
      status(form, form.dataset.unsaved);
      return false;
    }
  }

  function saved(form, said) {
    form.querySelector("[name=version]").value = said.version;
    form.querySelector("[name=read]").value = said.read;
    form.action = said.url;
    if (location.pathname !== said.url) history.replaceState(null, "", said.url);
    missing(form, said.missing);
    status(form, `${form.dataset.saved} ${said.saved}`);
  }

  function missing(form, sentences) {
    const list = form.querySelector("[data-missing] ul");
    if (!list) return;
    list.replaceChildren(...sentences.map(function ([name, sentence]) {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = `#id_${name}`;
      link.textContent = sentence;
      item.append(link);
      return item;
    }));
  }
})();
