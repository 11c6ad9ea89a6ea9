// Loads the window. What goes wrong here, or later in it, is said: a page that stays empty helps nobody.
const { ui, wasm } = document.currentScript?.dataset ?? document.querySelector("script[data-wasm]").dataset;

function crashed() {
  document.getElementById("waiting")?.remove();
  document.getElementById("crashed").hidden = false;
}

document.getElementById("reload").addEventListener("click", (event) => {
  event.preventDefault();
  location.reload();
});
window.addEventListener("millrace-crashed", crashed);

try {
  const module = await import(new URL(ui, document.baseURI).href);
  await module.default({ module_or_path: new URL(wasm, document.baseURI) });
} catch (error) {
  console.error(error);
  crashed();
}
