// Seimei: what scripts add to pages that already work without them.
// One file, no dependency; every feature is found by a data- attribute. Words shown to the
// reader come from the page (data-say-...), so that this file knows no language.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const say = (name, otherwise) => document.body.dataset[name] || otherwise;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // ---- what was done: spoken by screen readers and seen for a moment ----
  let hush = 0;
  function toast(text) {
    let box = one("#toast");
    if (!box) {
      box = document.createElement("div");
      box.id = "toast";
      box.className = "toast";
      box.setAttribute("role", "status");
      document.body.append(box);
    }
    box.textContent = text;
    box.classList.add("shown");
    clearTimeout(hush);
    hush = setTimeout(() => box.classList.remove("shown"), 2500);
  }

  // ---- keyboard ----
  const typing = (target) =>
    target instanceof Element &&
    target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog") !== null;

  function current(provisions) {
    const focused = document.activeElement && document.activeElement.closest(".provision");
    const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return provisions.indexOf(focused || named || null);
  }

  function step(by) {
    const provisions = all(".provision[id]");
    if (provisions.length === 0) return;
    const at = current(provisions);
    const next = at < 0 ? (by > 0 ? 0 : provisions.length - 1) : at + by;
    const target = provisions[Math.min(Math.max(next, 0), provisions.length - 1)];
    history.replaceState(history.state, "", `#${encodeURIComponent(target.id)}`);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  function follow(rel) {
    const link = one(`a[rel~="${rel}"]`);
    if (link) link.click();
  }

  function showKeys() {
    const dialog = one("#keys");
    if (dialog && !dialog.open) dialog.showModal();
  }

  function focusSearch() {
    const box = one("#search");
    if (!box) return;
    box.focus();
    box.select();
  }

  const keys = {
    "/": focusSearch,
    "?": showKeys,
    j: () => step(1),
    k: () => step(-1),
    "[": () => follow("prev"),
    "]": () => follow("next"),
  };

  function keyboard() {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === "Escape" && event.target === one("#search")) event.target.blur();
      if (typing(event.target) || !(event.key in keys)) return;
      event.preventDefault();
      keys[event.key]();
    });
    for (const opener of all("[data-keys]")) {
      opener.hidden = false;
      opener.addEventListener("click", (event) => {
        event.preventDefault();
        showKeys();
      });
    }
  }

  // ---- copy: [data-copy="#id"] copies that element's words, anything else is copied as it stands ----
  async function copy(button) {
    const wanted = button.dataset.copy;
    const source = wanted.startsWith("#") ? document.getElementById(wanted.slice(1)) : null;
    const text = source ? ("value" in source ? source.value : source.textContent.trim()) : wanted;
    try {
      await navigator.clipboard.writeText(text);
      toast(button.dataset.copied || say("sayCopied", "Copied"));
    } catch {
      if (source) getSelection().selectAllChildren(source);
      toast(say("sayNotCopied", "Press Ctrl+C to copy"));
    }
  }

  function copies() {
    for (const button of all("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    }
  }

  // ---- the reading room's filters: a box unticked hides the marks of that name ----
  function filters() {
    const text = one("#text");
    const boxes = all("input[data-filter]");
    if (!text || boxes.length === 0) return;
    const apply = () => {
      for (const box of boxes) text.classList.toggle(`hide-${box.dataset.filter}`, !box.checked);
    };
    for (const box of boxes) {
      box.addEventListener("change", apply);
      for (const submit of all("[data-no-script]", box.form || document)) submit.hidden = true;
    }
    apply();
  }

  // ---- forms that send themselves, and forms that ask first ----
  function submits() {
    for (const field of all("[data-submit]")) {
      field.addEventListener("change", () => field.form && field.form.requestSubmit());
      if (field.form) for (const button of all("[data-no-script]", field.form)) button.hidden = true;
    }
  }

  function asked(text, yes, no, go) {
    const dialog = document.createElement("dialog");
    const words = document.createElement("p");
    words.id = "asked";
    words.textContent = text;
    dialog.setAttribute("aria-labelledby", words.id);
    const row = document.createElement("div");
    row.className = "actions";
    row.append(choice(no, "button", () => dialog.close()), choice(yes, "button primary", () => { dialog.close(); go(); }));
    dialog.append(words, row);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function choice(text, classes, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = classes;
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  function confirms() {
    if (typeof HTMLDialogElement === "undefined") return;
    document.addEventListener("submit", (event) => {
      const form = event.target;
      const button = event.submitter;
      const text = (button && button.dataset.confirm) || form.dataset.confirm;
      if (!text || form.dataset.agreed) return;
      event.preventDefault();
      const yes = (button && button.textContent.trim()) || say("sayYes", "Yes");
      asked(text, yes, say("sayCancel", "Cancel"), () => {
        form.dataset.agreed = "1";
        form.requestSubmit(button || undefined);
        delete form.dataset.agreed;
      });
    });
  }

  // ---- upload: drop files, see them, see them go ----
  function size(bytes) {
    const units = ["B", "kB", "MB", "GB"];
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit += 1;
    }
    return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
  }

  function listFiles(list, files) {
    list.replaceChildren(...[...files].map((file) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const weight = document.createElement("span");
      name.textContent = file.name;
      weight.className = "size";
      weight.textContent = size(file.size);
      row.append(name, weight);
      return row;
    }));
  }

  function problem(request) {
    try {
      const body = JSON.parse(request.responseText);
      return body.detail || body.title;
    } catch {
      return "";
    }
  }

  function jobOf(request) {
    try {
      return JSON.parse(request.responseText).job || request.getResponseHeader("Location");
    } catch {
      return request.getResponseHeader("Location");
    }
  }

  function send(form, parts) {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      parts.bar.max = event.total;
      parts.bar.value = event.loaded;
    });
    request.addEventListener("load", () => {
      const job = request.status < 300 ? jobOf(request) : "";
      if (job) location.assign(job);
      else failed(parts, problem(request));
    });
    request.addEventListener("error", () => failed(parts, ""));
    parts.bar.hidden = false;
    parts.wrong.hidden = true;
    parts.button.disabled = true;
    request.send(new FormData(form));
  }

  function failed(parts, text) {
    parts.bar.hidden = true;
    parts.button.disabled = false;
    parts.wrong.textContent = text || say("sayFailed", "The files could not be sent. Nothing was added; please try again.");
    parts.wrong.hidden = false;
  }

  function uploadParts(form) {
    const make = (selector, tag, classes) => {
      let part = one(selector, form);
      if (!part) {
        part = document.createElement(tag);
        part.className = classes;
        form.append(part);
      }
      return part;
    };
    const parts = {
      input: one("input[type=file]", form),
      list: make("[data-files]", "ul", "files"),
      bar: make("progress", "progress", ""),
      wrong: make("[data-wrong]", "p", "error"),
      button: one("button[type=submit], button:not([type])", form),
    };
    parts.bar.hidden = true;
    parts.wrong.hidden = true;
    parts.wrong.setAttribute("role", "alert");
    if (!parts.bar.getAttribute("aria-label")) parts.bar.setAttribute("aria-label", say("sayUploading", "Upload"));
    return parts;
  }

  function dropZone(form) {
    const parts = uploadParts(form);
    const zone = one(".drop", form) || form;
    const over = (event) => {
      event.preventDefault();
      zone.classList.add("over");
    };
    zone.addEventListener("dragenter", over);
    zone.addEventListener("dragover", over);
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      if (event.dataTransfer.files.length === 0) return;
      parts.input.files = event.dataTransfer.files;
      listFiles(parts.list, parts.input.files);
    });
    parts.input.addEventListener("change", () => listFiles(parts.list, parts.input.files));
    form.addEventListener("submit", (event) => {
      if (parts.input.files.length === 0) return;
      event.preventDefault();
      send(form, parts);
    });
  }

  // ---- a job: asked each second, the page is loaded anew once it has ended ----
  function showJob(box, job) {
    for (const bar of all("progress", box)) {
      if (job.total > 0) {
        bar.max = job.total;
        bar.value = job.done;
      }
    }
    for (const field of all("[data-count]", box)) {
      const value = job[field.dataset.count];
      if (value !== undefined && value !== null) field.textContent = String(value);
    }
  }

  const ended = (job) => Boolean(job.ended || job.finished) || ["done", "failed", "cancelled"].includes(job.state || job.status);

  function followJob(box) {
    let missed = 0;
    const ask = async () => {
      try {
        const answer = await fetch(box.dataset.job, { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const job = await answer.json();
        missed = 0;
        showJob(box, job);
        if (ended(job)) return location.reload();
      } catch {
        missed += 1;
      }
      if (missed < 10) setTimeout(ask, 1000 * (missed + 1));
      return undefined;
    };
    setTimeout(ask, 1000);
  }

  // ---- zoom on the x axis by changing the viewBox ----
  function zoomable(svg) {
    const full = svg.viewBox.baseVal;
    const whole = { x: full.x, width: full.width };
    const view = { ...whole };
    const figure = svg.closest("figure") || svg.parentElement;
    const show = () => {
      view.width = Math.min(Math.max(view.width, whole.width / 40), whole.width);
      view.x = Math.min(Math.max(view.x, whole.x), whole.x + whole.width - view.width);
      svg.setAttribute("viewBox", `${view.x} ${full.y} ${view.width} ${full.height}`);
      svg.setAttribute("preserveAspectRatio", "none");
      unstretch(svg, view, whole);
      svg.classList.toggle("close", view.width < whole.width * 0.4);
    };
    const zoom = (factor, at = 0.5) => {
      const anchor = view.x + view.width * at;
      view.width *= factor;
      view.width = Math.min(Math.max(view.width, whole.width / 40), whole.width);
      view.x = anchor - view.width * at;
      show();
    };
    const pan = (by) => {
      view.x += view.width * by;
      show();
    };
    const reset = () => {
      Object.assign(view, whole);
      show();
    };
    zoomButtons(figure, zoom, reset);
    zoomKeys(svg, zoom, pan, reset);
    zoomWheel(svg, zoom, pan);
  }

  // Words and dots keep their shape while the axis is stretched; [data-pin] stays at the edge.
  function unstretch(svg, view, whole) {
    const ratio = view.width / whole.width;
    for (const pinned of all("[data-pin]", svg)) {
      pinned.setAttribute("transform", `translate(${view.x - whole.x * ratio} 0) scale(${ratio} 1)`);
    }
    for (const shape of all("text:not([data-pin]), .dot", svg)) {
      const x = shape.getAttribute("x") || shape.getAttribute("cx") || "0";
      shape.setAttribute("transform", `translate(${x} 0) scale(${ratio} 1) translate(-${x} 0)`);
    }
  }

  function zoomButtons(figure, zoom, reset) {
    const bind = (name, act) => {
      for (const button of all(`[data-${name}]`, figure)) {
        button.hidden = false;
        button.addEventListener("click", act);
      }
    };
    bind("zoom-in", () => zoom(0.6));
    bind("zoom-out", () => zoom(1 / 0.6));
    bind("zoom-reset", reset);
    for (const tools of all(".tools", figure)) tools.hidden = false;
  }

  function zoomKeys(svg, zoom, pan, reset) {
    const acts = { "+": () => zoom(0.6), "=": () => zoom(0.6), "-": () => zoom(1 / 0.6), 0: reset, ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2) };
    svg.tabIndex = 0;
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in acts)) return;
      event.preventDefault();
      acts[event.key]();
    });
  }

  function zoomWheel(svg, zoom, pan) {
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.shiftKey) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      if (event.shiftKey) pan(Math.sign(event.deltaY || event.deltaX) * 0.15);
      else zoom(event.deltaY > 0 ? 1.25 : 0.8, (event.clientX - box.left) / box.width);
    }, { passive: false });
  }

  // ---- two languages in step: the counterpart row is lit ----
  function inStep(box) {
    const light = (event) => {
      const row = event.target instanceof Element ? event.target.closest(".row") : null;
      for (const lit of all(".row.lit", box)) if (lit !== row) lit.classList.remove("lit");
      if (row && !row.classList.contains("section")) row.classList.add("lit");
    };
    box.addEventListener("pointerover", light);
    box.addEventListener("focusin", light);
    box.addEventListener("pointerleave", light);
  }

  // ---- side panels start closed where there is no side ----
  function closeWhenNarrow() {
    if (matchMedia("(max-width: 56rem)").matches) for (const box of all("details[data-wide]")) box.open = false;
  }

  // ---- where bars scroll, the current item is brought into sight ----
  function showCurrent() {
    for (const link of all(".top nav a[aria-current], .tabs a[aria-current]")) {
      const bar = link.closest("nav, .tabs");
      const over = link.getBoundingClientRect().right - bar.getBoundingClientRect().right;
      if (over > 0) bar.scrollLeft = over + 24;
    }
  }

  document.documentElement.classList.add("scripted");
  showCurrent();
  closeWhenNarrow();
  keyboard();
  copies();
  filters();
  submits();
  confirms();
  all("form[data-drop]").forEach(dropZone);
  all("[data-job]").forEach(followJob);
  all("svg[data-zoom]").forEach(zoomable);
  all(".beside").forEach(inStep);
})();
