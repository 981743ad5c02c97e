/**
 * Tokens as colours that a canvas understands.
 *
 * @param element stands where the canvas stands: its theme decides.
 * @param tokens names of tokens.css, without the dashes before them.
 */
export function tokenColours<Token extends string>(element: HTMLElement, tokens: readonly Token[]): Readonly<Record<Token, string>> {
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
  return colours as Record<Token, string>; // one entry for each token, above
}
