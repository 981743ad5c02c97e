/** The supervised side of the bond between `drawbar up` and its processes. */

/** Set for processes that `drawbar up` starts. */
export const supervisedVariable = "DRAWBAR_SUPERVISED";

/**
 * Ends this process as SIGTERM would when the one that started it is gone: its end of our standard input closes,
 * even when it was killed.
 */
export function stopWithSupervisor(): void {
  if (process.env[supervisedVariable] !== "1") return;
  process.stdin.on("end", () => process.kill(process.pid, "SIGTERM"));
  process.stdin.resume();
  // The pipe alone keeps no process alive.
  if ("unref" in process.stdin && typeof process.stdin.unref === "function") process.stdin.unref();
}
