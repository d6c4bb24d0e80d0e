// Steps through the changes of a redline, shows and hides their classes, keeps the place in the address.
(() => {
  "use strict";
  const page = document.body;
  const main = document.querySelector("main");
  const toolbar = document.querySelector(".toolbar");
  const entries = [...document.querySelectorAll(".changes li[data-key]")];
  const marked = [...main.querySelectorAll("[data-change], [data-mark]")];
  const chips = [...toolbar.querySelectorAll(".chip[data-class]")];
  const position = toolbar.querySelector(".position");
  const spoken = toolbar.querySelector("output .aside");
  const anchored = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

  const places = new Map(); // key of a change -> its elements, where it is best looked at first
  for (const element of marked) {
    const key = element.dataset.change;
    if (!key) continue;
    if (!places.has(key)) places.set(key, []);
    const away = element.dataset.mark === "moved-away";
    const first = places.get(key)[0];
    if (!away && first && first.dataset.mark === "moved-away") places.get(key).unshift(element);
    else places.get(key).push(element);
  }
  for (const entry of entries) {
    const link = entry.querySelector("a[href]");
    const element = link && anchored(link.hash);
    if (!places.has(entry.dataset.key) && element) places.set(entry.dataset.key, [element]);
  }

  const listed = new Map(entries.map((entry) => [entry.dataset.key, entry]));
  const stops = [...places.keys()].sort((a, b) => {
    const order = places.get(a)[0].compareDocumentPosition(places.get(b)[0]);
    return order & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : order & Node.DOCUMENT_POSITION_PRECEDING ? 1 : 0;
  });
  const classOf = (key) => (listed.get(key) ?? places.get(key)[0]).dataset.class;
  let current = "";

  const hiddenClasses = () => new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "false").map((chip) => chip.dataset.class));
  const shown = () => {
    const hidden = hiddenClasses();
    return stops.filter((key) => !hidden.has(classOf(key)));
  };

  // --- what is shown ---

  const filter = () => {
    const hidden = hiddenClasses();
    for (const element of marked) element.classList.toggle("off", element.dataset.change ? hidden.has(element.dataset.class) : false);
    // What has no change of its own belongs to what it stands in, or to the words that it holds.
    for (const element of marked) {
      if (element.dataset.change) continue;
      const inner = [...element.querySelectorAll("[data-change]")];
      const outer = element.parentElement.closest("[data-mark]");
      const off = element.dataset.mark === "changed" ? inner.length > 0 && inner.every((each) => each.classList.contains("off")) : outer?.classList.contains("off");
      element.classList.toggle("off", Boolean(off));
    }
    for (const entry of entries) entry.classList.toggle("off", hidden.has(entry.dataset.class));
    quieten();
    tell();
  };

  const DIVISION = ".clause, .annex, .element, .term";
  const changedIn = (element) => element.matches("[data-mark]:not(.off), [data-change]:not(.off)") || element.querySelector("[data-mark]:not(.off), [data-change]:not(.off)");

  const endsInGap = (element) => {
    const last = [...element.children].reverse().find((child) => !child.matches(".quiet:not(.gap)"));
    return Boolean(last) && (last.matches(".gap") || (last.matches(DIVISION) && endsInGap(last)));
  };

  // Mark what holds no change: whole clauses, and the text of clauses that have changes in their subclauses only.
  const quieten = () => {
    for (const element of main.querySelectorAll(".quiet, .gap")) element.classList.remove("quiet", "gap");
    for (const division of main.querySelectorAll(DIVISION)) {
      if (!changedIn(division)) { division.classList.add("quiet"); continue; }
      if (division.matches("[data-mark]:not(.off, [data-mark='changed'])")) continue;
      const own = [...division.children].filter((child) => !child.matches("h2, h3, h4, h5, h6") && !child.matches(DIVISION));
      const title = division.querySelector(":scope > :is(h2, h3, h4, h5, h6)");
      if ((title && changedIn(title)) || own.some(changedIn)) continue;
      for (const child of own) if (title || !child.matches(".led")) child.classList.add("quiet");
    }
    for (const element of main.querySelectorAll(":scope > .name, :scope > .notice, :scope > .footnotes")) if (!changedIn(element)) element.classList.add("quiet");
    for (const element of main.querySelectorAll(".quiet")) {
      const before = element.previousElementSibling;
      if (!(before && before.matches(".quiet")) && !element.parentElement.closest(".quiet")) element.classList.add("gap");
    }
    for (const element of main.querySelectorAll(".gap")) {
      const before = element.previousElementSibling;
      if (before && endsInGap(before)) element.classList.remove("gap");
      else element.classList.remove("quiet");
    }
  };

  // --- where the reader is ---

  const tell = () => {
    const keys = shown();
    const place = keys.indexOf(current);
    position.textContent = keys.length ? `${place < 0 ? "–" : place + 1}/${keys.length}` : "0/0";
    const entry = listed.get(current);
    spoken.textContent = place >= 0 && entry ? `：${entry.querySelector(".what").textContent} ${entry.querySelector(".where").textContent}` : "";
  };

  const go = (key) => {
    const elements = places.get(key);
    if (!elements) return;
    for (const element of document.querySelectorAll(".current")) element.classList.remove("current");
    for (const entry of entries) entry.removeAttribute("aria-current");
    current = key;
    for (const element of elements) element.classList.add("current");
    const target = elements[0];
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    const tall = target.getBoundingClientRect().height > window.innerHeight * 0.6;
    target.scrollIntoView({ block: tall ? "start" : "center" });
    const entry = listed.get(key);
    if (entry) {
      entry.setAttribute("aria-current", "true");
      const panel = entry.closest(".changes");
      if (panel.scrollHeight > panel.clientHeight) panel.scrollTop += entry.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 2;
    }
    history.replaceState(null, "", `#${key}`);
    tell();
  };

  const inSight = (key) => {
    const box = places.get(key)[0].getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  };

  // The change after or before the current one; where the reader has scrolled away from it, after or before what is in sight.
  const step = (by) => {
    const keys = shown();
    if (!keys.length) return;
    const place = keys.indexOf(current);
    if (place >= 0 && inSight(current)) return go(keys[(place + by + keys.length) % keys.length]);
    const tops = keys.map((key) => places.get(key)[0].getBoundingClientRect().top);
    const next = by > 0 ? tops.findIndex((top) => top > 0) : tops.findLastIndex((top) => top < window.innerHeight / 2);
    go(keys[next < 0 ? (by > 0 ? 0 : keys.length - 1) : next]);
  };

  const turn = (button) => {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(pressed));
    if (button.dataset.class) return filter();
    page.classList.toggle(button.dataset.switch === "only" ? "only" : "no-numbers", button.dataset.switch === "only" ? pressed : !pressed);
    if (current) places.get(current)[0].scrollIntoView({ block: "center" });
  };

  // --- what the reader does ---

  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.step) step(Number(button.dataset.step));
    else turn(button);
  });

  document.querySelector(".changes").addEventListener("click", (event) => {
    const entry = event.target.closest("li[data-key]");
    if (!entry || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (window.matchMedia("(max-width: 63.99rem)").matches) entry.closest("details").open = false;
    go(entry.dataset.key);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const deeds = { j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1), o: () => turn(toolbar.querySelector("[data-switch=only]")) };
    if (!deeds[event.key]) return;
    event.preventDefault();
    deeds[event.key]();
  });

  // An address may name a change; a hidden place in the text is shown before it is gone to.
  const arrive = () => {
    const key = decodeURIComponent(location.hash.slice(1));
    if (!places.has(key)) return;
    const chip = chips.find((each) => each.dataset.class === classOf(key));
    if (chip && chip.getAttribute("aria-pressed") === "false") turn(chip);
    go(key);
  };
  window.addEventListener("hashchange", arrive);

  toolbar.hidden = false;
  if (window.matchMedia("(max-width: 63.99rem)").matches) document.querySelector(".changes details").open = false;
  filter();
  arrive();
})();
