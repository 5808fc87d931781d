// The little that we need to build pieces of a page. Text goes in as text, never as HTML.

/** Return an element with attributes (`class`, `data-…`, `hidden` …) and children (elements or text). */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Return the root of the site, which every page names in the search form of its header. */
export const siteRoot = () => new URL("..", document.querySelector("form.zoekbalk").action);

/** Return "1 plek" or "3 plekken". */
export const count = (number, one, more) => `${number} ${number === 1 ? one : more}`;
