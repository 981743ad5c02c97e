/** `drawbar gnss`: recordings of satellite receivers, without writing code. */
import { once } from "node:events";
import type { Command } from "commander";
import { gnssRead } from "@drawbar/firmware-interfaces/commands/gnss-read.ts";
import { openGnssLog } from "@drawbar/firmware-interfaces/gnss/gnss-log.ts";
import { gnssProblems, type GnssProblemCode } from "@drawbar/firmware-interfaces/gnss/gnss-reader.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import { createOutput } from "../output/output.ts";

/** Characters gathered before they are written: a write per fix would be the slowest part. */
const writeCharacters = 65_536;

const readExample = `
Example:
  drawbar gnss read drive.nmea.gz
  drawbar gnss read gpsd.json --json | jq -c '[.lon, .lat]'`;

export function addGnssCommand(program: Command): void {
  const gnss = program
    .command("gnss")
    .summary("recordings of satellite receivers")
    .description("Recordings of satellite receivers: NMEA 0183 and gpsd's JSON, also packed with gzip.");
  gnss
    .command("read")
    .argument("<log>", "a recording of NMEA sentences or of gpsd's reports")
    .description("Reads a recording, a line for each moment that the receiver measured.")
    .option("--json", "lines of JSON")
    .addHelpText("after", readExample)
    .action(read);
}

async function read(log: string, options: { readonly json?: boolean }): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const problems = new Map<GnssProblemCode, number>();
  const lines = gnssRead({
    log: await openGnssLog(readLogFile(log)),
    json: output.isJson,
    onProblem: (code) => problems.set(code, (problems.get(code) ?? 0) + 1),
  });
  let gathered = "";
  const flush = async (): Promise<void> => {
    const text = gathered;
    gathered = "";
    if (text !== "" && !process.stdout.write(text)) await once(process.stdout, "drain");
  };
  for await (const line of lines) {
    gathered += `${line}\n`;
    if (gathered.length >= writeCharacters) await flush();
  }
  await flush();
  for (const [code, count] of problems) output.warn(`${log}: ${code.startsWith("compression") ? "" : `left out ${count} `}${gnssProblems[code]}`);
}
