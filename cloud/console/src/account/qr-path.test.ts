import { expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";

const uri = "otpauth://totp/Drawbar:planner%40fleet.example?issuer=Drawbar&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30";

/** @returns the modules that a path makes dark. */
function modulesOf({ size, path }: { readonly size: number; readonly path: string }): readonly (readonly boolean[])[] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  return rows;
}

test("a code has its three corners, and nothing dark in the quiet zone around", () => {
  const code = qrPath(uri);
  const rows = modulesOf(code);
  expect((code.size - 8 - 17) % 4).toBe(0); // 17 + 4 modules a version
  const corner = (x: number, y: number) =>
    rows.slice(y, y + 7).map((row) =>
      row
        .slice(x, x + 7)
        .map(Number)
        .join(""),
    );
  const finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"];
  for (const [x, y] of [
    [4, 4],
    [code.size - 11, 4],
    [4, code.size - 11],
  ] as const)
    expect(corner(x, y)).toEqual(finder);
  const isQuiet = (x: number, y: number) => Math.min(x, y) < 4 || Math.max(x, y) >= code.size - 4;
  expect(rows.flatMap((row, y) => row.filter((isDark, x) => isDark && isQuiet(x, y)))).toEqual([]);
});

test("another secret gives another code", () => {
  expect(qrPath(uri.replace("JBSW", "JBSX")).path).not.toBe(qrPath(uri).path);
});
