/**
 * Folds one fleet's tracks again and again, as a worker does, until it is killed: `node fold-until-killed.ts URL TENANT NOW_US`.
 * Says a line before each turn.
 */
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { openDatabase } from "../../../db/database.ts";
import { FenceSets } from "../../places/index.ts";
import { CatalogueStore } from "../../telemetry/index.ts";
import { foldTracks } from "../track-turn.ts";

const [url = "", tenant = "", nowUs = ""] = process.argv.slice(2);
const database = openDatabase({ url, applicationName: "fold-until-killed" });
const catalogues = new CatalogueStore({ database });
const fences = new FenceSets();
const clock = { wallUs: () => Number(nowUs), monoUs: () => 0 };
for (;;) {
  console.log("turn");
  await database.transaction(parseTenantId(tenant), async (tx) => foldTracks(tx, { catalogues, fences, clock }));
}
