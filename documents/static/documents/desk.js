/* The form of a document: picking a signer fills name and post; numbers of other documents are suggested. Works without, too. */
(function () {
  "use strict";
  const WAIT_MS = 250;

  document.addEventListener("DOMContentLoaded", function () {
    const signer = document.getElementById("id_signer");
    if (signer) signer.addEventListener("change", () => fill(signer.selectedOptions[0]));
    document.addEventListener("input", function (event) {
      if (event.target.matches("[data-suggest]") && event.inputType !== "insertReplacementText") suggest(event.target);
    });
  });

  function fill(option) {
    for (const part of ["name", "post"]) {
      const field = document.getElementById(`id_signer_${part}`);
      if (!field || !option || !option.dataset[part]) continue;
      field.value = option.dataset[part];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  let timer = null;
  function suggest(field) {
    clearTimeout(timer);
    timer = setTimeout(async function () {
      const address = `${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`;
      const response = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
      if (response && response.ok) show(field, (await response.json()).names);
    }, WAIT_MS);
  }

  function show(field, names) {
    let list = document.getElementById("document-names");
    if (!list) {
      list = document.createElement("datalist");
      list.id = "document-names";
      document.body.append(list);
    }
    list.replaceChildren(...names.map(function (name) {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }));
    field.setAttribute("list", list.id);
  }
})();
