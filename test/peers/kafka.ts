/**
 * A real Apache Kafka (KRaft, one node) for tests: its jars come from Maven Central once, into a cache that git ignores;
 * each broker has a folder and ports of its own.
 */
import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "@drawbar/runtime/net/free-port.ts";

const run = promisify(execFile);
const kafkaVersion = "4.1.0";
const loggerVersion = "2.25.1";
const cache = path.resolve(import.meta.dirname, `../../node_modules/.cache/drawbar-kafka-${kafkaVersion}`);

export interface KafkaBroker {
  readonly address: string;
  /** As a power cut would; what it acknowledged is on its disk or in the system's cache. */
  kill(): Promise<void>;
  /** The same broker again, with what it had. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Where Java and Maven are absent, tests of Kafka skip and say so; CI installs both.
 *
 * @returns false when there is no Java or no Maven here.
 */
export function hasKafka(): boolean {
  if (isThere("java", "-version") && isThere("mvn", "--version")) return true;
  console.warn("tests against Kafka are skipped: install Debian's packages default-jre-headless and maven");
  return false;
}

export async function startKafka(): Promise<KafkaBroker> {
  const jars = await jarsDirectory();
  const folder = await mkdtemp(path.join(tmpdir(), "drawbar-kafka-"));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const settings = path.join(folder, "server.properties");
  await writeFile(settings, propertiesOf({ port, controllerPort, folder }));
  const { stdout } = await run("java", ["-cp", `${jars}/*`, "kafka.tools.StorageTool", "random-uuid"]);
  const clusterId = stdout.trim().split("\n").at(-1) ?? "";
  await run("java", ["-cp", `${jars}/*`, "kafka.tools.StorageTool", "format", "--standalone", "-t", clusterId, "-c", settings]);
  let server = await startServer(jars, settings, port);
  // A test run that ends early must not leave a broker behind.
  const onExit = (): void => void server.kill("SIGKILL");
  process.once("exit", onExit);
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await ended;
  };
  return {
    address: `127.0.0.1:${port}`,
    kill,
    restart: async () => {
      server = await startServer(jars, settings, port);
    },
    dispose: async () => {
      await kill();
      process.off("exit", onExit);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(jars: string, settings: string, port: number): Promise<ChildProcess> {
  const server = spawn("java", ["-Xmx512m", "-cp", `${jars}/*`, "kafka.Kafka", settings], { stdio: ["ignore", "ignore", "ignore"] });
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 100) {
    if (server.exitCode !== null) throw new Error(`Kafka ended with ${server.exitCode} instead of listening`);
    if (await isListening(port)) return server;
    await sleep(100);
  }
  server.kill("SIGKILL");
  throw new Error("Kafka did not listen within 120 s");
}

/** Resolved by Maven the first time, 43 MB. */
async function jarsDirectory(): Promise<string> {
  const jars = path.join(cache, "lib");
  if (existsSync(jars)) return jars;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(path.join(cache, "making-"));
  await writeFile(path.join(making, "pom.xml"), project);
  await run("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"], { cwd: making, timeout: 240_000 });
  try {
    await rename(path.join(making, "lib"), jars);
  } catch (error) {
    if (!existsSync(jars)) throw error; // else another test process was faster
  }
  await rm(making, { recursive: true, force: true });
  return jars;
}

const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>drawbar</groupId>
  <artifactId>kafka-peer</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>${loggerVersion}</version></dependency>
  </dependencies>
</project>
`;

function propertiesOf({ port, controllerPort, folder }: { readonly port: number; readonly controllerPort: number; readonly folder: string }): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${path.join(folder, "logs")}
auto.create.topics.enable=false
default.replication.factor=1
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
`;
}

function isThere(program: string, argument: string): boolean {
  try {
    execFileSync(program, [argument], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
