// 目次 at the side: it follows the scroll, its levels fold; on a phone it is a drawer.

const contents = document.querySelector("nav.contents");
const here = bar.querySelector(".here");
const stops = gathered(() =>
  [...contents.querySelectorAll(".divisions a")].map((link) => [link, addressed(link)]).filter(([, element]) => element)
);

const foldable = () => contents.querySelectorAll(".divisions li:has(> ol)");

const fold = (item, folded) => {
  item.classList.toggle("unfolded", !folded);
  item.querySelector(":scope > .fold").setAttribute("aria-expanded", String(!folded));
};

const addFolds = () => {
  for (const item of foldable()) {
    if (item.querySelector(":scope > .fold")) continue;
    const name = item.querySelector("a").textContent;
    item.prepend(make("button", { type: "button", class: "fold", "aria-expanded": "false", "aria-label": `${name}的下级` }));
  }
};

// One button opens and folds all of them.
const addFoldAll = () => {
  if (contents.querySelector(".fold-all") || !foldable().length) return;
  const button = make("button", { type: "button", class: "fold-all" }, "全部展开");
  contents.querySelector("h2").after(button);
  button.addEventListener("click", () => {
    const open = button.textContent === "全部展开";
    for (const item of foldable()) { fold(item, !open); item.classList.toggle("kept", open); }
    button.textContent = open ? "全部收起" : "全部展开";
  });
};

contents.addEventListener("click", (event) => {
  const button = event.target.closest(".fold");
  if (button) {
    const item = button.parentElement;
    const folded = item.classList.contains("unfolded");
    fold(item, folded);
    item.classList.toggle("kept", !folded);
  } else if (event.target.closest("a") && narrow.matches) closePanel();
});

let current = null;

// The last stop whose top has passed the bar; the tops are in order, so few have to be asked.
const stopInSight = () => {
  const all = stops();
  const edge = bar.getBoundingClientRect().bottom + 56;
  let low = 0, high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle][1].getBoundingClientRect().top <= edge) low = middle + 1;
    else high = middle;
  }
  return all[low - 1]?.[0];
};

const follow = () => {
  const link = stopInSight();
  if (link === current && (!link || link.hasAttribute("aria-current"))) return;
  for (const each of contents.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
  for (const item of contents.querySelectorAll(".unfolded:not(.kept)")) if (!link || !item.contains(link)) fold(item, true);
  current = link;
  here.textContent = link ? link.textContent : document.title;
  if (!link) return;
  link.setAttribute("aria-current", "location");
  for (let item = link.closest("li"); item; item = item.parentElement.closest("li")) if (item.querySelector(":scope > .fold")) fold(item, false);
  const box = link.getBoundingClientRect(), frame = contents.getBoundingClientRect();
  if (!contents.matches(":hover, :focus-within") && (box.top < frame.top + 80 || box.bottom > frame.bottom - 80)) {
    contents.scrollTop += box.top - frame.top - contents.clientHeight / 3;
  }
};

let asked = false;
const followSoon = () => {
  if (asked) return;
  asked = true;
  setTimeout(() => { asked = false; follow(); }, 80); // not in every frame: drawing the side anew costs more than scrolling
};

window.addEventListener("scroll", followSoon, { passive: true });
window.addEventListener("resize", followSoon);
new MutationObserver(() => { addFolds(); addFoldAll(); followSoon(); }).observe(contents, { childList: true, subtree: true });
addFolds();
addFoldAll();
requestAnimationFrame(followSoon); // once the page is laid out anyway
