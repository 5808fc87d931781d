/* Explains a marked word beside the word itself. Without this script its link leads to the list on the page. */

const uitleg = document.createElement("div");
let word = null;

function button(text, onClick) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", onClick);
  return element;
}

function fill(term) {
  const title = document.createElement("strong");
  title.id = "uitleg-titel";
  title.textContent = term.textContent;
  const [text, more] = term.nextElementSibling.cloneNode(true).childNodes;
  const sentence = document.createElement("span");
  sentence.append(text);
  uitleg.replaceChildren(title, sentence, button("Sluit", () => uitleg.hidePopover()), more);
}

function place() {
  const box = word.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const below = box.bottom + 8;
  const fitsBelow = below + uitleg.offsetHeight <= window.innerHeight || box.top < uitleg.offsetHeight + 8;
  const top = fitsBelow ? below : box.top - uitleg.offsetHeight - 8;
  const left = Math.max(16, Math.min(box.left, width - uitleg.offsetWidth - 16));
  uitleg.style.top = `${top + window.scrollY}px`;
  uitleg.style.left = `${left + window.scrollX}px`;
}

function open(link) {
  const term = document.querySelector(link.hash);
  if (!term) return false;
  word?.setAttribute("aria-expanded", "false");
  word = link;
  fill(term);
  // Next to the word in reading order, so that Tab goes on from here.
  link.after(uitleg);
  uitleg.showPopover();
  place();
  link.setAttribute("aria-expanded", "true");
  uitleg.focus();
  return true;
}

if ("popover" in HTMLElement.prototype) {
  uitleg.className = "uitleg";
  uitleg.popover = "auto";
  uitleg.tabIndex = -1;
  uitleg.setAttribute("role", "dialog");
  uitleg.setAttribute("aria-labelledby", "uitleg-titel");
  uitleg.addEventListener("toggle", (event) => {
    if (uitleg.matches(":popover-open")) return;
    word.setAttribute("aria-expanded", "false");
    // A click elsewhere has moved the focus already; Escape and "Sluit" bring it back to the word.
    if (uitleg.contains(document.activeElement) || document.activeElement === document.body) word.focus({ preventScroll: true });
  });
  // Who goes on with Tab must not lose sight of where that is.
  uitleg.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !uitleg.contains(relatedTarget) && uitleg.hidePopover());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.woord");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link === word && uitleg.matches(":popover-open")) return;
    if (open(link)) event.preventDefault();
  });
  for (const link of document.querySelectorAll("a.woord")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
  }
}
