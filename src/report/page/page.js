// SPDX-License-Identifier: MIT
// Pointing and zoom for the figures of a report. Everything is there without it: this reads what
// the tables say and shows it where one points, by mouse, finger or keyboard.
"use strict";
(() => {
  const NS = "http://www.w3.org/2000/svg";
  const MOST_ZOOM = 64;
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  bubble.hidden = true;
  document.body.append(bubble);

  const element = (tag, props, ...inside) => {
    const e = Object.assign(document.createElement(tag), props);
    e.append(...inside);
    return e;
  };

  // Rows of all tables of a figure, each with the heads of its own table.
  const rowsOf = (figure) => {
    const rows = [];
    for (const table of figure.querySelectorAll("details.numbers table")) {
      const heads = [...table.tHead.rows[0].cells].map((c) => c.textContent);
      for (const row of table.tBodies[0].rows) {
        rows.push({ heads, cells: [...row.cells].map((c) => c.textContent) });
      }
    }
    return rows;
  };

  const words = (row, column) => {
    const parts = [];
    row.cells.forEach((cell, i) => {
      if (i > 0 && cell.trim() && cell !== "-" && (column === null || column === i)) {
        parts.push(`${row.heads[i]}: ${cell}`);
      }
    });
    return parts;
  };

  function enliven(figure) {
    const plot = figure.querySelector(".plot");
    const svg = plot.querySelector("svg");
    const rows = rowsOf(figure);
    const marks = [...svg.querySelectorAll(".mark")];
    const said = element("p", { className: "tip" });
    said.setAttribute("aria-live", "polite");
    plot.after(said);
    let at = -1;

    const show = (i, x, y) => {
      if (at >= 0) marks[at].classList.remove("on-it");
      at = i;
      bubble.hidden = i < 0;
      if (i < 0) {
        said.textContent = "";
        return;
      }
      marks[i].classList.add("on-it");
      const row = rows[Number(marks[i].dataset.row)];
      if (!row) return;
      const column = "col" in marks[i].dataset ? Number(marks[i].dataset.col) : null;
      const parts = words(row, column);
      said.textContent = `${row.cells[0]} · ${parts.join(" · ")}`;
      bubble.replaceChildren(element("b", {}, row.cells[0]),
        ...parts.map((p) => element("div", {}, p)));
      const box = bubble.getBoundingClientRect();
      bubble.style.left = `${Math.max(6, Math.min(x + 16, innerWidth - box.width - 6))}px`;
      bubble.style.top = `${y + 18 + box.height > innerHeight ? Math.max(6, y - box.height - 12)
        : y + 18}px`;
    };

    const showByKey = (i) => {
      marks[i].scrollIntoView({ block: "nearest", inline: "nearest" });
      const box = marks[i].getBoundingClientRect();
      show(i, box.left + box.width / 2, box.top + box.height / 2);
    };

    svg.addEventListener("pointermove", (e) => {
      const mark = e.target.closest(".mark");
      show(mark ? marks.indexOf(mark) : -1, e.clientX, e.clientY);
    });
    svg.addEventListener("pointerleave", () => show(-1));
    plot.addEventListener("blur", () => show(-1));

    const zoom = figure.classList.contains("series") || figure.classList.contains("gantt")
      ? zoomOf(figure, svg, rows) : null;
    plot.setAttribute("aria-label", `${plot.getAttribute("aria-label")}: arrow keys point` +
      (zoom ? ", plus and minus zoom, 0 shows all" : ""));
    plot.addEventListener("keydown", (e) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      if (step && marks.length) {
        showByKey(at < 0 ? (step > 0 ? 0 : marks.length - 1)
          : (at + step + marks.length) % marks.length);
      } else if (e.key === "Home" && marks.length) {
        showByKey(0);
      } else if (e.key === "End" && marks.length) {
        showByKey(marks.length - 1);
      } else if (e.key === "Escape") {
        show(-1);
      } else if (zoom && (e.key === "+" || e.key === "=")) {
        zoom.by(2);
      } else if (zoom && e.key === "-") {
        zoom.by(0.5);
      } else if (zoom && e.key === "0") {
        zoom.reset();
      } else {
        return;
      }
      e.preventDefault();
    });
  }

  // Zoom along x: the inner drawing shows a part of itself, and the labels are written anew.
  function zoomOf(figure, svg, rows) {
    const inner = svg.querySelector("svg.zoom");
    const full = inner.viewBox.baseVal.width;
    const high = inner.viewBox.baseVal.height;
    const left = inner.x.baseVal.value;
    const wide = inner.width.baseVal.value;
    const over = svg.querySelector(".over");
    const view = { x: 0, width: full };

    const draw = () => {
      view.width = Math.min(full, Math.max(full / MOST_ZOOM, view.width));
      view.x = Math.min(full - view.width, Math.max(0, view.x));
      inner.setAttribute("viewBox", `${view.x} 0 ${view.width} ${high}`);
      if (over) over.setAttribute("visibility", view.width < full ? "hidden" : "visible");
      const months = svg.querySelector(".ticks-x");
      const hours = svg.querySelector(".ticks-t");
      if (months) labelRows(months);
      if (hours) labelTime(hours);
      figure.dataset.zoom = (full / view.width).toFixed(2);
    };
    const place = (share) => left + ((share * full - view.x) / view.width) * wide;
    const text = (group, x, y, what) => {
      const t = document.createElementNS(NS, "text");
      t.setAttribute("class", "tick");
      t.setAttribute("x", x.toFixed(1));
      t.setAttribute("y", y);
      t.setAttribute("text-anchor", "middle");
      t.textContent = what;
      group.append(t);
    };
    const labelRows = (group) => {
      const y = group.dataset.y || group.querySelector("text").getAttribute("y");
      group.dataset.y = y;
      const n = rows.length;
      const each = [1, 2, 3, 6, 12, 24, 48].find((k) => (n * view.width) / full / k <= 12) || 96;
      group.replaceChildren();
      for (let i = 0; i < n; i += each) {
        const x = place((i + 0.5) / n);
        if (x >= left && x <= left + wide) text(group, x, y, rows[i].cells[0]);
      }
    };
    const labelTime = (group) => {
      const from = Number(group.dataset.from);
      const to = Number(group.dataset.to);
      const first = group.querySelector("line");
      const [y1, y2] = group.dataset.y1 ? [group.dataset.y1, group.dataset.y2]
        : [first.getAttribute("y1"), first.getAttribute("y2")];
      Object.assign(group.dataset, { y1, y2 });
      const shown = ((to - from) * view.width) / full;
      const step = [1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400]
        .find((s) => shown / s <= 12) || shown / 12;
      group.replaceChildren();
      for (let at = Math.ceil(from / step) * step; at <= to + 1e-6; at += step) {
        const x = place((at - from) / (to - from));
        if (x < left - 0.5 || x > left + wide + 0.5) continue;
        const l = document.createElementNS(NS, "line");
        for (const [k, v] of Object.entries({ class: "grid", x1: x, x2: x, y1, y2 })) {
          l.setAttribute(k, v);
        }
        group.append(l);
        text(group, x, Number(y1) - 6, clock(at, step));
      }
    };
    const clock = (s, step) => {
      const two = (n) => String(Math.floor(n)).padStart(2, "0");
      const day = `${two(s / 3600)}:${two((s % 3600) / 60)}`;
      return step < 60 ? `${day}:${two(s % 60)}` : day;
    };
    const by = (factor, about = 0.5) => {
      const middle = view.x + view.width * about;
      const width = Math.min(full, Math.max(full / MOST_ZOOM, view.width / factor));
      view.x = middle - width * about;
      view.width = width;
      draw();
    };
    const move = (share) => {
      view.x += share * view.width;
      draw();
    };
    const reset = () => {
      view.x = 0;
      view.width = full;
      draw();
    };

    const shareAt = (e) => {
      const box = inner.getBoundingClientRect();
      const ratio = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      const x0 = svg.getBoundingClientRect().left + left * ratio;
      return box.width ? (e.clientX - x0) / (wide * ratio) : 0.5;
    };
    svg.addEventListener("wheel", (e) => {
      if (!e.ctrlKey && !e.shiftKey) return; // else the page scrolls
      e.preventDefault();
      by(e.deltaY < 0 ? 1.4 : 1 / 1.4, shareAt(e));
    }, { passive: false });
    svg.addEventListener("dblclick", (e) => by(2, shareAt(e)));
    let grabbed = null;
    svg.addEventListener("pointerdown", (e) => {
      if (e.pointerType !== "touch" && view.width < full) {
        grabbed = shareAt(e);
        svg.setPointerCapture(e.pointerId);
      }
    });
    svg.addEventListener("pointermove", (e) => {
      if (grabbed !== null) {
        const now = shareAt(e);
        move(grabbed - now);
        grabbed = now;
      }
    });
    svg.addEventListener("pointerup", () => { grabbed = null; });

    const button = (word, label, act) => {
      const b = element("button", { type: "button", onclick: act }, word);
      b.setAttribute("aria-label", label);
      return b;
    };
    const tools = element("div", { className: "tools" },
      button("−", "Zoom out", () => by(0.5)), button("+", "Zoom in", () => by(2)),
      button("◀", "Earlier", () => move(-0.5)), button("▶", "Later", () => move(0.5)),
      button("All", "Show all", reset),
      element("span", {}, "or double-click, drag, Ctrl + wheel"));
    figure.querySelector(".plot").before(tools);
    return { by, reset };
  }

  // A field that leaves the rows of a table that hold its text.
  function searchable(box) {
    const table = box.querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const count = element("span", {});
    count.setAttribute("aria-live", "polite");
    const field = element("input", { type: "search", id: "find-input" });
    const label = element("label", { htmlFor: "find-input" }, "Find an input");
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase();
      let n = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        n += row.hidden ? 0 : 1;
      }
      count.textContent = wanted ? `${n} of ${rows.length}` : "";
    });
    box.prepend(element("div", { className: "find" }, label, field, count));
  }

  document.querySelectorAll("figure.chart").forEach(enliven);
  const inputs = document.getElementById("input-table");
  if (inputs) searchable(inputs);
  // On paper every table is open.
  addEventListener("beforeprint", () => { bubble.hidden = true; });
})();
