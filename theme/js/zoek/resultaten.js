// Shows what the finder found. Touches only what changed: the rest is not laid out again.

import { count, el, find, findAll, siteRoot, title, write } from "./dom.js";

// What fits a screen comes first; the rest, the counts and the map follow once that stands there.
const AT_ONCE = 6;

let showNear, later;

export function show(view) {
  const { right, tellFar, answered, filter } = view;
  showChosen(view);
  showPlekken(view, AT_ONCE);
  showUitleg(view);
  clearTimeout(later);
  later = setTimeout(() => {
    showPlekken(view);
    showCounts(view);
    if (dots.length) showOnMap(right);
  });
  find(".vinder-niets").hidden = right.length > 0;
  if (!right.length) {
    if (showNear) showNear(view);
    else import("./niets.js").then((niets) => (showNear = niets.showNear)(view));
  }
  find(".volgorde").hidden = !tellFar;
  write(find("#filters-klaar"), `Toon ${count(right.length, "plek", "plekken")}`);
  find(".letterlijk").hidden = !answered || !filter.literal;
  find(".bedoelde").hidden = !answered?.corrections.length;
  write(find(".bedoelde b"), (answered?.corrections ?? []).map(([, taken]) => taken).join(" "));
  const uitleg = answered?.uitleg.length ? ` en ${count(answered.uitleg.length, "stuk uitleg", "stukken uitleg")}` : "";
  // The same words again would be read aloud again.
  write(find(".status"), `${count(right.length, "plek", "plekken")}${uitleg} gevonden.${tellFar ? " De afstand is in een rechte lijn." : ""}`);
}

/** Write the counts of the facets that are open. */
export function showCounts({ boxes, counts }) {
  boxes.forEach((box, number) => {
    const label = box.parentNode;
    if (!label.closest(".facet").open) return;
    write(label.lastElementChild, String(counts[number]));
    label.classList.toggle("leeg", !counts[number]);
  });
}

function showChosen({ boxes, filter, change }) {
  const tag = (text, press) => {
    const button = el("button", { type: "button", class: "tag" }, ...text);
    button.addEventListener("click", () => {
      press();
      find("#uitkomst-titel").focus();
    });
    return el("li", {}, button);
  };
  const remove = el("span", { class: "verborgen" }, "Haal weg: ");
  const chosen = boxes.filter((box, number) => (box.checked = filter.chosen.has(number)));
  const tags = chosen.map((box) => tag([remove.cloneNode(true), title(box)], () => box.click()));
  if (filter.q.trim()) tags.unshift(tag([remove, `‘${filter.q.trim()}’`], () => change({ q: "" })));
  if (tags.length > 1) tags.push(tag(["Wis alles"], () => change({ q: "", chosen: new Set() })));
  find(".gekozen").replaceChildren(...tags);
  find(".gekozen").hidden = !tags.length;
  write(find("#filters-titel"), `Kies wat u zoekt${chosen.length ? ` (${chosen.length} gekozen)` : ""}`);
}

function showPlekken({ right, answered, tellFar, shown, update }, most = Infinity) {
  find(".vinder-lijst").hidden = !right.length;
  const list = find(".vinder-lijst ul");
  const nodes = right.slice(0, Math.min(shown.plekken, most)).map((plek) => explain(plek, tellFar, answered));
  // Cards that stand in their place stay there.
  let same = 0;
  while (same < nodes.length && nodes[same] === list.children[same]) same++;
  if (same < most) while (list.children[same]) list.children[same].remove();
  list.append(...nodes.slice(same));
  showMore(".vinder-lijst", right.length - shown.plekken, ["plek", "plekken"], () => (shown.plekken = Infinity), update);
}

/** Return the card of a place, which says how far it is and which words led to it. */
function explain(plek, tellFar, answered) {
  const { node } = plek;
  write(node.querySelector(".afstand"), tellFar?.(plek) ?? "");
  const because = node.querySelector(".plek-gevonden");
  because.hidden = !answered;
  const words = answered ? [...answered.words(answered.found.get(plek))].join(", ") : "";
  write(because, words ? `Gevonden op: ${words}` : "Past bij wat u schreef");
  return node;
}

function showMore(section, rest, names, showAll, update) {
  const button = find(`${section} > p > button`);
  button.hidden = rest <= 0;
  write(button, `Toon nog ${count(rest, ...names)}`);
  button.onclick = () => {
    const list = find(`${section} ul`);
    const next = list.children.length;
    showAll();
    update();
    setTimeout(() => list.children[next].querySelector("a").focus());
  };
}

function showUitleg({ answered, shown, update }) {
  const section = find(".vinder-uitleg");
  const hits = answered?.uitleg ?? [];
  section.hidden = !hits.length;
  const items = hits.slice(0, shown.uitleg).map((number) => answered.tell(number)).map(({ titel, url, soort }) =>
    el("li", {}, el("a", { href: new URL(url, siteRoot()) }, titel), el("span", { class: "labels" }, el("span", { class: "label" }, soort))),
  );
  find(".vinder-uitleg ul").replaceChildren(...items);
  const names = ["stuk uitleg", "stukken uitleg"];
  showMore(".vinder-uitleg", hits.length - shown.uitleg, names, () => (shown.uitleg = Infinity), update);
  // What fits best comes first: a need before its places.
  const lijst = find(".vinder-lijst");
  const isAfter = Boolean(answered?.placesFirst);
  if ((lijst.nextElementSibling === section) !== isAfter) lijst[isAfter ? "after" : "before"](section);
}

const dots = findAll(".punt");
const circles = findAll(".plaats");

function showOnMap(right) {
  const refs = new Set(right.map(({ refs: [ref] }) => ref));
  for (const dot of dots) dot.classList.toggle("raak", refs.has(dot.dataset.ref));
  for (const circle of circles) {
    const found = right.filter(({ punt, plaats }) => punt && plaats === circle.dataset.plaats).length;
    write(circle.querySelector(".plaats-aantal"), String(found));
    circle.classList.toggle("leeg", !found);
    circle.setAttribute("aria-label", `${circle.querySelector(".plaats-naam").textContent}, ${count(found, "plek", "plekken")}`);
  }
}
