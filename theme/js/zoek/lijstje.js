// The visitor's list: places side by side, and a sheet to print. Kept in memory, or on the device if the visitor asks.

import { count, el } from "./dom.js";

const KEY = "lijstje";
const SIDE_BY_SIDE = 4;

const section = document.getElementById("lijstje");
const remember = section.querySelector("[data-doe=onthoud]");
const refs = new Set();
let plekken = [];

/** Put a place on the list, or take it off. */
export function toggle(ref, all) {
  plekken = all;
  if (!refs.delete(ref)) refs.add(ref);
  show();
}

/** Bring back the list that this device was asked to keep. */
export function recall(all) {
  plekken = all;
  const known = new Set(all.map(({ refs: [ref] }) => ref));
  for (const ref of (localStorage.getItem(KEY) ?? "").split(" ")) if (known.has(ref)) refs.add(ref);
  remember.checked = true;
  show();
}

function show() {
  const kept = plekken.filter((plek) => refs.has(plek.refs[0]));
  section.hidden = !kept.length;
  const link = document.querySelector(".naar-lijstje");
  link.hidden = !kept.length;
  link.firstChild.textContent = `Uw lijstje: ${count(kept.length, "plek", "plekken")}`;
  const others = kept.slice(SIDE_BY_SIDE).map(({ node }) => node.querySelector(".plek-naam").textContent);
  const much = others.length ? ` De eerste ${SIDE_BY_SIDE} staan naast elkaar. Ook op uw lijstje: ${others.join(", ")}. Haal een andere plek weg om die te zien.` : "";
  section.querySelector(".lijstje-hoeveel").textContent = `U bewaarde ${count(kept.length, "plek", "plekken")}.${much}`;
  showTable(kept.slice(0, SIDE_BY_SIDE));
  for (const button of document.querySelectorAll(".bewaar")) {
    const isKept = refs.has(button.closest(".plek").dataset.ref);
    button.setAttribute("aria-pressed", isKept);
    button.firstChild.textContent = isKept ? "Bewaard" : "Bewaar";
  }
  if (remember.checked && refs.size) localStorage.setItem(KEY, [...refs].join(" "));
  else localStorage.removeItem(KEY);
}

function showTable(kept) {
  const [corner, ...rest] = section.querySelector("thead tr").children;
  for (const cell of rest) cell.remove();
  corner.after(...kept.map(heading));
  for (const row of section.querySelectorAll("tbody tr")) {
    while (row.children.length > 1) row.lastChild.remove();
    const texts = kept.map(({ node }) => node.querySelector(row.dataset.uit)?.textContent ?? "");
    row.append(...texts.map((text) => el("td", {}, text)));
    row.hidden = !texts.some(Boolean);
  }
}

function heading({ node, refs: [ref] }) {
  const name = node.querySelector(".plek-naam");
  const remove = el("button", { type: "button", class: "link" }, "Haal weg", el("span", { class: "verborgen" }, ` ${name.textContent}`));
  remove.addEventListener("click", () => {
    toggle(ref, plekken);
    (section.hidden ? document.getElementById("uitkomst-titel") : document.getElementById("lijstje-titel")).focus();
  });
  return el("th", { scope: "col" }, name.cloneNode(true), remove);
}

const acts = {
  print() {
    section.querySelector(".dag").textContent = new Date().toLocaleDateString("nl-NL", { dateStyle: "long" });
    const tags = [...document.querySelectorAll(".gekozen .verborgen")].map((hint) => hint.nextSibling.textContent);
    section.querySelector(".gezocht").textContent = tags.length ? `U zocht: ${tags.join(", ")}.` : "";
    document.body.classList.add("print-lijstje");
    addEventListener("afterprint", () => document.body.classList.remove("print-lijstje"), { once: true });
    print();
  },
  wis() {
    refs.clear();
    remember.checked = false;
    show();
    document.getElementById("uitkomst-titel").focus();
  },
  onthoud: show,
};

section.addEventListener("click", ({ target }) => acts[target.closest("[data-doe]")?.dataset.doe]?.());
