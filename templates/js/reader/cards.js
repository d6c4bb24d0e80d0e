// Cards: what a reference leads to, shown beside it when it is pointed at, focused or tapped.

const card = make("aside", { class: "card", id: "page.card", "aria-label": "所指的内容" });
card.hidden = true;
document.body.append(card);
const LINKS = 'main a:not(.permalink, .external, [role="doc-backlink"])';
const ROWS = 6; // of a table
const LONGEST = 320; // characters of text

let holder = null; // the link whose card is shown
let waiting;

const copied = (element) => {
  const copy = element.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll("[id], [tabindex]")]) { each.removeAttribute("id"); each.removeAttribute("tabindex"); }
  for (const each of copy.querySelectorAll(".permalink, .tool, .mentions")) each.remove();
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  return copy;
};

const heading = (...words) => make("p", { class: "card-title" }, ...words.filter(Boolean));
const titled = (element) => {
  const { number, title } = nameOf(element);
  return heading(make("b", {}, element.matches(".formula") ? `公式${number}` : number || title), number && title ? ` ${title}` : "");
};

// The first blocks of a division, as many as a few lines hold.
const firstLines = (division) => {
  const lines = [];
  let length = 0;
  for (const block of division.querySelectorAll(":is(p, li > p, .table .caption, figcaption):not(.mentions *, .label)")) {
    if (block.closest(".table") && !block.matches(".caption")) continue;
    if (block.matches(".entry-number, .designation")) continue;
    const copy = copied(block);
    if (block === headOf(division)) copy.querySelector(".number")?.remove();
    lines.push(make("p", {}, ...copy.childNodes));
    length += copied(block).textContent.length;
    if (length > LONGEST || lines.length === 4) break;
  }
  return lines;
};

const tableOf = (table) => {
  const copy = copied(table.querySelector("table"));
  copy.removeAttribute("style");
  copy.querySelector("caption")?.remove();
  const rows = [...copy.tBodies[0].rows].slice(ROWS);
  for (const row of rows) row.remove();
  for (const cell of copy.querySelectorAll("[rowspan]")) cell.rowSpan = Math.min(cell.rowSpan, copy.rows.length - cell.parentElement.rowIndex);
  return [make("div", { class: "table" }, copy), rows.length ? make("p", { class: "more" }, `另有${rows.length}行`) : ""];
};

const figureOf = (figure) => {
  const image = figure.querySelector("img")?.cloneNode();
  image?.removeAttribute("style");
  return image ? [image] : [];
};

const rowOf = (row) => {
  const table = row.closest("table");
  const [head] = table.tHead.rows;
  const body = make("tbody", {}, copied(row));
  return [make("div", { class: "table" }, make("table", {}, make("thead", {}, copied(head)), body))];
};

const documentLine = (line) => {
  const [name, words] = data().standings[line.id] ?? [];
  const text = copied(line);
  return [make("p", {}, ...text.childNodes), words ? make("p", {}, make("span", { class: `standing ${name}` }, words)) : ""];
};

const contentOf = (target) => {
  if (target.matches(".table")) return [titled(target), ...tableOf(target)];
  if (target.matches(".figure")) return [titled(target), ...figureOf(target)];
  if (target.matches(".formula")) return [titled(target), copied(target.querySelector(".display"))];
  if (target.matches("tr")) return [titled(target.closest(".table")), ...rowOf(target)];
  if (target.closest(".references")) return documentLine(target);
  if (target.matches(DIVISION)) return [titled(target), ...firstLines(target)];
  const division = divisionOf(target);
  const whole = copied(target);
  return [division && !target.matches(".footnote") ? heading(make("b", {}, numberAt(target))) : "", whole.matches("p") ? make("p", {}, ...whole.childNodes) : whole];
};

const ofSibling = (link) => {
  const known = data().siblings[decodeURIComponent(link.getAttribute("href"))];
  return known ? [heading(make("b", {}, known[0])), known[1] ? make("p", {}, known[1]) : ""] : null;
};

const contentFor = (link) => {
  const href = link.getAttribute("href") ?? "";
  if (!href.startsWith("#")) return ofSibling(link);
  const target = addressed(link);
  return target && main.contains(target) ? contentOf(target) : null;
};

// --- where it stands ---

const place = (link) => {
  const box = link.getClientRects()[0];
  const [width, height] = [card.offsetWidth, card.offsetHeight];
  const below = box.bottom + 8 + height <= window.innerHeight || box.top < window.innerHeight / 2;
  card.style.left = `${Math.max(8, Math.min(box.left - 12, root.clientWidth - width - 8))}px`;
  card.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - height - 8)}px`;
};

const showCard = (link, tapped = false) => {
  const content = contentFor(link);
  if (!content) return hideCard();
  hideCard();
  card.replaceChildren(...content.filter(Boolean));
  if (tapped) card.append(make("p", { class: "onward" }, make("a", { href: link.getAttribute("href") }, "前往 →")));
  card.hidden = false;
  holder = link;
  link.setAttribute("aria-describedby", card.id);
  place(link);
};

const hideCard = () => {
  clearTimeout(waiting);
  dropCard();
};

const dropCard = () => {
  if (!holder) return;
  holder.removeAttribute("aria-describedby");
  holder = null;
  card.hidden = true;
};

const soon = (deed, after) => { clearTimeout(waiting); waiting = setTimeout(deed, after); };

let touched = false;
document.addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
  if (holder && !event.target.closest(".card") && event.target.closest("a") !== holder) hideCard();
});
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = event.target.closest(LINKS);
  if (link && link !== holder) soon(() => showCard(link), 220);
  else if (event.target.closest(".card") || link) clearTimeout(waiting);
  else if (holder && holder !== document.activeElement) soon(hideCard, 250);
  else if (!holder) clearTimeout(waiting);
});
document.addEventListener("focusin", (event) => {
  const link = event.target.closest(LINKS);
  if (link?.matches(":focus-visible") && !touched) showCard(link); // at once: a pointer that lies elsewhere would call it off
  else if (!event.target.closest(".card")) hideCard();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest(LINKS);
  if (link && touched && link !== holder && contentFor(link)) {
    event.preventDefault();
    showCard(link, true);
  } else if (link || event.target.closest(".card a")) hideCard();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !holder) return;
  event.preventDefault();
  hideCard();
}, true);
window.addEventListener("scroll", () => {
  if (!holder) return;
  const box = holder.getBoundingClientRect();
  if (box.bottom < 0 || box.top > window.innerHeight) dropCard(); // not the one that is waited for
  else place(holder);
}, { passive: true });
