// The search box of every page as the ARIA combobox pattern has it (list autocomplete with manual selection).
// Without this script it is a plain form that leads to the finder.

import { count, el, plain, siteRoot } from "./dom.js";

const MAX_OPTIONS = 7;

const FIELDS = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]";

const form = document.querySelector("form.zoekbalk");
const box = form.elements.q;
// The finder has a box of its own, and hides this one.
const field = document.querySelector("#vraag") ?? box;
const list = el("ul", { id: "zoekbalk-lijst", class: "zoekbalk-lijst", role: "listbox", "aria-label": "Voorstellen", lang: "nl", dir: "ltr", hidden: true });
const status = el("p", { class: "verborgen", role: "status" });
let ask = null;
let active = -1;
let isSlash = false;

function start() {
  form.append(list, status);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);
  box.addEventListener("focus", prepare);
  box.addEventListener("input", suggest);
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", close);
  form.addEventListener("submit", () => (box.value = plain(box.value)));
  // Pressing an option must not take the focus before the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => go(target.closest("[role=option]")));
  document.addEventListener("keydown", onShortcut);
  nameKeys();
}

/** Fetch what searching needs; without it the form still works. */
async function prepare() {
  try {
    const { loadIndex, search } = await import("./zoek.js");
    const index = await loadIndex();
    ask = (words) => index.prepare?.(words) ?? Array.from(search(index, words).hits.slice(0, MAX_OPTIONS), index.document);
    if (document.activeElement === box) suggest();
  } catch {
    close();
  }
}

/** Tell whether `/` opens search: only where it can be turned off, and was not (WCAG 2.1.4). */
export function slashOpens() {
  try {
    return "sneltoets" in form.dataset && !localStorage.getItem("sneltoets");
  } catch {
    return false;
  }
}

export function nameKeys() {
  field.setAttribute("aria-keyshortcuts", slashOpens() ? "Control+K /" : "Control+K");
}

function onShortcut(event) {
  const { key, target } = event;
  const command = event.ctrlKey || event.metaKey;
  const ctrlK = key.toLowerCase() === "k" && command && !event.altKey && !event.shiftKey;
  // Held too long, it types nothing in the box it opened.
  if (!event.repeat) isSlash = key === "/" && !command && !event.altKey && !target.closest(FIELDS) && slashOpens();
  if (!ctrlK && !isSlash) return;
  event.preventDefault();
  field.focus();
  field.select();
}

function suggest() {
  const words = box.value.trim();
  if (!ask || words.length < 2) return close();
  const hits = ask(words);
  if (hits.then) return hits.then(suggest, close);
  const options = hits.map(({ titel, url, soort }) => ({ text: titel, soort, url: new URL(url, siteRoot()) }));
  options.push({ text: `Alles over ‘${words}’`, soort: "", url: new URL(`zoeken/?${new URLSearchParams({ q: plain(words) })}`, siteRoot()) });
  list.replaceChildren(
    ...options.map(({ text, soort, url }, number) =>
      el("li", { id: `zoekbalk-${number}`, role: "option", "aria-selected": "false", "data-url": url },
        el("span", { class: "voorstel" }, text), ...(soort ? [" ", el("span", { class: "voorstel-soort" }, soort)] : [])),
    ),
  );
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  choose(-1);
  say(hits.length ? `${count(options.length - 1, "voorstel", "voorstellen")}. Kies met de pijltjes.` : "Geen voorstellen.");
}

// Silence keeps a screen reader from talking through the typing.
let pause;
function say(text) {
  clearTimeout(pause);
  pause = setTimeout(() => (status.textContent = text), 400);
}

function close() {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  choose(-1);
  clearTimeout(pause);
  status.textContent = "";
}

function choose(number) {
  const options = [...list.children];
  active = number;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
  if (number < 0) box.removeAttribute("aria-activedescendant");
  else {
    box.setAttribute("aria-activedescendant", options[number].id);
    options[number].scrollIntoView({ block: "nearest" });
  }
}

function onKey(event) {
  const isOpen = !list.hidden;
  const last = list.children.length - 1;
  const moves = {
    ArrowDown: () => (isOpen ? choose(active >= last ? 0 : active + 1) : suggest()),
    ArrowUp: () => (isOpen ? choose(active <= 0 ? last : active - 1) : suggest()),
    Escape: () => (isOpen ? close() : (box.value = "")),
    Enter: () => go(list.children[active]),
  };
  if (event.isComposing || !(event.key in moves) || (event.key === "Enter" && !(isOpen && active >= 0))) return;
  event.preventDefault();
  moves[event.key]();
}

function go(option) {
  if (option) location.assign(option.dataset.url);
}

start();
