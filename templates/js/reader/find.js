// Find in the document: numbers, titles and terms first, then the text, with a list of results and marks in the text.

const query = byId("page.query");
const finder = byId("page.find");
const results = byId("page.results");
const told = finder.querySelector(".count");
const MOST = 200; // results that are listed

const BLOCKS = "h2, h3, h4, h5, h6, p, td, th, dt, dd, figcaption, .caption";
const NAMED = `${DIVISION}, .table, .figure, .formula`;

// One form for what is written in several: full-width and capital letters, dashes, spaces; no character more or less.
const even = (text) =>
  text
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const patternOf = (words) => {
  const letters = [...even(words).replace(/\s+/g, "")];
  return letters.length ? new RegExp(letters.map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s*"), "g") : null;
};

const names = gathered(() =>
  [...main.querySelectorAll(NAMED)].map((element) => ({ element, ...nameOf(element) })).filter(({ number, title }) => number || title)
);
const texts = gathered(() =>
  [...main.querySelectorAll(BLOCKS)]
    .filter((element) => !element.closest(".mentions, .drawing") && !element.querySelector("p, td, ul, ol"))
    .map((element) => ({ element, words: wordsOf(element) }))
    .filter(({ words }) => words.text)
    .map((block) => ({ ...block, even: even(block.words.text) }))
);

// How well a name answers a query: its number is the query, the title is, it begins so, it holds it.
const rank = ({ number, title }, wanted, pattern) => {
  const [n, t] = [even(number).replace(/\s/g, ""), even(title).replace(/\s/g, "")];
  if (n === wanted || `第${n}章` === wanted) return 0;
  if (t === wanted || t.startsWith(wanted)) return t === wanted ? 1 : 2;
  pattern.lastIndex = 0;
  return pattern.test(even(`${number} ${title}`)) ? 3 : -1;
};

const search = (words) => {
  const pattern = patternOf(words);
  if (!pattern) return { named: [], hits: [] };
  const wanted = even(words).replace(/\s/g, "");
  const named = names()
    .map((name) => ({ ...name, rank: rank(name, wanted, pattern) }))
    .filter((name) => name.rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  const hits = [];
  for (const block of texts()) {
    pattern.lastIndex = 0;
    for (const found of block.even.matchAll(pattern)) hits.push({ block, start: found.index, end: found.index + found[0].length });
  }
  return { named, hits };
};

// --- the list ---

let list = []; // of what is listed: the element to go to, and the hit in it
let active = -1;
let visited = false;

const excerpt = ({ block, start, end }) => {
  const text = block.words.text;
  const from = Math.max(0, start - 18), to = Math.min(text.length, end + 40);
  const clean = (part) => part.replaceAll(OBJECT, "▫");
  return [from ? "…" : "", clean(text.slice(from, start)), make("mark", {}, clean(text.slice(start, end))), clean(text.slice(end, to)), to < text.length ? "…" : ""];
};

const option = (index, number, title, words) => {
  const line = make("div", { role: "option", id: `page.result-${index}`, "aria-selected": "false" });
  line.dataset.index = index;
  line.append(make("span", { class: "place" }, make("b", {}, number), title ? ` ${title}` : ""));
  if (words) line.append(make("span", { class: "excerpt" }, ...words));
  return line;
};

const show = () => {
  const { named, hits } = search(query.value);
  const inHeads = (hit) => hit.block.element.closest("h2, h3, h4, h5, h6, figcaption, .caption, .designation");
  const inText = hits.filter((hit) => !inHeads(hit));
  list = [...named.map(({ element }) => ({ element })), ...inText.map((hit) => ({ element: hit.block.element, hit }))].slice(0, MOST);
  results.replaceChildren(...named.slice(0, MOST).map((name, index) => option(index, name.number, name.title)));
  let place = "";
  for (const [index, { element, hit }] of list.entries()) {
    if (!hit) continue;
    const division = divisionOf(element);
    const name = division ? nameOf(division) : { number: "", title: "" };
    const at = numberAt(element);
    results.append(option(index, at, at === place || !name.number ? "" : name.title, excerpt(hit)));
    place = at;
  }
  const total = named.length + inText.length;
  told.textContent = !query.value.trim() ? "" : total ? `${total}处${total > MOST ? `，列出前${MOST}处` : ""}` : "没有找到";
  query.setAttribute("aria-expanded", String(list.length > 0));
  paint("found", hits.slice(0, 4000).map(({ block, start, end }) => rangeOf(block.words, start, end)));
  paint("found-current", []);
  choose(list.length ? 0 : -1);
  visited = false;
  results.scrollTop = 0;
};

const choose = (index) => {
  results.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  active = index;
  const line = results.querySelector(`[data-index="${index}"]`);
  if (!line) return query.removeAttribute("aria-activedescendant");
  line.setAttribute("aria-selected", "true");
  line.scrollIntoView({ block: "nearest" });
  query.setAttribute("aria-activedescendant", line.id);
};

const visit = () => {
  const { element, hit } = list[active] ?? {};
  if (!element) return;
  visited = true;
  const head = hit ? element : headOf(element) ?? element.querySelector("figcaption, .caption, .number") ?? element;
  for (let folded = element.closest("details:not([open])"); folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  head.scrollIntoView({ block: hit ? "center" : "start", inline: "nearest" });
  paint("found-current", [hit ? rangeOf(hit.block.words, hit.start, hit.end) : (() => { const range = new Range(); range.selectNodeContents(head); return range; })()]);
};

let timer;
query.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 60); });
query.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && list.length) {
    event.preventDefault();
    choose((active + step + list.length) % list.length);
    visited = false;
  } else if (event.key === "Enter" && list.length) {
    event.preventDefault();
    clearTimeout(timer);
    if (visited) choose((active + (event.shiftKey ? -1 : 1) + list.length) % list.length);
    visit();
  }
});
results.addEventListener("click", (event) => {
  const line = event.target.closest("[role=option]");
  if (!line) return;
  choose(Number(line.dataset.index));
  visit();
  leave();
});
whenOpened.set("page.find", () => { query.select(); if (query.value) show(); });
whenClosed.set("page.find", () => { if (!narrow.matches) { paint("found", []); paint("found-current", []); } });
