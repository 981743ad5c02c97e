/** Contrast of the tokens that may meet on screen, in both themes, against WCAG 2.2 AAA. */

export interface ContrastFinding {
  readonly theme: "day" | "night";
  readonly mark: string;
  readonly ground: string;
  readonly ratio: number;
  /** 7 for text, 3 for marks and edges. */
  readonly least: number;
}

interface Meeting {
  readonly least: number;
  readonly marks: readonly string[];
  readonly grounds: readonly string[];
}

const grounds = ["ground", "sheet", "raised", "hover", "selected"];
const levels = ["stop", "warn", "ok", "info"];
const series = ["s1", "s2", "s3", "s4", "s5", "s6"];

/** Which tokens may meet. `warn-fill` is left out on purpose: amber cannot reach 3:1 on white, so it always wears a 1 px edge of `warn`. */
const meetings: readonly Meeting[] = [
  { least: 7, marks: ["ink", "ink-2", ...levels.map((level) => `${level}-ink`)], grounds },
  ...levels.map((level) => ({ least: 7, marks: ["ink", "ink-2", `${level}-ink`], grounds: [`${level}-wash`] })),
  ...levels.map((level) => ({ least: 7, marks: [`on-${level}`], grounds: [`${level}-fill`] })),
  { least: 7, marks: ["on-act"], grounds: ["act", "act-hover"] },
  { least: 7, marks: ["on-ctx"], grounds: ["ctx"] },
  { least: 7, marks: ["on-cam", "hivis"], grounds: ["cam"] },
  { least: 7, marks: ["on-label"], grounds: ["label"] },
  { least: 7, marks: ["map-label"], grounds: ["map-land", "map-water", "map-town"] },
  { least: 3, marks: ["edge", "focus", "act", ...levels], grounds },
  ...levels.map((level) => ({ least: 3, marks: [level, "edge", "focus"], grounds: [`${level}-wash`] })),
  { least: 3, marks: ["stop-fill", "ok-fill", "info-fill"], grounds: ["ground", "sheet"] },
  { least: 3, marks: series, grounds: ["ground", "sheet", "raised"] },
  { least: 3, marks: ["ink", "focus", "stop", "warn", "ok"], grounds: ["map-land", "map-water"] },
];

/**
 * Measures every pair.
 *
 * @param css the text of tokens.css: `--name: light-dark(#rrggbb, #rrggbb);` or `--name: #rrggbb;`.
 * @returns one finding a pair and theme, below the bar or not.
 * @throws when a pair names a token that the text does not define.
 * @see WCAG 2.2, success criteria 1.4.6 and 1.4.11
 */
export function measureContrast(css: string): readonly ContrastFinding[] {
  const tokens = readTokens(css);
  return meetings.flatMap(({ least, marks, grounds: below }) =>
    marks.flatMap((mark) =>
      below.flatMap((ground) =>
        (["day", "night"] as const).map((theme) => ({
          theme,
          mark,
          ground,
          least,
          ratio: contrastRatio(colour(tokens, mark, theme), colour(tokens, ground, theme)),
        })),
      ),
    ),
  );
}

/** @returns the WCAG contrast ratio, 1 to 21, of two colours written `#rrggbb`. */
export function contrastRatio(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].toSorted((p, q) => q - p);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

type Tokens = ReadonlyMap<string, { readonly day: string; readonly night: string }>;

function readTokens(css: string): Tokens {
  const tokens = new Map<string, { day: string; night: string }>();
  for (const [, name = "", day = "", night = ""] of css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/gi))
    tokens.set(name, { day, night });
  for (const [, name = "", both = ""] of css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)) tokens.set(name, { day: both, night: both });
  return tokens;
}

function colour(tokens: Tokens, name: string, theme: "day" | "night"): string {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`no colour token --${name} in tokens.css`);
  return token[theme];
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
