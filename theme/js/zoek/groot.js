// A large portal: places come in columns, and a card is made when it is shown. Reads what tools/portaal/search/columns.py packed.

import { fetchPart, siteRoot } from "./dom.js";

/** Return the places of the page and all others; `vorm` is the empty card. */
export async function withRest(plekken, index, facets, toSet, vorm) {
  const { document, lat, lon, tekst, plaats, soort, waarom, onbekend, facetten } = await fetchPart("plekken");
  const choices = facets.map((name, facet) => ({ sets: facetten[name].lijst.map((text) => toSet(facet, text)), of: facetten[name].nummer }));
  const text = ({ lijst, nummer }, at) => lijst[nummer[at]];

  // One class, so that thousands of them are alike and what they share is kept once.
  class Plek {
    constructor(at, number) {
      this.at = at;
      this.number = number;
      this.order = plekken.length + at;
      this.sets = choices.map(({ sets, of }) => sets[of[at]]);
      this.km = undefined;
    }
    get refs() {
      return [index.refs[this.number]];
    }
    get punt() {
      return lat[this.at] === null ? undefined : [lat[this.at] / 1000, lon[this.at] / 1000];
    }
    get node() {
      const { at } = this;
      const node = fill(vorm.content.firstElementChild.cloneNode(true), index.document(this.number), text(waarom, at), text(onbekend, at));
      const where = text(plaats, at);
      node.querySelector(".plek-soort").textContent = text(soort, at) + (where && ` in ${where}`);
      node.querySelector(".plek-tekst").textContent = tekst[at].replace("*", where);
      Object.defineProperty(this, "node", { value: node });
      return node;
    }
  }
  let number = 0;
  return [...plekken, ...document.map((difference, at) => new Plek(at, (number += difference)))];
}

function fill(node, { ref, titel, url }, waarom, onbekend) {
  node.dataset.ref = ref;
  const name = node.querySelector(".plek-naam");
  name.textContent = titel;
  name.href = new URL(url, siteRoot());
  node.querySelector(".plek-waarom").append(waarom);
  const unknown = node.querySelector(".plek-onbekend");
  unknown.hidden = !onbekend;
  unknown.textContent = unknown.textContent.replace("…", onbekend);
  const button = node.querySelector(".bewaar");
  button.hidden = false;
  button.lastElementChild.textContent = ` ${titel}`;
  return node;
}
