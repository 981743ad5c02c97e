import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { finished } from "node:stream/promises";
import { expect, it } from "vitest";
import { readPassphrase, sealInto } from "./archive-cipher.ts";

it("makes what OpenSSL opens with the passphrase, and with no other one; a short passphrase is refused", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "drawbar-cipher-"));
  try {
    const [sealed, right, wrong, short] = ["sealed", "right", "wrong", "short"].map((name) => path.join(folder, name)) as [string, string, string, string]; // as many
    await writeFile(right, "correct horse battery\nsecond line\n");
    await writeFile(wrong, "another horse battery\n");
    await writeFile(short, "horse\n");
    const file = createWriteStream(sealed);
    const cipher = sealInto(file, await readPassphrase(right));
    cipher.write("everything of ");
    cipher.end("a fleet");
    await finished(file);

    const open = (passphrase: string): string =>
      execFileSync("openssl", ["enc", "-d", "-aes-256-cbc", "-pbkdf2", "-iter", "600000", "-in", sealed, "-pass", `file:${passphrase}`], {
        stdio: "pipe",
      }).toString("latin1");
    expect(open(right)).toBe("everything of a fleet");
    // About one wrong passphrase in 256 leaves a padding that fits; what it opens to is noise.
    let opened = "";
    try {
      opened = open(wrong);
    } catch {
      opened = "refused";
    }
    expect(opened).not.toContain("fleet");
    expect((await readFile(sealed)).includes("fleet")).toBe(false);
    await expect(readPassphrase(short)).rejects.toMatchObject({ code: "PASSPHRASE_UNUSABLE" });
    await expect(readPassphrase(path.join(folder, "none"))).rejects.toMatchObject({ code: "PASSPHRASE_UNUSABLE" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
