// Sets the chosen theme before the first paint; a file of its own because the content policy allows no inline script.
(() => {
  const theme = localStorage.getItem("drawbar.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
