/* The grid of a week at the desk: keys of a sheet, tables pasted from Word and Excel, warnings while typing. Works without, too. */
(function () {
  "use strict";
  const COLUMNS = ["day", "session", "begins", "ends", "content", "chair_text", "participants", "place_text", "prepared_by", "note"];
  const QUIET_MS = 700;
  const HOUR = 60;

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-grid]").forEach(function (grid) { new Grid(grid).begin(); });
  });

  class Grid {
    constructor(element) {
      this.element = element;
      this.form = element.closest("form");
      this.prefix = element.dataset.grid;
      this.body = element.querySelector("tbody");
      this.timer = null;
    }

    begin() {
      this.element.querySelectorAll("[data-grid-add], [data-grid-help]").forEach((one) => { one.hidden = false; });
      this.element.querySelector("[data-grid-add]").addEventListener("click", () => this.focus(this.add(this.rows().at(-1)), "day"));
      this.rows().forEach((row) => this.mark(row));
      this.body.addEventListener("keydown", (event) => this.key(event));
      this.body.addEventListener("paste", (event) => this.paste(event));
      this.body.addEventListener("focusin", (event) => { delete event.target.dataset.typed; });
      this.body.addEventListener("focusout", (event) => this.tidy(event.target));
      this.body.addEventListener("input", (event) => { event.target.dataset.typed = "1"; this.later(); });
      this.body.addEventListener("change", (event) => { this.deleted(event.target); this.later(); });
      const week = this.form.elements.monday;
      if (week) week.addEventListener("change", () => { this.rows().forEach((row) => this.tidy(this.cell(row, "day"))); this.later(); });
      const wrong = this.body.querySelector(".is-wrong input, .is-wrong textarea, .is-wrong select");
      if (wrong) { wrong.focus(); wrong.scrollIntoView({ block: "center" }); }
      this.later();
    }

    /* ---- rows and cells ---- */
    rows() { return Array.from(this.body.querySelectorAll("[data-line]:not(.is-deleted)")); }
    cell(row, column) { return row.querySelector(`[name$="-${column}"]`); }
    value(row, column) { const cell = this.cell(row, column); return cell ? cell.value.trim() : ""; }
    columnOf(cell) { return COLUMNS.find((column) => cell.name && cell.name.endsWith(`-${column}`)); }
    isEmpty(row) { return COLUMNS.slice(2).every((column) => !this.value(row, column)); }

    focus(row, column) {
      const cell = row && this.cell(row, column);
      if (!cell) return;
      cell.focus();
      if (cell.select) cell.select();
    }

    /* A line is known by its mark over all editions; a new one gets its own at once, so that drafts saved by themselves keep it. */
    mark(row) {
      const mark = this.cell(row, "uid");
      if (mark && !mark.value && window.crypto && crypto.randomUUID) mark.value = crypto.randomUUID();
    }

    add(after) {
      const holder = document.createElement("tbody");
      holder.innerHTML = this.element.querySelector("[data-grid-template]").innerHTML;
      const row = holder.querySelector("[data-line]");
      if (after) after.after(row); else this.body.append(row);
      this.renumber();
      this.mark(row);
      if (after) ["day", "session"].forEach((column) => { this.cell(row, column).value = this.value(after, column); });
      return row;
    }

    /* The order of the lines is that of their numbers, so a line put in between moves those below. */
    renumber() {
      const pattern = new RegExp(`(${this.prefix}-)(?:\\d+|__prefix__)-`);
      let shown = 0;
      Array.from(this.body.querySelectorAll("[data-line]")).forEach((row, number) => {
        row.querySelectorAll("[name], [id], [for], [aria-describedby]").forEach((one) => {
          ["name", "id", "for", "aria-describedby"].forEach((attribute) => {
            const text = one.getAttribute(attribute);
            if (text) one.setAttribute(attribute, text.replace(pattern, `$1${number}-`));
          });
        });
        if (!row.classList.contains("is-deleted")) row.querySelector("[data-number]").textContent = String(++shown);
      });
      this.form.elements[`${this.prefix}-TOTAL_FORMS`].value = this.body.querySelectorAll("[data-line]").length;
    }

    deleted(box) {
      if (!box.name || !box.name.endsWith("-DELETE") || !box.checked) return;
      const row = box.closest("[data-line]"), rows = this.rows(), next = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
      row.classList.add("is-deleted");
      this.renumber();
      this.focus(next || this.add(null), "content");
    }

    duplicate(row) {
      const copy = this.add(row);
      COLUMNS.forEach((column) => { this.cell(copy, column).value = this.cell(row, column).value; });
      ["internal", "is_postponed"].forEach((column) => { this.cell(copy, column).checked = this.cell(row, column).checked; });
      this.changed(copy);
      return copy;
    }

    changed(row) { this.cell(row, "content").dispatchEvent(new Event("input", { bubbles: true })); }

    /* ---- keys ---- */
    key(event) {
      const cell = event.target, column = this.columnOf(cell);
      if (!column || event.isComposing) return;
      const row = cell.closest("[data-line]");
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") {
        event.preventDefault();
        this.focus(this.duplicate(row), column);
      } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey) {
        event.preventDefault();
        this.down(row, column);
      } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) {
        this.arrow(event, cell, row, column);
      }
    }

    down(row, column) {
      const rows = this.rows(), next = rows[rows.indexOf(row) + 1];
      if (next) { this.carry(row, next); this.focus(next, column); return; }
      if (!this.isEmpty(row)) this.focus(this.add(row), column === "note" ? "day" : column);
    }

    /* An empty line below takes over the day, as one would write it in a table. */
    carry(row, next) {
      if (!this.isEmpty(next) || this.value(next, "day")) return;
      ["day", "session"].forEach((column) => { this.cell(next, column).value = this.value(row, column); });
    }

    arrow(event, cell, row, column) {
      const rows = this.rows(), place = rows.indexOf(row), across = COLUMNS.indexOf(column);
      const text = typeof cell.selectionStart === "number", start = text ? cell.selectionStart : 0, end = text ? cell.selectionEnd : 0;
      const suggests = cell.hasAttribute("list") && cell.dataset.typed, whole = start === 0 && end === (text ? cell.value.length : 0);
      const first = whole || !cell.value.slice(0, start).includes("\n"), last = whole || !cell.value.slice(end).includes("\n");
      const steps = {
        ArrowUp: text && !suggests && first && [rows[place - 1], column],
        ArrowDown: text && !suggests && last && [rows[place + 1], column],
        ArrowLeft: (whole || (start === 0 && end === 0)) && [row, COLUMNS[across - 1]],
        ArrowRight: (whole || !text || start === cell.value.length) && [row, COLUMNS[across + 1]],
      };
      const to = steps[event.key];
      if (!to || !to[0] || !to[1]) return;
      event.preventDefault();
      this.focus(...to);
    }

    /* ---- what was typed, written as the office writes it; the server reads it again and has the last word ---- */
    tidy(cell) {
      const column = cell && this.columnOf(cell);
      if (column === "begins" || column === "ends") {
        const minutes = minutesOf(cell.value);
        if (minutes !== null) cell.value = clock(minutes);
      }
      if (column === "day") {
        const place = weekdayOf(cell.value);
        if (place !== null && this.monday()) cell.value = dayLabel(this.monday(), place);
      }
    }

    monday() {
      const week = this.form.elements.monday, text = week ? week.value : this.element.dataset.monday;
      return text ? new Date(`${text}T00:00:00`) : null;
    }

    /* ---- a table from Word or Excel ---- */
    async paste(event) {
      const cell = event.target, column = this.columnOf(cell), clipboard = event.clipboardData;
      const html = clipboard.getData("text/html"), text = clipboard.getData("text/plain");
      if (!column || !(/<t[dh][\s>]/i.test(html) || text.includes("\t"))) return;
      event.preventDefault();
      const answer = await this.ask(this.element.dataset.read, { html, text, column, monday: this.mondayText() });
      this.say(answer.message || this.element.dataset.failed, !answer.rows);
      if (answer.rows) this.fill(cell.closest("[data-line]"), answer.rows);
    }

    fill(row, lines) {
      lines.forEach((line, number) => {
        const rows = this.rows();
        if (number > 0) row = rows[rows.indexOf(row) + 1] || this.add(row);
        Object.entries(line).forEach(([column, text]) => { const cell = this.cell(row, column); if (cell) cell.value = text; });
      });
      this.changed(row);
    }

    mondayText() { const week = this.form.elements.monday; return week ? week.value : this.element.dataset.monday; }
    bodyText() { const body = this.form.elements.body; return body ? body.value : this.element.dataset.body; }

    async ask(address, values) {
      const data = new FormData();
      data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      Object.entries(values).forEach(([name, value]) => data.set(name, value));
      try {
        return await (await fetch(address, { method: "POST", body: data })).json();
      } catch (error) {
        return {};
      }
    }

    say(sentence, wrong) {
      const said = this.element.querySelector("[data-grid-said]");
      said.hidden = false;
      said.textContent = sentence;
      said.classList.toggle("desk-error", wrong);
    }

    /* ---- the same leader or place at the same time ---- */
    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.warn(), QUIET_MS);
    }

    async warn() {
      const lines = this.rows().map((row) => Object.fromEntries([
        ...COLUMNS.map((column) => [column, this.value(row, column)]), ["is_postponed", this.cell(row, "is_postponed").checked],
      ]));
      const own = this.within(lines);
      this.show(own);
      if (!this.bodyText() || !lines.some((line) => line.begins)) return;
      const answer = await this.ask(this.element.dataset.conflicts, {
        body: this.bodyText(), monday: this.mondayText(), lines: JSON.stringify(lines),
      });
      this.show([...own, ...(answer.sentences || [])]);
    }

    within(lines) {
      const found = [];
      lines.forEach((one, first) => lines.slice(first + 1).forEach((other, gap) => {
        if (one.is_postponed || other.is_postponed || !overlap(one, other)) return;
        ["chair_text", "place_text"].forEach((column) => {
          if (bare(one[column]) && bare(one[column]) === bare(other[column])) {
            found.push(this.element.dataset.sameTime.replace("[one]", first + 1).replace("[other]", first + gap + 2).replace("[what]", one[column]));
          }
        });
      }));
      return found;
    }

    show(sentences) {
      const box = this.element.querySelector("[data-grid-conflicts]");
      box.hidden = !sentences.length;
      box.replaceChildren(...sentences.map((sentence) => { const line = document.createElement("p"); line.textContent = sentence; return line; }));
    }
  }

  function minutesOf(text) {
    const found = /^\s*(\d{1,2})\s*(?:[:.hg]|giờ)?\s*(\d{2})?\s*(?:phút)?\s*$/i.exec(text.normalize("NFC"));
    if (!found || Number(found[1]) > 23 || Number(found[2] || 0) > 59) return null;
    return Number(found[1]) * HOUR + Number(found[2] || 0);
  }

  function clock(minutes) {
    return `${String(Math.floor(minutes / HOUR)).padStart(2, "0")}:${String(minutes % HOUR).padStart(2, "0")}`;
  }

  function weekdayOf(text) {
    const found = /^\s*(?:(?:t|thứ)\s*)?([2-7])\b|^\s*(cn|chủ nhật)\b/i.exec(text.normalize("NFC"));
    if (!found || /^\s*\d+\s*[/.-]/.test(text)) return null;
    return found[2] ? 6 : Number(found[1]) - 2;
  }

  function dayLabel(monday, place) {
    const day = new Date(monday);
    day.setDate(day.getDate() + place);
    const two = (number) => String(number).padStart(2, "0");
    return `${place === 6 ? "Chủ nhật" : `Thứ ${place + 2}`}, ${two(day.getDate())}/${two(day.getMonth() + 1)}`;
  }

  function bare(text) {
    return text.toLowerCase().replace(/^(đ\/c|đồng chí|ông|bà)\s+/, "").split(/\s[-–—]\s/)[0].trim();
  }

  function overlap(one, other) {
    const begin = minutesOf(one.begins), start = minutesOf(other.begins);
    if (!one.day || one.day !== other.day || !one.begins || !other.begins || begin === null || start === null) return false;
    const end = one.ends && minutesOf(one.ends) || begin + HOUR, stop = other.ends && minutesOf(other.ends) || start + HOUR;
    return begin < stop && start < end;
  }
})();
