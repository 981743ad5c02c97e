/** The loop that does imports, in a process of its own, so that its time and memory are its own. Ends with the connection to its parent. */
import { openDatabase } from "@drawbar/cloud/db/database.ts";
import { ImportRole } from "@drawbar/cloud/worker/import-role.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";

const [url = ""] = process.argv.slice(2);
const database = openDatabase({ url, applicationName: "bench-imports" });
const role = new ImportRole({ database, clock: systemClock, log: createLogger({ process: "bench", level: "warn" }) });
role.start();
const timer = setInterval(() => process.send?.({ peakKb: process.resourceUsage().maxRSS }), 200);
process.once("disconnect", () => {
  clearInterval(timer);
  void role.stop().then(async () => database.close());
});
