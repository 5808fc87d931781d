// Builds and reads a page. Text goes in as text, never as HTML.

/** Return an element with attributes and children (elements or text). */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value === true ? "" : value);
  made.append(...children);
  return made;
}

const known = {};
// These stay, so each is looked up once.
export const find = (selector) => (known[selector] ??= document.querySelector(`#vinder ${selector}`));
export const findAll = (selector) => [...document.querySelectorAll(`#vinder ${selector}`)];

/** Of some pieces of text, show the one that holds. */
export function showOne(selector, name) {
  for (const piece of findAll(selector)) piece.hidden = piece.dataset.als !== name;
}

export const write = (node, text) => node.textContent === text || (node.textContent = text);

export const title = (box) => box.nextElementSibling.textContent;

/** Return "1 plek" or "3 plekken". */
export const count = (number, one, more) => `${number} ${number === 1 ? one : more}`;

// A postcode stays here: no address holds one.
export const plain = (text) => text.replace(/\b[1-9]\d{3} ?([a-z]{2}\b)?/gi, "").trim();

// Every page names the root of the site in its search form.
export const siteRoot = () => new URL("..", document.querySelector("form.zoekbalk").action);

export async function fetchPart(name) {
  // A stale index leads to pages that are gone.
  const response = await fetch(new URL(`zoek/${name}.json`, siteRoot()), { cache: "no-cache" });
  if (!response.ok) throw new Error(name);
  return response.json();
}
