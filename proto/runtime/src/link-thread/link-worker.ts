/** The link thread itself. Started by `LinkThread`. */
import { parentPort } from "node:worker_threads";
import { SqliteHolderStore } from "../link-store/sqlite-holder-store.ts";
import { serveThread } from "./thread-side.ts";

if (parentPort === null) throw new TypeError("link-worker.ts runs as a worker of LinkThread");
serveThread({ port: parentPort, openStore: ({ file, source }) => SqliteHolderStore.open({ file, source }) });
