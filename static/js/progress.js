// While a long work runs, the part of the page that tells about it is fetched again; without script the page refreshes itself.
(() => {
  const again = async () => {
    const shown = document.getElementById("tien-do");
    if (!shown || !("busy" in shown.dataset)) return;
    try {
      const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("tien-do");
      if (answer.ok && fresh) shown.replaceWith(document.adoptNode(fresh));
    } catch { /* away for a moment: the next round tries again */ }
    setTimeout(again, 1500);
  };
  setTimeout(again, 1500);
})();
