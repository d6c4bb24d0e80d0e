// The register of provisions: which sentences require, recommend, permit …, marked in the text, listed, saved as CSV.

const registry = byId("page.register");
const marking = byId("page.marking");
const listed = registry.querySelector(".results");
const switches = [...registry.querySelectorAll("[data-kind]")];
const KINDS = switches.map((button) => button.dataset.kind);
const kindWords = (kind) => switches[kind].firstChild.data.trim();

const provisions = gathered(() => {
  const found = [];
  for (const [anchor, ...numbers] of data().register) {
    const element = byId(anchor);
    if (!element) continue;
    const words = wordsOf(element);
    for (let index = 0; index < numbers.length; index += 3) {
      const [kind, start, end] = numbers.slice(index, index + 3);
      found.push({ element, kind, number: numberAt(element), range: rangeOf(words, start, end), text: sentence(words, start, end) });
    }
  }
  return found;
});

// A sentence in plain words; a formula as its own text.
const sentence = ({ text, nodes, starts }, start, end) => {
  let said = "";
  for (let offset = start; offset < end; offset += 1) {
    const node = text[offset] === OBJECT ? nodes[starts.indexOf(offset)]?.[0] : null;
    said += node ? bare(node).replace(/\s/g, "") : text[offset] ?? "";
  }
  return said.trim();
};

const wantedKinds = () => new Set(switches.filter((button) => button.getAttribute("aria-pressed") === "true").map((button) => KINDS.indexOf(button.dataset.kind)));
const wanted = () => {
  const kinds = wantedKinds();
  return provisions().filter(({ kind }) => kinds.has(kind));
};

const markProvisions = () => {
  const shown = marking.checked && !registry.hidden ? wanted() : [];
  for (const [kind, name] of KINDS.entries()) paint(name, shown.filter((each) => each.kind === kind).map(({ range }) => range));
};

const listProvisions = () => {
  const shown = wanted();
  for (const [kind, button] of switches.entries()) {
    const total = provisions().filter((each) => each.kind === kind).length;
    button.querySelector(".total").textContent = total;
    button.hidden = !total;
  }
  registry.querySelector(".count").textContent = `${shown.length}条`;
  listed.replaceChildren(...shown.map(({ element, kind, number, text }) => {
    const link = make("a", { href: `#${element.id}` }, make("b", {}, number), " ", make("span", { class: `kind ${KINDS[kind]}` }, kindWords(kind)), make("span", { class: "excerpt" }, text));
    return make("li", {}, link);
  }));
  markProvisions();
};

switches.forEach((button) => button.addEventListener("click", () => {
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  listProvisions();
}));
marking.addEventListener("change", markProvisions);
listed.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const element = addressed(link);
  element.scrollIntoView({ block: "center", inline: "nearest" });
  history.replaceState(null, "", link.hash);
  for (const each of listed.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  leave();
});
registry.querySelector("[data-deed=register]").addEventListener("click", () => {
  const rows = wanted().map(({ element, kind, number, text }) => [number, kindWords(kind), text, element.id]);
  download(`${data().name}-条款`, [["编号", "类型", "条文", "标识"], ...rows]);
});
whenOpened.set("page.register", listProvisions);
whenClosed.set("page.register", markProvisions);
