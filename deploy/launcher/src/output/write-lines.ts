/** Many lines to standard output, at the pace of whoever reads them. */
import { once } from "node:events";

/** Characters gathered before they are written: a write per line would be the slowest part. */
const writeCharacters = 65_536;

/** @param options.isLive lines are shown as soon as the program has time for it, also when few come. */
export async function writeLines(lines: AsyncIterable<string>, options: { readonly isLive?: boolean } = {}): Promise<void> {
  let gathered = "";
  let isFlushQueued = false;
  const flush = async (): Promise<void> => {
    const text = gathered;
    gathered = "";
    if (text !== "" && !process.stdout.write(text)) await once(process.stdout, "drain");
  };
  const flushSoon = (): void => {
    if (isFlushQueued) return;
    isFlushQueued = true;
    setImmediate(() => {
      isFlushQueued = false;
      const text = gathered;
      gathered = "";
      if (text !== "") process.stdout.write(text);
    });
  };
  for await (const line of lines) {
    gathered += `${line}\n`;
    if (gathered.length >= writeCharacters || process.stdout.writableNeedDrain) await flush();
    else if (options.isLive === true) flushSoon();
  }
  await flush();
}
