import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { api } from "../api/http.ts";
import type { TownStoreOptions } from "./town-store.ts";

/**
 * Not by way of `answer`, which sets the console's clock by the answer's date: the browser keeps these for days, and with them
 * the date of then.
 */
export const readTowns: Pick<TownStoreOptions, "readTile" | "readLarge"> = {
  readTile: async (corner) => dataOf(await api.GET("/api/v1/towns/{south}/{west}", { params: { path: corner } })),
  readLarge: async () => dataOf(await api.GET("/api/v1/towns")),
};

function dataOf({ data, response }: { readonly data?: unknown; readonly response: Response }): Schemas["TownTile"] {
  if (!response.ok) throw new Error(`the towns were answered with ${response.status}`);
  return data as Schemas["TownTile"]; // the cloud shapes its answers by the very schema the type is made from
}
