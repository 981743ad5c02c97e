/** Day, night, or as the system has it. public/theme.js applies the choice before the first paint. */
export type Theme = "system" | "light" | "dark";

const key = "drawbar.theme";

export function chosenTheme(): Theme {
  const theme = localStorage.getItem(key);
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") {
    localStorage.removeItem(key);
    delete document.documentElement.dataset["theme"];
  } else {
    localStorage.setItem(key, theme);
    document.documentElement.dataset["theme"] = theme;
  }
  // canvases do not follow CSS by themselves
  document.dispatchEvent(new Event(themeEvent));
}

/** Calls back when colours change, by choice or because the system's day ended. @returns ends it. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.addEventListener(themeEvent, listener);
  system.addEventListener("change", listener);
  return () => {
    document.removeEventListener(themeEvent, listener);
    system.removeEventListener("change", listener);
  };
}

const themeEvent = "drawbar:theme";
