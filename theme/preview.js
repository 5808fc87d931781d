// Only in the preview: waits for news of the next build, then shows its mistakes or loads the page again.
const address = new URL("nieuws", import.meta.url);
let number = -1;

function show(mistakes) {
  document.getElementById("voorbeeld-fouten")?.remove();
  if (mistakes.length === 0) return;
  const banner = document.createElement("div");
  banner.id = "voorbeeld-fouten";
  banner.className = "voorbeeld-fouten";
  banner.setAttribute("role", "alert");
  const title = document.createElement("strong");
  title.textContent = mistakes.length === 1
    ? "Er is één fout. U ziet de vorige versie."
    : `Er zijn ${mistakes.length} fouten. U ziet de vorige versie.`;
  const list = document.createElement("ul");
  for (const { plaats, bericht, reparatie } of mistakes) {
    const item = document.createElement("li");
    const place = document.createElement("code");
    place.textContent = plaats;
    item.append(place, ` ${bericht} ${reparatie}`);
    list.append(item);
  }
  banner.append(title, list);
  document.body.prepend(banner);
}

for (;;) {
  try {
    const answer = await fetch(`${address}?${number}`);
    const { nummer, paginas, fouten } = await answer.json();
    // The finder reads an index, which follows after the pages.
    const isNew = paginas > number || (nummer !== number && document.getElementById("vinder"));
    if (number !== -1 && isNew && fouten.length === 0) location.reload();
    if (nummer !== number) show(fouten);
    number = nummer;
  } catch {
    // The preview was stopped; it may come back.
    await new Promise((done) => setTimeout(done, 1000));
  }
}
