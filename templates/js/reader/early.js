// Before anything is drawn: that there is a script, and what the reader has chosen here before.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem("gbdoc.reader")) ?? {}; } catch { /* kept nowhere */ }
  if (kept.theme === "light" || kept.theme === "dark") root.dataset.theme = kept.theme;
  // How ranges are painted is told here, because validators do not know such rules yet, and now, because later all would be styled anew.
  if (window.CSS?.highlights) {
    const painted = ["found", "found-current", "requirement", "instruction", "recommendation", "permission", "possibility", "capability"];
    const rules = new CSSStyleSheet();
    rules.replaceSync(painted.map((name) => `::highlight(${name}) { background-color: var(--paint-${name}); }`).join("\n"));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
  }
  if (["small", "large", "huge"].includes(kept.size)) root.dataset.size = kept.size;
})();
