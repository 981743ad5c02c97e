/**
 * Runs every test of the repository: `npm test`, or some of them: `npm test -- proto/src/link`.
 * The last line is `N passed, N failed`, with `, N skipped` when something was not here to test against. Before it stands
 * what passed at its second try only: a defect of the test or of what it tests.
 */
import { startVitest } from "vitest/node";

const filters = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const vitest = await startVitest("test", filters, { watch: false, run: true, reporters: ["default"] });

const atSecondTry: string[] = [];
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const module of vitest.state.getTestModules()) {
  const tests = [...module.children.allTests()];
  for (const test of tests) {
    const { state } = test.result();
    if (test.diagnostic()?.flaky === true)
      atSecondTry.push(`${module.relativeModuleId} > ${test.fullName}\n${(test.result().errors?.[0]?.stack ?? "").split("\n").slice(0, 8).join("\n")}`);
    if (state === "passed" || state === "failed" || state === "skipped") counts[state] += 1;
  }
  // A file that could not even be loaded has no tests to fail.
  if (tests.every((test) => test.result().state !== "failed") && module.state() === "failed") counts.failed += 1;
}
counts.failed += vitest.state.getUnhandledErrors().length;
await vitest.close();

for (const name of atSecondTry) console.log(`passed at the second try only: ${name}`);
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit();
