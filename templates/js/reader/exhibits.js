// Tables as CSV, figures enlarged, and places copied in the words of a citation.

// A table as it is shown, a merged cell's words in each of its places.
const rowsOf = (table) => {
  const grid = [];
  for (const [row, line] of [...table.rows].filter((each) => !each.matches(".closing")).entries()) {
    grid[row] ??= [];
    let column = 0;
    for (const cell of line.cells) {
      while (grid[row][column] !== undefined) column += 1;
      const copy = cell.cloneNode(true);
      for (const each of copy.querySelectorAll(".mark, annotation")) each.remove();
      const words = copy.textContent.replace(/\s*\n\s*/g, " ").trim();
      for (let down = 0; down < cell.rowSpan; down += 1) {
        grid[row + down] ??= [];
        for (let right = 0; right < cell.colSpan; right += 1) grid[row + down][column + right] = words;
      }
      column += cell.colSpan;
    }
  }
  return grid.map((cells) => Array.from(cells, (words) => words ?? ""));
};

// --- figures ---

const lightbox = byId("page.lightbox");
const stage = lightbox.querySelector(".viewport");
let zoom = 1;
let fitting = 1;

const setZoom = (value) => {
  const image = stage.firstElementChild;
  const [x, y] = [(stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth, (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight];
  zoom = Math.min(Math.max(value, fitting / 2), 8);
  image.style.width = `${Math.round(image.naturalWidth * zoom)}px`;
  stage.scrollTo(x * stage.scrollWidth - stage.clientWidth / 2, y * stage.scrollHeight - stage.clientHeight / 2);
};

const zoomBy = { in: () => setZoom(zoom * 1.4), out: () => setZoom(zoom / 1.4), fit: () => setZoom(fitting) };

const enlarge = (figure) => {
  const source = figure.querySelector("img:not(.before)");
  const image = make("img", { src: source.src, alt: source.alt });
  const { number, title } = nameOf(figure);
  lightbox.querySelector(".title").textContent = `${number}　${title}`;
  stage.replaceChildren(image);
  lightbox.showModal();
  image.decode().catch(() => {}).then(() => {
    fitting = Math.min((stage.clientWidth - 32) / image.naturalWidth, (stage.clientHeight - 32) / image.naturalHeight);
    setZoom(fitting);
    stage.focus();
  });
};

lightbox.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom]");
  if (button) zoomBy[button.dataset.zoom]();
  else if (event.target.closest(".closer") || event.target === lightbox) lightbox.close();
});
lightbox.addEventListener("keydown", (event) => {
  const deed = { "+": zoomBy.in, "=": zoomBy.in, "-": zoomBy.out, 0: zoomBy.fit }[event.key];
  if (deed && !event.ctrlKey && !event.metaKey) deed();
});
stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  setZoom(zoom * Math.exp(-event.deltaY / 400));
}, { passive: false });

let grip = null; // where a drag began
stage.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "touch") grip = [event.clientX + stage.scrollLeft, event.clientY + stage.scrollTop];
});
stage.addEventListener("pointermove", (event) => {
  if (grip) stage.scrollTo(grip[0] - event.clientX, grip[1] - event.clientY);
});
window.addEventListener("pointerup", () => { grip = null; });
stage.addEventListener("dragstart", (event) => event.preventDefault());

// --- places ---

const copyPlace = async (link) => {
  const element = addressed(link);
  const words = `${data().number}，${cited(element)}`;
  history.replaceState(null, "", link.hash);
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const field = make("textarea", { class: "out-of-sight" }, words); // where the clipboard is closed to pages from a file
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    link.focus({ preventScroll: true });
  }
  toast(`已复制：${words}`);
};

main.addEventListener("click", (event) => {
  const tool = event.target.closest(".tool");
  const link = event.target.closest(".permalink");
  if (tool?.dataset.deed === "csv") {
    const table = tool.closest(".table");
    download(`${data().name}-${nameOf(table).number}`, rowsOf(table.querySelector("table")));
  } else if (tool) enlarge(tool.closest(".figure"));
  else if (link && !(event.metaKey || event.ctrlKey || event.shiftKey)) copyPlace(link);
});
