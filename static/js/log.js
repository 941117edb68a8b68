// The log: its filters stand in the address, so that Reload and Back keep them. Without scripts the form itself does that.
document.getElementById("filters").addEventListener("htmx:after:swap", () => {
  window.history.replaceState(null, "", document.getElementById("results").dataset.address);
});
