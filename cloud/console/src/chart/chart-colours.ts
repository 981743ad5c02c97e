/** The tokens a canvas needs, as colours it understands. */

const tokens = ["s1", "ink", "ink-2", "edge", "rule", "sheet", "stop", "warn", "info"] as const;
export type ChartColours = Readonly<Record<(typeof tokens)[number], string>>;

/** @param element stands where the chart stands: its theme decides. */
export function chartColours(element: HTMLElement): ChartColours {
  // a custom property gives its text back, light-dark() and all; only a real property is resolved
  const probe = document.createElement("span");
  element.append(probe);
  const colours = Object.fromEntries(
    tokens.map((token) => {
      probe.style.color = `var(--${token})`;
      return [token, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return colours as ChartColours; // one entry for each token, above
}
