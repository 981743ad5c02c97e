import { expect, test } from "vitest";
import { pythonPeers } from "../peers/python-peers.ts";
import { runSchemathesis } from "./run-schemathesis.ts";

const peers = await pythonPeers();

// Every bound of every schema takes a minute: `npm run drill -- API-FUZZ` does it.
test.skipIf(peers === undefined)(
  "schemathesis finds no failure on our side, and no answer that the document does not allow",
  async () => {
    const { holds, said, tested } = await runSchemathesis(peers?.python ?? "python3", {
      phases: ["examples", "fuzzing"],
      examplesMax: 2,
      seed: 1,
      timeoutMs: 150_000,
    });

    expect(holds ? "" : said).toBe("");
    expect(tested).toBeGreaterThan(25);
  },
  180_000,
);
