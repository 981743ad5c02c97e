/** Single keys: what they do where, and whether they are on (WCAG 2.1.4). */
import { useEffect, useRef } from "react";

const key = "drawbar.keys";

export function singleKeysOn(): boolean {
  return localStorage.getItem(key) !== "off";
}

export function switchSingleKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(key);
  else localStorage.setItem(key, "off");
}

/** Names of keys as KeyboardEvent.key gives them; `g v` is one after the other. */
export type KeyBindings = Readonly<Record<string, () => void>>;

/** After `g` the second key is waited for so long. */
const sequenceMs = 1_500;

/**
 * Listens on the whole page while the component is there. Keys typed into a field, and any with Ctrl, Alt or Meta, are left alone;
 * so is everything while a dialog or the menu is open.
 *
 * @param bindings may be a new object every render.
 */
export function useKeys(bindings: KeyBindings): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    let first = "";
    let firstAtMs = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || !singleKeysOn() || isBusy(event.target)) return;
      const sequence = performance.now() - firstAtMs < sequenceMs ? `${first} ${event.key}` : event.key;
      const act = latest.current[sequence] ?? latest.current[event.key];
      first = event.key;
      firstAtMs = performance.now();
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  return (
    (target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null) ||
    document.querySelector("dialog[open], :popover-open") !== null
  );
}
