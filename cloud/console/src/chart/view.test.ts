import { describe, expect, it } from "vitest";
import { moveView, searchToView, spanName, spans, viewToSearch, windowOf, zoomView } from "./view.ts";
import { rereadMs, tilesFor } from "./tiles.ts";

const now = Date.parse("2026-11-21T14:32:07Z");
const hour = 3_600_000;

describe("a chart's view", () => {
  it("follows the newest moment until it is moved", () => {
    expect(windowOf({ spanMs: hour }, now)).toEqual({ fromMs: now - hour, toMs: now });
    expect(moveView({ spanMs: hour }, now, -600_000)).toEqual({ spanMs: hour, toMs: now - 600_000 });
  });

  it("stays where it is while time goes on, once moved", () => expect(windowOf({ spanMs: hour, toMs: now - 5 }, now + hour).toMs).toBe(now - 5));
  it("does not go past the newest moment", () => expect(moveView({ spanMs: hour, toMs: now - 5 }, now, hour).toMs).toBe(now));

  it("zooms around a moment that keeps its place", () => {
    const view = zoomView({ spanMs: hour, toMs: now - hour }, now, 0.5, now - 1.5 * hour);
    expect(view).toEqual({ spanMs: hour / 2, toMs: now - 1.25 * hour });
  });

  it("goes on following while it zooms", () => expect(zoomView({ spanMs: hour }, now, 2)).toEqual({ spanMs: 2 * hour }));

  it("holds the span between 5 s and 400 days", () => {
    expect(zoomView({ spanMs: 6_000 }, now, 0.1).spanMs).toBe(5_000);
    expect(zoomView({ spanMs: 399 * 24 * hour }, now, 10).spanMs).toBe(400 * 24 * hour);
  });

  it("names the spans it has buttons for", () => {
    expect(spanName({ spanMs: spans["7d"] })).toBe("7d");
    expect(spanName({ spanMs: 450_000 })).toBeUndefined();
  });
});

describe("a chart's view in the URL", () => {
  it.each([{ spanMs: spans["24h"] }, { spanMs: 450_000 }, { spanMs: spans["1h"], toMs: now }])("comes back as it went: %j", (view) =>
    expect(searchToView(viewToSearch(view), spans.live)).toEqual(view),
  );

  it.each([{}, { span: "toString" }, { span: "-5s" }, { span: "1s" }, { span: "live", to: "yesterday" }])(
    "falls back where the URL makes no sense: %j",
    (search) => expect(searchToView(search, spans.live)).toEqual({ spanMs: spans.live }),
  );
});

describe("tilesFor", () => {
  it("covers the window and half a tile on either side", () => {
    const window = { fromMs: now - 24 * hour, toMs: now - hour };
    const tiles = tilesFor(window, now);
    const length = (tiles[0]?.toMs ?? 0) - (tiles[0]?.fromMs ?? 0);
    expect(tiles.length).toBeLessThanOrEqual(5);
    expect(tiles[0]?.fromMs).toBeLessThanOrEqual(window.fromMs - length / 2);
    expect(tiles.at(-1)?.toMs).toBeGreaterThanOrEqual(window.toMs);
    tiles.slice(1).forEach((tile, index) => expect(tile.fromMs).toBe(tiles[index]?.toMs));
  });

  it("asks for nothing that has not happened yet", () => expect(tilesFor({ fromMs: now - hour, toMs: now }, now).at(-1)?.fromMs).toBeLessThanOrEqual(now));

  it("keeps its borders while the window moves", () => {
    const tiles = tilesFor({ fromMs: now - hour, toMs: now }, now);
    expect(tilesFor({ fromMs: now - hour + 60_000, toMs: now + 60_000 }, now + 60_000)).toEqual(expect.arrayContaining(tiles.slice(1)));
  });

  it("reads the newest tile again every 5 s to 60 s", () => {
    expect(rereadMs({ fromMs: 0, toMs: 60_000 })).toBe(5_000);
    expect(rereadMs({ fromMs: 0, toMs: 48 * hour })).toBe(60_000);
  });
});
