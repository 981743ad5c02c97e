/**
 * A unit that seals and commits until it is killed, for `kill.db.test.ts`: `node sealing-child.ts FILE`. After each commit it
 * names what is durable now, one record a line.
 */
import { randomInt } from "node:crypto";
import { writeSync } from "node:fs";
import { suiteSource } from "@drawbar/proto/link/holder-store-suite.ts";
import type { Numbering } from "@drawbar/proto/link/holder-options.ts";
import type { Epoch, LinkRecord, Priority } from "@drawbar/proto/link/records.ts";
import { UnitLink } from "@drawbar/proto/link/unit-link.ts";
import { SqliteHolderStore } from "./sqlite-holder-store.ts";

const [file = ""] = process.argv.slice(2);
const largest = 2 ** 47;
const sealed: LinkRecord[] = [];
const unit = new UnitLink({
  store: SqliteHolderStore.open({ file, source: suiteSource }),
  observer: { sealed: (record) => sealed.push(record) },
  nextEpoch: () => randomInt(1, largest) as Epoch, // from its range
  nextSession: () => randomInt(1, largest),
  segments: { thin: () => undefined, renumber: (bytes) => bytes },
  agent: "test",
});
const catalogue = unit.addCatalogue(Uint8Array.of(1));

for (;;) {
  for (let count = randomInt(1, 6); count > 0; count -= 1) {
    const samples = randomInt(1, 400);
    const encode = ({ seq }: Numbering): Uint8Array => new Uint8Array(samples * 8).fill(seq % 256);
    unit.sealSegment(randomInt(0, 4) as Priority, { produced: samples, catalogue, encode }); // from its range
  }
  unit.commit(performance.now());
  const lines = sealed.splice(0).map(({ stream, seq, checksum }) => `${stream} ${seq} ${Buffer.from(checksum).toString("hex")}\n`);
  writeSync(1, lines.join(""));
}
