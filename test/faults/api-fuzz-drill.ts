/** API-FUZZ: every route at every bound of its schema, and with much that is made up. */
import { pythonPeers } from "../peers/python-peers.ts";
import { runSchemathesis } from "../contract/run-schemathesis.ts";
import type { Drill } from "./drill.ts";

export const drills: readonly Drill[] = [
  {
    id: "API-FUZZ",
    title: "schemathesis: failures on our side, and answers that the API's document does not allow",
    run: async ({ isLong, print }) => {
      const peers = await pythonPeers();
      if (peers === undefined) throw new Error("Python with schemathesis is not here; test/peers says how to install it");
      const seed = Number(process.env["DRILL_SEED"] ?? Math.floor(Math.random() * 1e6));
      print(`seed ${seed} (DRILL_SEED repeats it)`);
      const { holds, said, tested } = await runSchemathesis(peers.python, {
        phases: ["examples", "coverage", "fuzzing"],
        examplesMax: isLong ? 200 : 10,
        seed,
        timeoutMs: isLong ? 3_600_000 : 540_000,
      });
      for (const line of said
        .trimEnd()
        .split("\n")
        .slice(holds ? -12 : 0))
        print(line);
      const failures = holds ? 0 : Math.max(1, Number(/(\d+) unique failures?/i.exec(said)?.[1] ?? 1));
      return { value: failures, unit: `failures of ${tested} operations`, must: "must<=0", holds: holds && tested > 0 };
    },
  },
];
