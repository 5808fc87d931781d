// A large portal: places come in columns, and a card is made when it is shown. Reads what tools/portaal/search/columns.py packed.

import { siteRoot } from "./dom.js";
import { fetchPart } from "./index.js";

/** Return the places of the page and all others; `vorm` is the empty card. */
export async function withRest(plekken, index, facets, toBoxes, vorm) {
  const { document, lat, lon, tekst, plaats, soort, waarom, onbekend, facetten } = await fetchPart("plekken");
  // Places that choose alike share their lists.
  const values = facets.map((facet) => facetten[facet].lijst.map((text) => toBoxes(facet, text)));
  let number = 0;
  const made = document.map((difference, at) => {
    const own = index.documents[(number += difference)];
    return {
      refs: [own.ref],
      order: plekken.length + at,
      punt: lat[at] === null ? undefined : [lat[at] / 1000, lon[at] / 1000],
      values: facets.map((facet, f) => values[f][facetten[facet].nummer[at]]),
      get node() {
        const text = ({ lijst, nummer }) => lijst[nummer[at]];
        const node = fill(vorm.content.firstElementChild.cloneNode(true), own, text(waarom), text(onbekend));
        const where = text(plaats);
        node.querySelector(".plek-soort").textContent = text(soort) + (where && ` in ${where}`);
        node.querySelector(".plek-tekst").textContent = tekst[at].replace("*", where);
        Object.defineProperty(this, "node", { value: node });
        return node;
      },
    };
  });
  return [...plekken, ...made];
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
