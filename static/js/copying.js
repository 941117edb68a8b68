// Copy buttons: <button data-copy="id of the field" hidden>. They show where the browser can copy: over HTTPS, or at home.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        window.pmcareer.say("Copied.");
      } catch {
        window.pmcareer.say("The browser did not let it be copied. It is selected: copy it by hand.");
      }
    });
  }
}
