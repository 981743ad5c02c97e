/** The loop that follows vehicles, in a process of its own, so that what it costs can be told from the load. Ends with the connection to its parent. */
import { openDatabase } from "@drawbar/cloud/db/database.ts";
import { TrackRole } from "@drawbar/cloud/worker/track-role.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";

const [url = ""] = process.argv.slice(2);
const database = openDatabase({ url, applicationName: "bench-tracks" });
const role = new TrackRole({ database, clock: systemClock, log: createLogger({ process: "bench", level: "warn" }) });
role.start();
const timer = setInterval(() => process.send?.(process.cpuUsage()), 200);
process.once("disconnect", () => {
  clearInterval(timer);
  void role.stop().then(async () => database.close());
});
