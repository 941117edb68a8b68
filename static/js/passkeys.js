// Says in words why a passkey did not work. The ceremony itself is allauth's.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = {
    NotAllowedError: "Nothing was signed: the browser gave no key, or the question was closed.",
    SecurityError: `Passkeys need a host name and HTTPS (or localhost); ${window.location.hostname} is neither.`,
    InvalidStateError: "This key is on the account already.",
    NotSupportedError: "This browser or key cannot do that.",
    TypeError: "This browser knows no passkeys here: they need HTTPS, or localhost.",
  };
  const line = document.createElement("p");
  line.className = "notice";
  line.textContent = words[event.detail.exception.name] || "The passkey did not work. Try again.";
  const place = document.getElementById("notices");
  place.replaceChildren(line);
  place.scrollIntoView({ block: "nearest" });
});
