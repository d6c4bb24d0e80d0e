// Follows the sources: brings the page up to date in place, shows what is found in them, leads from the page to them and back.
(() => {
  "use strict";
  const [name, first] = document.querySelector("meta[name=live]").content.split(" ");
  const root = document.body;
  let version = first;
  let session = { token: "", opens: false };

  const make = (tag, className, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  // --- the page as it was sent, beside the page as it is shown ---
  // Other scripts may add to what is shown. What changes is found by comparing what was sent with what is sent now;
  // each node that was sent knows its twin on the screen, and only twins are touched.

  const twins = new WeakMap();
  const pair = (sent, shown) => {
    twins.set(sent, shown);
    for (let a = sent.firstChild, b = shown.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pair(a, b);
  };
  const textsOf = (page, selector) => [...page.querySelectorAll(selector)].map((element) => element.textContent).join("\n");
  const DATA = "script[type='application/json']";
  const CODE = `script:not(${DATA})`;
  // Ours stands behind the text of the page; what comes behind it is data, which is brought up to date, and code, which stays as it is.
  const cut = (body) => {
    let node = body.querySelector("script[data-live]");
    while (node) {
      const next = node.nextSibling;
      node.remove();
      node = next;
    }
    return body;
  };
  const sent = root.cloneNode(true);
  pair(sent, root);
  cut(sent);
  let styles = textsOf(document, "style");
  let code = "";
  document.addEventListener("DOMContentLoaded", () => { code = textsOf(document, CODE); });

  class Astray extends Error {} // the screen is not what we think it is

  const twin = (node) => {
    const shown = twins.get(node);
    if (!shown || !shown.isConnected) throw new Astray();
    return shown;
  };

  const signature = (node) => (node.nodeType === Node.ELEMENT_NODE && !node.textContent ? node.outerHTML : `${node.nodeName} ${node.textContent}`);
  const blank = (node) => node.nodeType === Node.TEXT_NODE && !node.data.trim();
  const authored = (node) => node.nodeType === Node.ELEMENT_NODE && node.id && !node.id.includes(".");

  // Which old child each new child is: first those with the same words, in order, then those with an author's id, then what is left in turn.
  const matches = (olds, news) => {
    const found = new Map();
    const firstOf = (from, to, test) => {
      for (let at = from; at < to; at += 1) if (test(olds[at])) return at;
      return -1;
    };
    const within = (oldFrom, oldTo, newFrom, newTo, tests) => {
      if (oldFrom >= oldTo || newFrom >= newTo || !tests.length) return;
      const [test, ...rest] = tests;
      let old = oldFrom;
      let after = newFrom;
      for (let at = newFrom; at < newTo; at += 1) {
        const same = test(news[at]);
        const place = same ? firstOf(old, oldTo, same) : -1;
        if (place < 0) continue;
        within(old, place, after, at, rest);
        found.set(news[at], olds[place]);
        old = place + 1;
        after = at + 1;
      }
      within(old, oldTo, after, newTo, rest);
    };
    const signatures = new Map(olds.map((node) => [node, signature(node)]));
    within(0, olds.length, 0, news.length, [
      (node) => { const words = signature(node); return !blank(node) && ((other) => signatures.get(other) === words); },
      (node) => authored(node) && ((other) => other.id === node.id && other.nodeName === node.nodeName),
      (node) => (other) => other.nodeName === node.nodeName && !(authored(node) && authored(other)),
    ]);
    return found;
  };

  const bring = (old, fresh, touched) => {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      twin(old).data = fresh.data;
      old.data = fresh.data;
      touched.add(twin(old).parentElement);
      return;
    }
    bringAttributes(old, fresh, touched);
    const olds = [...old.childNodes];
    const news = [...fresh.childNodes];
    let start = 0;
    while (start < olds.length && start < news.length && olds[start].isEqualNode(news[start])) start += 1;
    let end = 0;
    while (end < olds.length - start && end < news.length - start && olds[olds.length - 1 - end].isEqualNode(news[news.length - 1 - end])) end += 1;
    bringChildren(old, start ? olds[start - 1] : null, olds.slice(start, olds.length - end), news.slice(start, news.length - end), touched);
  };

  const bringAttributes = (old, fresh, touched) => {
    const shown = twin(old);
    for (const { name: key } of [...old.attributes]) {
      if (fresh.hasAttribute(key)) continue;
      shown.removeAttribute(key);
      old.removeAttribute(key);
    }
    for (const { name: key, value } of fresh.attributes) {
      if (old.getAttribute(key) === value) continue;
      if (key === "class") bringClasses(shown, old, fresh);
      else shown.setAttribute(key, value);
      old.setAttribute(key, value);
      if (key === "src") touched.add(shown);
    }
  };

  // Classes that other scripts have given stay.
  const bringClasses = (shown, old, fresh) => {
    shown.classList.remove(...old.classList);
    shown.classList.add(...fresh.classList);
  };

  const bringChildren = (parent, before, olds, news, touched) => {
    const found = matches(olds, news);
    const kept = new Set(found.values());
    for (const node of olds) {
      if (kept.has(node)) continue;
      const shown = twin(node);
      touched.add(shown.parentElement);
      shown.remove();
      node.remove();
    }
    for (const node of news) {
      const old = found.get(node);
      if (old) bring(old, node, touched);
      else insert(parent, before, node, touched);
      before = old ?? node;
    }
  };

  const insert = (parent, before, node, touched) => {
    const shown = document.importNode(node, true);
    if (before) twin(before).after(shown);
    else twin(parent).prepend(shown);
    if (before) before.after(node);
    else parent.prepend(node);
    pair(node, shown);
    touched.add(shown.nodeType === Node.ELEMENT_NODE ? shown : shown.parentElement);
  };

  // --- bringing it up to date ---

  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  const LARGE = "section, nav, header";
  const outermost = () => [...sent.querySelectorAll(LARGE)].filter((element) => !element.parentElement.closest(LARGE));

  const bringPieces = (changed, touched) => {
    const all = outermost();
    for (const [place, text] of changed) {
      const page = parse(text);
      const fresh = page.body.firstElementChild;
      if (page.querySelector(DATA)) bringData(page);
      else if (!all[place] || !fresh || all[place].nodeName !== fresh.nodeName) throw new Astray();
      else bring(all[place], fresh, touched);
    }
  };

  const bringData = (fresh) => {
    for (const data of fresh.querySelectorAll(DATA)) {
      const shown = document.getElementById(data.id);
      if (!shown) throw new Astray();
      if (shown.textContent !== data.textContent) shown.replaceWith(document.importNode(data, true)); // who reads it sees that it is another
    }
  };

  const bringAll = (text, touched) => {
    const sheets = [];
    const fresh = parse(text.replace(/<style>([^]*?)<\/style>/g, (_, sheet) => { sheets.push(sheet); return ""; }));
    if (textsOf(fresh, CODE) !== code) throw new Astray();
    bringStyles(sheets.join("\n"));
    document.title = fresh.title;
    bringData(fresh);
    bring(sent, cut(fresh.body), touched);
    return fresh.querySelector("meta[name=live]").content.split(" ")[1];
  };

  const bringStyles = (fresh) => {
    if (fresh === styles) return;
    styles = fresh;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets = [sheet];
    for (const style of document.querySelectorAll("style")) style.sheet.disabled = true;
  };

  // Whatever stands at the top of the screen stays where it is.
  const keepingPlace = (deed) => {
    const anchor = [0.15, 0.35, 0.6].map((part) => document.elementsFromPoint(window.innerWidth / 2, window.innerHeight * part).find((each) => each.closest("main") && each !== document.querySelector("main"))).find(Boolean);
    const chain = [];
    for (let each = anchor; each && each !== root; each = each.parentElement) chain.push([each, each.getBoundingClientRect().top]);
    deed();
    const still = window.scrollY > 0 && chain.find(([each]) => each.isConnected);
    if (still) window.scrollBy({ top: still[0].getBoundingClientRect().top - still[1], behavior: "instant" });
  };

  let updating = Promise.resolve();
  const update = (news) => {
    updating = updating.then(() => bringTo(news)).catch((fault) => {
      if (fault instanceof Astray) window.location.reload();
      else if (connected) console.error(fault); // else we hear of it again when the line is back
    });
  };

  const bringTo = async (news) => {
    if (news.version === version) return;
    const touched = new Set();
    const whole = news.base === version ? null : await (await fetch(window.location.pathname, { cache: "no-store" })).text();
    keepingPlace(() => {
      if (whole === null) bringPieces(news.changed, touched);
      version = whole === null ? news.version : bringAll(whole, touched);
    });
    places = null;
    mark(touched);
    document.dispatchEvent(new CustomEvent("live:update", { detail: { version, touched: [...touched] } }));
  };

  // --- what has changed is marked for a moment ---

  const BLOCK = "p, li, dt, dd, tr, h1, h2, h3, h4, h5, h6, figcaption, caption, figure, .formula, .term, section";
  const MOST = 40; // more is not looked at

  const mark = (touched) => {
    const blocks = new Set([...touched].map((element) => element?.closest?.(BLOCK)).filter((block) => block?.isConnected && block.closest("main")));
    const inner = [...blocks].filter((block) => !block.matches("section") || ![...blocks].some((other) => other !== block && block.contains(other)));
    const edge = document.querySelector("main").getBoundingClientRect().left;
    for (const block of inner.slice(0, MOST)) {
      const box = block.getBoundingClientRect();
      if (!box.height) continue;
      const bar = make("i", "live-bar", "", { "aria-hidden": "true" });
      bar.style.cssText = `top:${box.top + window.scrollY}px;left:${Math.max(2, edge + 6)}px;height:${box.height}px`;
      root.append(bar);
      setTimeout(() => bar.remove(), 2600);
    }
  };

  // --- places ---

  let places = null;
  const placesOf = async () => {
    places ??= fetch(`/places/${name}.json`, { cache: "no-store" }).then((answer) => (answer.ok ? answer.json() : { files: [], places: {} }));
    return places;
  };

  const placeOf = async (element) => {
    const map = await placesOf();
    for (let each = element; each; each = each.parentElement) {
      const found = each.id && map.places[each.id];
      if (found) return { element: each, file: map.files[found[0]], line: found[1] };
    }
    return null;
  };

  // The smallest block that holds a line, else the last one before it.
  const elementAt = async (file, line) => {
    const map = await placesOf();
    const at = map.files.indexOf(file);
    const candidates = Object.entries(map.places)
      .filter(([anchor, place]) => place[0] === at && place[1] <= line && document.getElementById(anchor))
      .sort(([, a], [, b]) => Number(b[2] >= line) - Number(a[2] >= line) || b[1] - a[1] || a[2] - b[2]);
    return candidates.length ? document.getElementById(candidates[0][0]) : null;
  };

  const show = (element) => {
    for (let each = element.parentElement; each; each = each.parentElement) if (each.matches("details")) each.open = true;
    const tall = element.getBoundingClientRect().height > window.innerHeight * 0.6;
    element.scrollIntoView({ block: tall ? "start" : "center" });
    mark([element]);
  };

  const showPlace = async (file, line) => {
    const element = await elementAt(file, line);
    if (element) show(element);
    else toast(`${file}:${line} 不印在页面上`);
  };

  const post = (path, value) =>
    fetch(path, { method: "POST", headers: { "X-Live-Token": session.token, "Content-Type": "application/json" }, body: JSON.stringify(value) });

  const take = async (file, line) => {
    if (session.opens) {
      const answer = await post("/open", { file, line });
      if (answer.ok) toast(`已在编辑器里打开 ${file}:${line}`);
      else toast(answer.status === 409 ? (await answer.json()).words : "打不开编辑器，请刷新页面再试");
      return;
    }
    try {
      await navigator.clipboard.writeText(`${file}:${line}`);
      toast(`已复制 ${file}:${line}`);
    } catch {
      toast(`${file}:${line}`);
    }
  };

  document.addEventListener("click", async (event) => {
    if (!event.altKey || event.target.closest(".live")) return;
    event.preventDefault();
    event.stopPropagation();
    const found = await placeOf(event.target);
    if (found) await take(found.file, found.line);
    else toast("这里没有对应的源文件");
  }, true);

  const arrive = () => {
    const found = /^#line=(.+):(\d+)$/.exec(decodeURIComponent(window.location.hash));
    if (found) showPlace(found[1], Number(found[2]));
  };
  window.addEventListener("hashchange", arrive);

  // --- the panel ---

  const panel = make("aside", "live", "", { "aria-label": "预览" });
  panel.innerHTML = `
    <button class="live-pill" type="button" aria-expanded="false" aria-controls="live.panel"><i class="live-dot"></i><span class="live-words" role="status">正在连接…</span></button>
    <div class="live-panel" id="live.panel" hidden>
      <div class="live-head"><p class="live-title"></p><div class="live-chips"></div><button class="live-close" type="button" aria-label="收起">×</button></div>
      <p class="live-alert" role="alert" hidden></p>
      <ol class="live-list" tabindex="-1"></ol>
      <div class="live-foot">
        <div class="live-row live-pdf"><a class="live-link" target="_blank" hidden></a><button type="button" class="live-print">生成 PDF</button><span class="live-aside"></span></div>
        <div class="live-row"><button type="button" class="live-since" aria-expanded="false">修订对比…</button><a class="live-link" href="/">全部文稿</a></div>
        <ul class="live-revisions" hidden></ul>
      </div>
    </div>
    <output class="live-toast" hidden></output>`;
  const part = (selector) => panel.querySelector(selector);
  root.append(panel);

  let findings = { errors: 0, warnings: 0, items: [] };
  let connected = false;
  let alarm = "";
  let gone = "";
  const hidden = new Set();

  const open = (opened) => {
    part(".live-panel").hidden = !opened;
    part(".live-pill").setAttribute("aria-expanded", String(opened));
    panel.classList.toggle("live-open", opened);
  };
  part(".live-pill").addEventListener("click", () => open(part(".live-panel").hidden));
  part(".live-close").addEventListener("click", () => { open(false); part(".live-pill").focus(); });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || part(".live-panel").hidden) return;
    event.stopPropagation();
    open(false);
    part(".live-pill").focus();
  });

  let toasting = 0;
  const toast = (words) => {
    clearTimeout(toasting);
    part(".live-toast").textContent = words;
    part(".live-toast").hidden = false;
    toasting = setTimeout(() => { part(".live-toast").hidden = true; }, 3000);
  };

  const summary = () => [findings.errors && `${findings.errors} 个错误`, findings.warnings && `${findings.warnings} 个警告`].filter(Boolean).join("，");
  const state = () => {
    if (!connected) return ["off", "连接断了，正在重连…"];
    if (gone) return ["error", "文稿已不在"];
    if (alarm) return ["error", "程序出错"];
    if (findings.broken) return ["error", `源文件有错${findings.errors ? `（${findings.errors}）` : ""}`];
    if (findings.errors) return ["error", summary()];
    if (findings.warnings) return ["warning", summary()];
    return ["fine", name === "index" || findings.items ? "没有问题" : "正在检查…"];
  };

  const draw = () => {
    const [mood, words] = state();
    panel.dataset.mood = mood;
    if (part(".live-words").textContent !== words) part(".live-words").textContent = words;
    part(".live-title").textContent = name === "index" ? "预览" : summary() || "没有查出问题";
    const told = [gone, alarm, findings.broken && "源文件有错，下面列出；页面仍是最后一次排好的样子。"].filter(Boolean).join(" ");
    part(".live-alert").textContent = told;
    part(".live-alert").hidden = !told;
    for (const element of panel.querySelectorAll(".live-pdf, .live-since")) element.hidden = name === "index" || Boolean(gone);
  };

  const drawFindings = () => {
    const items = findings.items ?? [];
    if (!findings.errors || !findings.warnings) hidden.clear();
    part(".live-chips").replaceChildren(...(findings.errors && findings.warnings ? [chip("错误", findings.errors), chip("警告", findings.warnings)] : []));
    part(".live-list").replaceChildren(...items.filter((item) => !hidden.has(item.severity)).map(row));
    const more = (findings.errors ?? 0) + (findings.warnings ?? 0) - items.length;
    if (more > 0) part(".live-list").append(make("li", "live-more", `还有 ${more} 个，运行 check 看全部`));
    draw();
  };

  const chip = (kind, count) => {
    const button = make("button", "live-chip", `${kind} ${count}`, { type: "button", "aria-pressed": String(!hidden.has(kind)) });
    button.addEventListener("click", () => {
      if (!hidden.delete(kind)) hidden.add(kind);
      drawFindings();
      [...panel.querySelectorAll(".live-chip")].find((other) => other.textContent.startsWith(kind))?.focus();
    });
    return button;
  };

  const row = (item) => {
    const line = make("li", "live-item");
    line.dataset.severity = item.severity === "错误" ? "error" : "warning";
    const message = make("button", "live-message", item.message, { type: "button", title: "在页面上看" });
    message.prepend(make("span", "live-aloud", `${item.severity}：`));
    message.addEventListener("click", () => {
      if (window.matchMedia("(max-width: 40rem)").matches) open(false); // it would stand before what is shown
      showPlace(item.file, item.line);
    });
    const place = make("button", "live-place", `${item.file}:${item.line}`, { type: "button", title: session.opens ? "在编辑器里打开" : "复制位置" });
    place.addEventListener("click", () => take(item.file, item.line));
    const under = make("div", "live-under");
    under.append(place, make("span", "live-rule", item.rule));
    line.append(message, under);
    return line;
  };

  // --- PDF and redlines ---

  let pdf = {};
  const age = (made) => {
    const minutes = Math.floor((Date.now() - made) / 60000);
    if (minutes < 1) return "刚刚";
    return minutes < 60 ? `${minutes} 分钟前` : `${Math.floor(minutes / 60)} 小时前`;
  };
  const drawPdf = () => {
    const link = part(".live-pdf .live-link");
    link.hidden = !pdf.made;
    link.href = `/${name}.pdf?${pdf.made}`;
    link.textContent = pdf.made ? `PDF（${pdf.pages} 页）` : "";
    part(".live-print").disabled = Boolean(pdf.making);
    part(".live-print").textContent = pdf.making ? "正在生成…" : pdf.made ? "重新生成" : "生成 PDF";
    part(".live-print").hidden = Boolean(pdf.made && !pdf.stale && !pdf.making && !pdf.words);
    const aside = pdf.words || [pdf.made && age(pdf.made), pdf.stale && "已过时", pdf.complaints?.length && `排版提示 ${pdf.complaints.length} 条`].filter(Boolean).join("，");
    part(".live-pdf .live-aside").textContent = aside;
    part(".live-pdf .live-aside").title = (pdf.complaints ?? []).join("\n");
    part(".live-pdf").classList.toggle("live-stale", Boolean(pdf.stale));
  };
  setInterval(drawPdf, 30000);
  part(".live-print").addEventListener("click", async () => {
    const answer = await post(`/${name}.pdf`, {});
    if (!answer.ok) toast("没有生成，请刷新页面再试");
  });

  part(".live-since").addEventListener("click", async () => {
    const list = part(".live-revisions");
    list.hidden = !list.hidden;
    part(".live-since").setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) return;
    list.replaceChildren(make("li", "live-more", "正在读取…"));
    const { revisions, words } = await (await fetch("/revisions.json", { cache: "no-store" })).json();
    list.replaceChildren(...revisions.map(revision));
    if (!revisions.length) list.append(make("li", "live-more", words || "没有 git 版本可比"));
    list.scrollIntoView({ block: "nearest" });
  });
  const revision = (each) => {
    const item = make("li");
    const link = make("a", "", "", { href: `/redline/${name}.html?since=${encodeURIComponent(each.id)}`, target: "_blank" });
    link.append(make("span", "live-kind", each.kind), make("b", "", each.name), make("span", "live-rule", each.words));
    item.append(link);
    return item;
  };

  // --- the line to the server ---

  let titled = ""; // how the document was called when it was last there
  const drawLibrary = (documents) => {
    const here = documents.find((each) => each.name === name);
    const namesake = !here && documents.find((each) => each.title === titled);
    if (here) titled = here.title;
    gone = name === "index" || here ? "" : `这个文稿${namesake ? `已改名为 ${namesake.name}` : "已删去或改名"}，页面仍是最后的样子。`;
    draw();
    if (namesake) part(".live-alert").append(make("a", "live-link", `去看 ${namesake.name}`, { href: `/${namesake.name}.html` }));
  };

  const listeners = {
    hello: (told) => { session = told; },
    page: update,
    shell: () => window.location.reload(),
    findings: (told) => { findings = told; drawFindings(); },
    pdf: (told) => { pdf = told; drawPdf(); },
    library: drawLibrary,
    fault: (told) => { alarm = told.words; draw(); },
  };

  let source = null;
  const connect = () => {
    source?.close();
    source = new EventSource(`/events/${name}`);
    source.onopen = () => { connected = true; draw(); };
    source.onerror = () => {
      connected = false;
      draw();
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
    };
    for (const [topic, listener] of Object.entries(listeners)) source.addEventListener(topic, (event) => listener(JSON.parse(event.data)));
  };

  // A browser keeps few lines to one server: tabs that nobody sees give theirs up.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) connect();
    else source?.close();
  });

  drawFindings();
  drawPdf();
  draw();
  connect();
  document.addEventListener("DOMContentLoaded", arrive);
})();
