// Decap would start at once and look for a file of settings; ours are made first.
window.CMS_MANUAL_INIT = true;
