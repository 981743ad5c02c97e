/** What other parts of the cloud may use of this domain. */
export { importRoutes } from "./import-routes.ts";
export { ImportService } from "./import-service.ts";
export { importTurn } from "./import-turn.ts";
export type { CellReading, Finding, ImportColumn, ImportKind, ImportKinds, ImportRow, MadeThing } from "./import-types.ts";
export { csvOf, RunningExports, sendTable, tableContent, TableFormat, withFirst } from "./table-files.ts";
