// Light or dark before anything is drawn, so that a reload does not flash. The window follows the settings later.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem("millrace-theme");
  } catch {
    // Storage may be forbidden; the system's choice is as good.
  }
  const system = matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = kept === "dark" || (kept !== "light" && system);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.classList.toggle("dark", dark);
})();
