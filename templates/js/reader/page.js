// What all the reader's tools share: the page and its parts, text as ranges, places in words.

const root = document.documentElement;
const main = document.querySelector("main");
const bar = document.querySelector(".bar");
const DIVISION = ".term, .clause, .annex, .element";
const HEAD = ":scope > :is(h2, h3, h4, h5, h6, .led, .entry-number)";
const narrow = window.matchMedia("(max-width: 63.99rem)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

const byId = (id) => document.getElementById(id);
const addressed = (link) => byId(decodeURIComponent(link.hash.slice(1)));

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// The data of the page, read again where the page was exchanged below the script.
const data = (() => {
  let element, value;
  return () => {
    const now = byId("page.data");
    if (now !== element || !value) [element, value] = [now, JSON.parse(now.textContent)];
    return value;
  };
})();

// What is gathered from the text once, and again after the text has changed.
const gathered = (() => {
  let age = 0;
  new MutationObserver(() => { age += 1; }).observe(document.body, { childList: true });
  new MutationObserver(() => { age += 1; }).observe(main, { childList: true, subtree: true, characterData: true });
  return (gather) => {
    let value, when = -1;
    return () => {
      if (when !== age) [value, when] = [gather(), age];
      return value;
    };
  };
})();

// --- what the reader has chosen ---

const kept = () => {
  try { return JSON.parse(localStorage.getItem("gbdoc.reader")) ?? {}; } catch { return {}; }
};
const keep = (choice) => {
  try { localStorage.setItem("gbdoc.reader", JSON.stringify({ ...kept(), ...choice })); } catch { /* not kept */ }
};

// --- places in words ---

const headOf = (division) => division.querySelector(HEAD);
const bare = (element) => {
  if (!element.querySelector("math")) return wordsOf(element).text.trim();
  const copy = element.cloneNode(true);
  for (const each of copy.querySelectorAll(".permalink, .mark, .number, .label, annotation")) each.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
};

const known = gathered(() => new WeakMap());

// The number and the title of a division or an exhibit; an untitled clause has no title.
const nameOf = (element) => {
  const names = known();
  if (!names.has(element)) names.set(element, readName(element));
  return names.get(element);
};

const readName = (element) => {
  const head = element.matches(DIVISION) ? headOf(element) : element.querySelector(":scope > figcaption, .caption, .side > .number");
  const number = (head?.matches(".number") ? head : head?.querySelector(".number"))?.textContent ?? "";
  if (element.matches(".term")) return { number, title: element.querySelector(".designation").textContent };
  if (element.matches(".annex")) return { number, title: bare(head.querySelector(".title")) };
  return { number, title: head && !head.matches(".led, .number") ? bare(head) : "" };
};

const divisionOf = (element) => element.closest(DIVISION);

// A place as GB/T 1.1 cites it: 第6章, 6.2, 附录A, 表1, 公式（1）, 前言.
const cited = (element) => {
  const { number, title } = nameOf(element);
  if (element.matches(".level-1")) return `第${number}章`;
  if (element.matches(".formula")) return `公式${number}`;
  return number || title;
};

// The number of a place inside a division: 6.2 b), 6.2 表1.
const numberAt = (element) => {
  const division = divisionOf(element);
  const { number, title } = division ? nameOf(division) : { number: "", title: "" };
  const marks = [];
  for (let item = element.closest("li"); item && division.contains(item); item = item.parentElement.closest("li")) {
    const label = item.querySelector(":scope > .led > .label")?.textContent ?? "";
    if (label.endsWith(")")) marks.unshift(label);
  }
  const table = element.closest(".table");
  return [number || title, table && nameOf(table).number, ...marks].filter(Boolean).join(" ");
};

// --- text as ranges ---

const LEFT_OUT = ".label, .number, .permalink, .mark, .tool, .mentions, annotation";
const OBJECT = "\ufffc";

// The words of an element without numbers, labels and marks, and where its nodes begin; a formula is one character.
const wordsOf = (element) => {
  const nodes = [], starts = [];
  let text = "";
  const add = (node) => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (child.data.includes("\n") && !child.data.trim()) continue;
        const gap = !text && child.data.startsWith("　") ? 1 : 0; // after the number of an untitled clause
        nodes.push([child, gap]);
        starts.push(text.length);
        text += gap ? child.data.slice(1) : child.data;
      } else if (child.localName === "math") {
        nodes.push([child, 0]);
        starts.push(text.length);
        text += OBJECT;
      } else if (child.nodeType === Node.ELEMENT_NODE && !child.matches(LEFT_OUT)) add(child);
    }
  };
  add(element);
  return { text, nodes, starts };
};

const rangeOf = ({ nodes, starts }, start, end) => {
  const at = (offset, last) => {
    let index = starts.length - 1;
    while (index > 0 && (starts[index] > offset || (last && starts[index] === offset))) index -= 1;
    return [nodes[index], offset - starts[index]];
  };
  const range = new Range();
  const [[first, gap], from] = at(start, false);
  const [[last, lastGap], to] = at(end, true);
  if (first.nodeType === Node.TEXT_NODE) range.setStart(first, Math.min(from + gap, first.length));
  else range.setStartBefore(first);
  if (last.nodeType === Node.TEXT_NODE) range.setEnd(last, Math.min(to + lastGap, last.length));
  else range.setEndAfter(last);
  return range;
};

// Ranges shown in a colour of their own; a browser that cannot do so has the elements around them marked.
const paint = (name, ranges) => {
  if (window.CSS?.highlights) {
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
    return;
  }
  for (const element of main.querySelectorAll(`.painted-${name}`)) element.classList.remove(`painted-${name}`);
  for (const range of ranges) range.startContainer.parentElement?.classList.add(`painted-${name}`);
};

// --- what happens ---

const go = (element, block = "start") => {
  for (let folded = element.closest("details:not([open])"); folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  element.scrollIntoView({ block });
  if (!element.matches("a, button, input, [tabindex]")) element.tabIndex = -1;
  if (!element.contains(document.activeElement)) element.focus({ preventScroll: true });
};

const toast = (() => {
  const element = make("p", { class: "toast", role: "status" });
  document.body.append(element);
  let timer;
  return (words) => {
    element.textContent = words;
    element.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(() => element.classList.remove("shown"), 2400);
  };
})();

const download = (name, rows) => {
  const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const safe = (cell) => (/^[=@]/.test(cell) ? `'${cell}` : cell); // no spreadsheet takes text for a formula
  const text = `\ufeff${rows.map((row) => row.map((cell) => quoted(safe(cell))).join(",")).join("\r\n")}\r\n`;
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: `${name}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
