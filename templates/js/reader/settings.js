// Light or dark, and how large: shown at once, kept where the browser lets us.

const settings = byId("page.settings");

const choices = { theme: "auto", size: "medium" }; // and what each is where nothing was chosen

for (const [name, usual] of Object.entries(choices)) {
  const value = root.dataset[name] ?? usual;
  settings.querySelector(`[name=${name}][value=${value}]`).checked = true;
}

settings.addEventListener("change", (event) => {
  const { name, value } = event.target;
  const edge = bar.getBoundingClientRect().bottom;
  const held = name === "size" ? [...main.querySelectorAll(BLOCKS)].find((block) => block.getBoundingClientRect().bottom > edge) : null;
  const before = held?.getBoundingClientRect().top;
  if (value === choices[name]) delete root.dataset[name];
  else root.dataset[name] = value;
  keep({ [name]: value });
  if (held) window.scrollBy(0, held.getBoundingClientRect().top - before); // the line being read stays where it is
});

// Paper shows all that is folded.
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...main.querySelectorAll("details:not([open]):not(.mentions)")];
  for (const each of unfolded) each.open = true;
});
window.addEventListener("afterprint", () => { for (const each of unfolded) each.open = false; });
