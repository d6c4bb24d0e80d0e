// The panels that the bar opens, one at a time; Esc or a choice on a phone closes them, and the focus goes back.

let opened = null; // the button of the panel that is open

const panelOf = (button) => byId(button.getAttribute("aria-controls"));
const whenOpened = new Map(); // id of a panel -> what is done then
const whenClosed = new Map();

const openPanel = (button) => {
  if (opened) closePanel(false);
  const panel = panelOf(button);
  opened = button;
  button.setAttribute("aria-expanded", "true");
  panel.hidden = false;
  panel.classList.add("open");
  root.classList.toggle("beside", panel.matches("#page\\.find, #page\\.register"));
  whenOpened.get(panel.id)?.();
  panel.querySelector("input:not([type=radio]), .closer, a")?.focus({ preventScroll: true });
};

const closePanel = (back = true) => {
  if (!opened) return;
  const button = opened, panel = panelOf(button);
  const inside = panel.contains(document.activeElement);
  opened = null;
  button.setAttribute("aria-expanded", "false");
  panel.classList.remove("open");
  if (panel !== contents) panel.hidden = true;
  root.classList.remove("beside");
  whenClosed.get(panel.id)?.();
  if (back && inside) button.focus({ preventScroll: true });
};

bar.addEventListener("click", (event) => {
  const button = event.target.closest(".opener");
  if (!button) return;
  if (button === opened) closePanel();
  else openPanel(button);
});

document.addEventListener("click", (event) => {
  if (event.target.closest(".panel .closer")) closePanel();
  else if (opened?.matches("[data-opens=settings], [data-opens=contents]") && !event.target.closest(".panel, .opener, nav.contents")) closePanel(false);
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && opened) closePanel();
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  const button = bar.querySelector("[data-opens=find]");
  if (opened !== button) openPanel(button);
  byId("page.query").focus();
});

// Going on in a drawer of a phone leads out of it.
const leave = () => { if (narrow.matches) closePanel(false); };
