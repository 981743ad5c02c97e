import { expect, it } from "vitest";
import { createLogger } from "./logger.ts";

/** @returns the line that is logged of an error. */
function lineOf(error: unknown): string {
  const lines: string[] = [];
  createLogger({ process: "test", level: "warn", destination: { write: (line) => void lines.push(line) } }).warn({ error }, "it broke");
  return lines.join("");
}

it("says what an error is, where it came from and what it came of", () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const { error } = JSON.parse(lineOf(Object.assign(new Error("no broker", { cause }), { code: "BROKER_AWAY", tries: 3 })));
  expect(error).toMatchObject({ type: "Error", code: "BROKER_AWAY", tries: 3 });
  expect(error.message).toContain("no broker");
  expect(error.stack).toContain("logged-error.test.ts");
  expect(error.stack).toContain("ECONNREFUSED");
});

it("keeps a line short of errors that hold thousands of others, and says that there were more", () => {
  const grown = (depth: number): Error =>
    depth === 0
      ? new Error("leaf")
      : new AggregateError(
          Array.from({ length: 8 }, () => grown(depth - 1)),
          "tried",
        );
  const line = lineOf(grown(4));
  expect(line.length).toBeLessThan(20_000);
  expect(JSON.parse(line).error.aggregateErrors).toHaveLength(4);
  expect(line).toContain("(5 more)");
});

it("cuts texts, counts bytes, and stays with a thing that holds itself", () => {
  const round: Record<string, unknown> = { body: Buffer.alloc(10_000) };
  round["self"] = round;
  for (let field = 0; field < 5_000; field += 1) round[`field${field}`] = field;
  const line = lineOf(Object.assign(new Error("x".repeat(10_000)), { round }));
  expect(line.length).toBeLessThan(20_000);
  expect(line).toContain("(10000 bytes)");
  expect(line).toContain("(10000 characters)");
  expect(line).toContain("(4972 more)");
});

it("leaves what is no error as it is", () => {
  expect(JSON.parse(lineOf("a text")).error).toBe("a text");
  expect(JSON.parse(lineOf(undefined)).error).toBeUndefined();
});
