import { describe, expect, it } from "vitest";
import { TownStore, tilesMax } from "./town-store.ts";

const beesel = { latitude: [51.268], longitude: [6.039], population: [2_090], name: ["Beesel"], country: ["NL"] };
const nothing = { latitude: [], longitude: [], population: [], name: [], country: [] };
const spot = { latitude: 51.3, longitude: 6.05 };

function makeStore() {
  const asked: string[] = [];
  const state = { isBroken: false, nowMs: 0, heard: 0 };
  const read = async (what: string) => {
    asked.push(what);
    if (state.isBroken) throw new Error("offline");
    return what === "48 4" ? beesel : nothing;
  };
  const store = new TownStore({
    readTile: async ({ south, west }) => read(`${south} ${west}`),
    readLarge: async () => read("large"),
    nowMs: () => state.nowMs,
  });
  store.onChange(() => (state.heard += 1));
  return { store, asked, state };
}

/** Lets what was asked for come. */
const settled = async () => new Promise((resolve) => setTimeout(resolve));

describe("the towns of the console", () => {
  it("are read when something lies in their tile, once, and heard of when they came", async () => {
    const { store, asked, state } = makeStore();
    expect(store.nearest(spot)).toEqual({ kind: "unread" });
    expect(store.nearest(spot)).toEqual({ kind: "unread" });
    await settled();
    expect([asked, state.heard, store.version]).toEqual([["48 4"], 1, 1]);
    const town = store.nearest(spot);
    expect(town).toMatchObject({ kind: "town", name: "Beesel", isIn: false });
    // the same object for the same 100 m: what shows it need not be drawn again
    expect(store.nearest({ latitude: spot.latitude + 0.000_4, longitude: spot.longitude })).toBe(town);
    expect(store.nearest({ latitude: 0.5, longitude: 5 })).toEqual({ kind: "unread" });
  });

  it("are asked for again a minute after they could not be read", async () => {
    const { store, asked, state } = makeStore();
    state.isBroken = true;
    store.nearest(spot);
    await settled();
    state.isBroken = false;
    state.nowMs = 59_999;
    expect(store.nearest(spot)).toEqual({ kind: "unread" });
    expect(asked).toHaveLength(1);
    state.nowMs = 60_000;
    store.nearest(spot);
    await settled();
    expect([asked.length, store.nearest(spot).kind]).toEqual([2, "town"]);
  });

  it("are given up when too many tiles are kept, those asked for longest ago first; names that were said stay", async () => {
    const { store, asked } = makeStore();
    store.nearest(spot);
    store.large();
    await settled();
    store.nearest(spot);
    for (let index = 0; index < tilesMax; index++) store.tile({ south: -80 + 4 * Math.floor(index / 90), west: -180 + 4 * (index % 90) });
    await settled();
    const before = asked.length;
    expect(store.nearest(spot)).toMatchObject({ name: "Beesel" });
    expect(asked).toHaveLength(before);
    expect([store.tile({ south: 48, west: 4 }), store.large()]).toEqual([undefined, undefined]);
    expect(asked).toHaveLength(before + 2);
  });
});
