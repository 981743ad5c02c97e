import { encode } from "uqr";

/** Light modules around a code, without which cameras do not find it (ISO/IEC 18004, 9.1). */
const quietZone = 4;

/** @returns the dark modules of a QR code as the path of an SVG, `size` modules a side with the quiet zone; made here, since the text is a secret. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: "M", border: quietZone });
  const runs = data.flatMap((row, y) => runsOf(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`));
  return { size, path: runs.join("") };
}

/** One shape for neighbours: seams between them would show when the code is scaled. */
function runsOf(row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1);
    if (!isDark) continue;
    if (last !== undefined && last.from + last.length === x) last.length++;
    else runs.push({ from: x, length: 1 });
  }
  return runs;
}
