/**
 * Makes proto/src/generated from proto/drawbar/v1: `node proto/generate.ts`, or `--check` to fail when a file is stale.
 *
 * The output is committed, so that an installed package needs no generator; proto/generate.test.ts holds it fresh.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const sources = path.join(import.meta.dirname, "drawbar", "v1");
const target = path.join(import.meta.dirname, "src", "generated");

/** Encoders and decoders only: conversion to and from plain objects, reflection and service stubs are not used. */
const shape = [
  "-t",
  "static-module",
  "-w",
  "esm",
  "-r",
  "drawbar",
  "--no-create",
  "--no-verify",
  "--no-convert",
  "--no-delimited",
  "--no-typeurl",
  "--no-service",
];

/** Names and contents of the generated files, as the .proto files say now. */
export function generateWire(): ReadonlyMap<string, string> {
  const files = readdirSync(sources)
    .filter((file) => file.endsWith(".proto"))
    .sort();
  const generator = createRequire(import.meta.url).resolve("protobufjs-cli/bin/pbjs");
  const directory = mkdtempSync(path.join(tmpdir(), "drawbar-generate-"));
  try {
    const run = (options: readonly string[]): void => {
      execFileSync(process.execPath, [generator, ...shape, ...options, ...files.map((file) => path.join(sources, file))], {
        stdio: ["ignore", "ignore", "inherit"],
      });
    };
    // Types come from the comments, which would triple the code; so the one run makes types, the other code.
    run(["--dts", "-o", path.join(directory, "typed.js")]);
    run(["--no-comments", "-o", path.join(directory, "drawbar.js")]);
    return new Map([
      ["drawbar.d.ts", readFileSync(path.join(directory, "typed.d.ts"), "utf8")],
      ["drawbar.js", readFileSync(path.join(directory, "drawbar.js"), "utf8")],
    ]);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** @returns the files whose committed contents differ from `generateWire`. */
export function staleWire(): readonly string[] {
  return [...generateWire()].filter(([file, content]) => content !== readGenerated(file)).map(([file]) => file);
}

function readGenerated(file: string): string | undefined {
  try {
    return readFileSync(path.join(target, file), "utf8");
  } catch {
    return undefined; // not there yet: stale
  }
}

if (import.meta.main) {
  const stale = staleWire();
  if (process.argv.includes("--check")) {
    for (const file of stale) console.error(`proto/src/generated/${file} is not what proto/drawbar/v1 says; run "node proto/generate.ts"`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    const generated = generateWire();
    for (const file of stale) writeFileSync(path.join(target, file), generated.get(file) ?? "");
  }
}
