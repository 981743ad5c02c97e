/** What other parts of the cloud may use of trips. */
export { drivenSince } from "./driven.ts";
export { endSilentTrips, foldTracks } from "./track-turn.ts";
export { readFixes, readFixesOfEach } from "./trip-fixes.ts";
export { tripRoutes } from "./trip-routes.ts";
export { hasMarks, markVehicles, type VehicleMark } from "./vehicle-marks.ts";
export { TripService } from "./trip-service.ts";
