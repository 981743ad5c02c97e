/** Processor time of processes, read from /proc. */
import { readdirSync, readFileSync } from "node:fs";

/** USER_HZ, which Linux has fixed at 100 for user space on x64 and arm64 (proc(5)). */
const ticksPerSecond = 100;

/** Seconds that a process has used, with its children that ended; 0 when it is gone. */
export function secondsOf(pid: number): number {
  const fields = fieldsOf(pid);
  return fields === undefined ? 0 : (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

/** The same of a process and of all that it has started: a PostgreSQL with its connections. */
export function secondsOfFamily(pid: number): number {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(fieldsOf(Number(name))?.[1]) === pid);
  return children.reduce((sum, child) => sum + secondsOf(Number(child)), secondsOf(pid));
}

/** Fields of /proc/PID/stat from the third on, which is the state; the name before it may have spaces. */
function fieldsOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** Seconds that all processors of this machine were busy with anything since it started. */
export function busySeconds(): number {
  const [, ...ticks] = (readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "").split(/\s+/).map(Number);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = ticks;
  return (user + nice + system + irq + softIrq + steal) / ticksPerSecond;
}
