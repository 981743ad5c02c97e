/**
 * Parameter groups as data: where each parameter sits and what it means. The common ones of a road vehicle's engine,
 * driveline, brakes and instruments; facts of SAE J1939-71, written down here.
 */
import { engineGroups } from "./engine-groups.ts";
import type { ParameterGroup } from "./parameter-group.ts";
import { vehicleGroups } from "./vehicle-groups.ts";

export const parameterGroups: readonly ParameterGroup[] = [...engineGroups, ...vehicleGroups];
