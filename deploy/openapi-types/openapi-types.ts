/**
 * Reads an OpenAPI document on standard input and writes TypeScript types to standard output. A program of its own:
 * its generator needs the compiler interface of TypeScript 5, which TypeScript 7 does not have.
 */
import { text } from "node:stream/consumers";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

const document = JSON.parse(await text(process.stdin)) as OpenAPI3; // the generator checks it
process.stdout.write(astToString(await openapiTS(document, { alphabetize: true, immutable: true, defaultNonNullable: false })));
