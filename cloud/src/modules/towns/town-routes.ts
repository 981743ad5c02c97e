import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { tileDegrees, tileLatitudeMax } from "@drawbar/proto/towns/town-tile.ts";
import type { Routes } from "../../http/api.ts";
import { etagOf } from "../../http/preconditions.ts";
import { ref } from "../../http/schemas.ts";
import { tileToJson, TownTileView } from "./town-views.ts";
import type { Towns } from "./towns.ts";

/** What maps of whole countries name; some six thousand. */
const largeFrom = 100_000;

/** The table changes with a release at most; a browser that kept a tile for a week asks whether it is still the same. */
const kept = "private, max-age=604800";

const answers = { 200: ref(TownTileView), 304: Type.Null({ description: "The `etag` of `if-none-match` is still the one." }) };

export function townRoutes({ towns }: { readonly towns: Pick<Towns, "table"> }): Routes {
  return (api) => {
    api.get(
      "/towns",
      {
        config: { access: "read" },
        schema: {
          operationId: "listLargeTowns",
          summary: "The large towns of the world",
          description: "Those with 100,000 people or more, for maps that show much. From a table that ships with the cloud; no other service is asked.",
          tags: ["fleet"],
          response: answers,
        },
      },
      async (request, reply) => {
        const table = await towns.table();
        if (isKept(request, reply, etagOf([table.source, "large", largeFrom]))) return reply.code(304).send(null);
        return tileToJson(table.tiles(), largeFrom);
      },
    );

    api.get(
      "/towns/:south/:west",
      {
        config: { access: "read" },
        schema: {
          operationId: "listTownsOfTile",
          summary: "The towns of a tile of 4 by 4 degrees",
          description:
            "Those with some thousand people or more, to say where something is without asking another service. A tile is named by its south-western corner; one that holds only sea is empty.",
          tags: ["fleet"],
          params: Type.Object({
            south: Type.Integer({ minimum: -tileLatitudeMax, maximum: tileLatitudeMax - tileDegrees, multipleOf: tileDegrees }),
            west: Type.Integer({ minimum: -180, maximum: 180 - tileDegrees, multipleOf: tileDegrees }),
          }),
          response: answers,
        },
      },
      async (request, reply) => {
        const table = await towns.table();
        const { south, west } = request.params;
        if (isKept(request, reply, etagOf([table.source, south, west]))) return reply.code(304).send(null);
        return tileToJson([table.tile({ south, west })]);
      },
    );
  };
}

/** @returns whether the caller has it already (RFC 9110, 13.1.2). */
function isKept(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  void reply.headers({ etag, "cache-control": kept });
  const tags = (request.headers["if-none-match"] ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}
