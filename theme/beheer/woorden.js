// Words of Decap in plain Dutch; the rest of its Dutch is good. On one's own computer saving is saving, not publishing.

const ALWAYS = {
  app: { header: { content: "Inhoud", workflow: "Voorstellen", media: "Foto's en bestanden", quickAdd: "Nieuw…" }, app: { loadingConfig: "Even geduld…", waitingBackend: "Even geduld…" } },
  collection: {
    sidebar: { collections: "Wat wilt u bijhouden?", searchAll: "Zoek een school, pagina of woord" },
    collectionTop: { newButton: "Nieuw: %{collectionLabel}", searchResults: "Gevonden bij \"%{searchTerm}\"", searchResultsInCollection: "Gevonden bij \"%{searchTerm}\" in %{collection}" },
    entries: { loadingEntries: "Lijst laden…", cachingEntries: "Lijst laden…", noEntries: "Niets gevonden" },
  },
  editor: {
    editorControlPane: { widget: {
      required: "Vul '%{fieldLabel}' nog in.", regexPattern: "%{pattern}", min: "Vul bij '%{fieldLabel}' minstens %{minValue} in.", max: "Vul bij '%{fieldLabel}' hoogstens %{maxValue} in.",
      rangeMin: "Vul bij '%{fieldLabel}' minstens %{minCount} in.", rangeMax: "Vul bij '%{fieldLabel}' hoogstens %{maxCount} in.",
      rangeCount: "Vul bij '%{fieldLabel}' %{minCount} tot %{maxCount} in.", rangeCountExact: "Vul bij '%{fieldLabel}' precies %{count} in.",
    } },
    editor: {
      onLeavePage: "U heeft nog niet opgeslagen. Wilt u toch weg van deze pagina?", confirmLoadBackup: "U was hier eerder bezig en sloeg niet op. Wilt u daarmee verdergaan?",
      onDeletePublishedEntry: "Wilt u dit echt verwijderen?", onDeleteWithUnsavedChanges: "Wilt u dit echt verwijderen? Wat u net veranderde, gaat ook weg.",
    },
    editorInterface: { togglePreview: "Toon of verberg het voorbeeld", toggleScrollSync: "Laat het voorbeeld meeschuiven" },
    editorToolbar: { backCollection: "Terug naar %{collectionLabel}", unsavedChanges: "Nog niet opgeslagen", changesSaved: "Alles is opgeslagen", deployButtonLabel: "Bekijk op de site", duplicate: "Maak een kopie", deleteEntry: "Verwijder" },
    editorWidgets: { datetime: { now: "Vandaag", clear: "Wis" }, list: { add: "Voeg toe: %{item}" } },
  },
  ui: { default: { goBackToSite: "Terug naar de site" }, toast: {
    onFailToPersist: "%{details}", onFailToDelete: "%{details}", onFailToLoadEntries: "De lijst kan niet geladen worden: %{details}",
    missingRequiredField: "Er klopt nog iets niet. Kijk naar de rode tekst in het formulier.", entrySaved: "Opgeslagen", entryPublished: "Opgeslagen",
  } },
  workflow: { workflow: { workflowHeading: "Voorstellen", newPost: "Nieuw", description: "%{smart_count} voorstel wacht, %{readyCount} klaar om op de site te zetten. |||| %{smart_count} voorstellen wachten, %{readyCount} klaar om op de site te zetten." } },
};

const HERE = {
  editor: { editorToolbar: {
    publish: "Opslaan", publishing: "Bezig met opslaan…", published: "Opgeslagen", publishNow: "Opslaan", publishAndCreateNew: "Opslaan en nog een maken",
    publishAndDuplicate: "Opslaan en een kopie maken", deletePublishedEntry: "Verwijder",
  } },
};

function merged(one, other) {
  if (!other || typeof other !== "object") return other ?? one;
  return { ...one, ...Object.fromEntries(Object.entries(other).map(([name, part]) => [name, merged(one?.[name], part)])) };
}

/** Give Decap our words; `isHere` tells that the files stand on this computer. */
export function registerWoorden(CMS, isHere) {
  CMS.registerLocale("nl", merged(merged(CMS.getLocale("nl"), ALWAYS), isHere ? HERE : {}));
}
