// Folds the steps of a route map, so that the whole road can be seen at once; without this all steps are open.
const list = document.querySelector(".stappen");
const steps = [...list.querySelectorAll(".stap")];
const all = document.createElement("button");
all.type = "button";

function fold(step, closed) {
  step.classList.toggle("stap-dicht", closed);
  step.querySelector("h3 button").setAttribute("aria-expanded", String(!closed));
}

function name() {
  const closed = steps.some((step) => step.classList.contains("stap-dicht"));
  all.textContent = closed ? "Toon alle stappen" : "Klap alle stappen in";
  all.dataset.closed = String(closed);
}

/** Opens the step that the address names, also when somebody jumps to it later. */
function follow() {
  const step = document.getElementById(location.hash.slice(1))?.closest(".stap");
  if (!step) return;
  fold(step, false);
  name();
  step.scrollIntoView();
}

for (const step of steps) {
  const heading = step.querySelector("h3");
  const number = heading.querySelector(".stapnummer");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-controls", step.querySelector(".stap-inhoud").id);
  button.append(...[...heading.childNodes].filter((node) => node !== number));
  heading.append(button);
  button.addEventListener("click", () => {
    fold(step, button.getAttribute("aria-expanded") === "true");
    name();
  });
  fold(step, step !== steps[0]);
}
const place = document.createElement("p");
place.className = "stappen-knop";
place.append(all);
list.before(place);
all.addEventListener("click", () => {
  const open = all.dataset.closed === "true";
  steps.forEach((step) => fold(step, !open));
  name();
});
name();
follow();
addEventListener("hashchange", follow);
