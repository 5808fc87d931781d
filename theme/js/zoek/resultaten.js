// Shows what the finder found, and what comes near when nothing fits.

import { count, el, siteRoot } from "./dom.js";
import { counts, missed, noChoice, shortfall } from "./filter.js";

const NEAR_MISSES = 3;

export const find = (selector) => document.querySelector(`#vinder ${selector}`);
export const findAll = (selector) => [...document.querySelectorAll(`#vinder ${selector}`)];

/** Of some pieces of text, show the one that holds. */
export function showOne(selector, name) {
  for (const piece of findAll(selector)) piece.hidden = piece.dataset.als !== name;
}

export function show(view) {
  const { right, near, answered, filter } = view;
  showCounts(view);
  showChosen(view);
  showPlekken(view);
  showUitleg(view);
  showNothing(view);
  showOnMap(right);
  find(".volgorde").hidden = !near;
  find("#filters-klaar").textContent = `Toon ${count(right.length, "plek", "plekken")}`;
  find(".letterlijk").hidden = !answered || !filter.literal;
  find(".bedoelde").hidden = !answered?.corrections.length;
  find(".bedoelde b").textContent = (answered?.corrections ?? []).map(([, taken]) => taken).join(" ");
  const uitleg = answered?.uitleg.length ? ` en ${count(answered.uitleg.length, "stuk uitleg", "stukken uitleg")}` : "";
  const text = `${count(right.length, "plek", "plekken")}${uitleg} gevonden.${near ? " De afstand is in een rechte lijn." : ""}`;
  // The same words again would be read aloud again.
  if (find(".status").textContent !== text) find(".status").textContent = text;
}

function showCounts({ plekken, facets, boxes, filter }) {
  for (const facet of facets) {
    const found = counts(plekken, facet, filter);
    for (const box of boxes.filter(({ name }) => name === facet)) {
      box.checked = filter.chosen.get(facet).has(box.value);
      box.parentNode.querySelector(".aantal").textContent = found.get(box.value) ?? 0;
      box.parentNode.classList.toggle("leeg", !found.has(box.value));
    }
  }
}

function showChosen({ facets, boxes, filter, change }) {
  const tag = (text, press) => {
    const button = el("button", { type: "button", class: "tag" }, ...text);
    button.addEventListener("click", () => {
      press();
      find("#uitkomst-titel").focus();
    });
    return el("li", {}, button);
  };
  const remove = el("span", { class: "verborgen" }, "Haal weg: ");
  const chosen = boxes.filter(({ checked }) => checked);
  const tags = chosen.map((box) => tag([remove.cloneNode(true), title(box)], () => box.click()));
  if (filter.q.trim()) tags.unshift(tag([remove, `‘${filter.q.trim()}’`], () => change({ q: "" })));
  if (tags.length > 1) tags.push(tag(["Wis alles"], () => change({ q: "", chosen: noChoice(facets) })));
  find(".gekozen").replaceChildren(...tags);
  find(".gekozen").hidden = !tags.length;
  find("#filters-titel").textContent = `Kies wat u zoekt${chosen.length ? ` (${chosen.length} gekozen)` : ""}`;
}

const title = (box) => box.nextElementSibling.textContent;

function showPlekken({ plekken, right, answered, shown, update }) {
  for (const plek of plekken) explain(plek, answered?.found.get(plek));
  find(".vinder-lijst").hidden = !right.length;
  find(".vinder-lijst ul").replaceChildren(...right.slice(0, shown.plekken).map(({ node }) => node));
  showMore(".vinder-lijst", right.length - shown.plekken, ["plek", "plekken"], () => (shown.plekken = Infinity), update);
}

/** Say why a place is in the list: how far it is, and which of the visitor's words led to it. */
function explain({ node, far }, hit) {
  node.querySelector(".afstand").textContent = far;
  const words = new Set(hit?.why.filter(({ how }) => how !== "frase" && how !== "hulpvraag").map(({ typed }) => typed));
  const because = node.querySelector(".plek-gevonden");
  because.hidden = !hit;
  because.textContent = words.size ? `Gevonden op: ${[...words].join(", ")}` : "Past bij wat u schreef";
}

function showMore(section, rest, names, showAll, update) {
  const button = find(`${section} > p > button`);
  button.hidden = rest <= 0;
  button.textContent = `Toon nog ${count(rest, ...names)}`;
  button.onclick = () => {
    const list = find(`${section} ul`);
    const next = list.children.length;
    showAll();
    update();
    list.children[next].querySelector("a").focus();
  };
}

function showUitleg({ answered, shown, update }) {
  const section = find(".vinder-uitleg");
  const hits = answered?.uitleg ?? [];
  section.hidden = !hits.length;
  const items = hits.slice(0, shown.uitleg).map(({ titel, url, soort }) =>
    el("li", {}, el("a", { href: new URL(url, siteRoot()) }, titel), el("span", { class: "labels" }, el("span", { class: "label" }, soort))),
  );
  find(".vinder-uitleg ul").replaceChildren(...items);
  const names = ["stuk uitleg", "stukken uitleg"];
  showMore(".vinder-uitleg", hits.length - shown.uitleg, names, () => (shown.uitleg = Infinity), update);
  // What fits the words best comes first: a need before its places, a school that was named before what mentions it.
  find(".vinder-lijst")[answered?.placesFirst ? "after" : "before"](section);
}

function showNothing({ plekken, right, answered, filter, boxes }) {
  find(".vinder-niets").hidden = right.length > 0;
  if (right.length) return;
  const noWords = answered && !answered.found.size;
  showOne(".vinder-niets [data-als]", !noWords ? "keuzes" : answered.uitleg.length ? "uitleg" : "niets");
  // Places come near in what was chosen; where nothing was chosen, words that no place has bring none near.
  const close = (noWords && !boxes.some(({ checked }) => checked) ? [] : plekken)
    .map((plek) => ({ plek, short: shortfall(plek, filter) }))
    .sort((a, b) => a.short - b.short || (a.plek.km ?? 0) - (b.plek.km ?? 0) || a.plek.order - b.plek.order);
  const cards = close.slice(0, NEAR_MISSES).map(({ plek }) => {
    const card = plek.node.cloneNode(true);
    card.append(el("p", { class: "plek-mist" }, `Let op: ${lacks(plek, answered, filter, boxes).join("; ")}.`));
    return card;
  });
  find(".bijna").hidden = !cards.length;
  find(".bijna ul").replaceChildren(...cards);
}

/** Say in words what a place misses of all that was asked. */
function lacks(plek, answered, { chosen, far, q }, boxes) {
  const titles = (facet, has) => boxes.filter(({ name, value }) => name === facet && has(value)).map(title).join(", ");
  const missing = missed(plek, chosen).map((facet) => {
    const has = titles(facet, (value) => plek.values[facet].includes(value)) || "niet opgegeven";
    return `u koos ${titles(facet, (value) => chosen.get(facet).has(value))}, hier is dat: ${has}`;
  });
  if (answered && !answered.found.has(plek)) missing.push(`past niet bij ‘${q.trim()}’`);
  if (far && !(plek.km <= far)) missing.push(plek.km === undefined ? "de afstand is niet bekend" : `verder weg dan ${far} km`);
  return missing;
}

function showOnMap(right) {
  const refs = new Set(right.flatMap((plek) => plek.refs));
  for (const dot of findAll(".punt")) dot.classList.toggle("raak", refs.has(dot.dataset.ref));
  for (const place of findAll(".plaats")) {
    const number = right.filter(({ punt, values }) => punt && values.plaats.includes(place.dataset.plaats)).length;
    place.querySelector(".plaats-aantal").textContent = number;
    place.classList.toggle("leeg", !number);
    place.setAttribute("aria-label", `${place.querySelector(".plaats-naam").textContent}, ${count(number, "plek", "plekken")}`);
  }
}
