/** R9: a tenant's things asked for by another tenant and by nobody, everywhere something can be asked. */
import { startTestApi } from "@drawbar/cloud/http/testing/test-api.ts";
import { linkMatrix, poolMatrix, socketMatrix, workerMatrix } from "../contract/isolation/channels.ts";
import { routeMatrix } from "../contract/isolation/matrix.ts";
import type { Drill } from "./drill.ts";

export const drills: readonly Drill[] = [
  {
    id: "R9",
    title: "every route, socket, RPC and job called as another tenant and by nobody: nothing is shown or changed",
    run: async ({ isLong, print }) => {
      const api = await startTestApi({ level: "silent" });
      try {
        const { asked, routes, leaks, unreached } = await routeMatrix(api);
        print(`${routes} routes: ${asked} requests as another tenant, with wrong credentials and by nobody`);
        const parts = {
          "the WebSocket": await socketMatrix(api),
          "the link": await linkMatrix(api),
          "the worker": await workerMatrix(api),
          "cut connections": await poolMatrix(api, isLong ? 20_000 : 2_000),
        };
        for (const [name, part] of Object.entries(parts)) print(`${name}: ${part.asked} asked, ${part.leaks.length} leaks`);
        const all = [...leaks, ...unreached.map((route) => `${route} was not reached`), ...Object.values(parts).flatMap((part) => part.leaks)];
        for (const leak of all) print(leak);
        return { value: all.length, unit: "leaks", must: "must<=0", holds: all.length === 0 };
      } finally {
        await api.dispose();
      }
    },
  },
];
