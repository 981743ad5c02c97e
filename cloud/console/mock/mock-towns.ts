/** A few towns where the made-up vehicles drive, in the answers of GET /towns. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";

const towns: readonly (readonly [name: string, country: string, latitude: number, longitude: number, population: number])[] = [
  ["Madrid", "ES", 40.417, -3.703, 3_200_000],
  ["Liège", "BE", 50.634, 5.567, 190_000],
  ["Bonn", "DE", 50.734, 7.095, 330_000],
  ["Aachen", "DE", 50.777, 6.083, 260_000],
  ["Düren", "DE", 50.804, 6.493, 93_000],
  ["Maastricht", "NL", 50.848, 5.689, 120_000],
  ["Brussels", "BE", 50.85, 4.349, 1_000_000],
  ["Leuven", "BE", 50.88, 4.701, 100_000],
  ["Heerlen", "NL", 50.884, 5.982, 93_000],
  ["Hasselt", "BE", 50.931, 5.338, 77_000],
  ["Köln", "DE", 50.933, 6.95, 1_000_000],
  ["Bergheim", "DE", 50.956, 6.64, 63_000],
  ["Genk", "BE", 50.965, 5.501, 63_000],
  ["Mechelen", "BE", 51.026, 4.478, 77_000],
  ["Leverkusen", "DE", 51.03, 6.984, 160_000],
  ["Grevenbroich", "DE", 51.091, 6.583, 64_000],
  ["Dormagen", "DE", 51.097, 6.832, 63_000],
  ["Solingen", "DE", 51.173, 7.085, 160_000],
  ["Mönchengladbach", "DE", 51.185, 6.442, 260_000],
  ["Roermond", "NL", 51.194, 5.987, 44_000],
  ["Neuss", "DE", 51.198, 6.685, 150_000],
  ["Antwerp", "BE", 51.22, 4.4, 520_000],
  ["Düsseldorf", "DE", 51.223, 6.779, 610_000],
  ["Viersen", "DE", 51.254, 6.394, 76_000],
  ["Beesel", "NL", 51.268, 6.039, 2_000],
  ["Reuver", "NL", 51.284, 6.078, 6_100],
  ["Ratingen", "DE", 51.297, 6.849, 91_000],
  ["Krefeld", "DE", 51.336, 6.554, 230_000],
  ["Venlo", "NL", 51.37, 6.168, 100_000],
  ["Duisburg", "DE", 51.432, 6.765, 500_000],
  ["Mülheim", "DE", 51.432, 6.88, 170_000],
  ["Eindhoven", "NL", 51.441, 5.478, 230_000],
  ["Straelen", "DE", 51.443, 6.267, 15_000],
  ["Moers", "DE", 51.453, 6.633, 100_000],
  ["Essen", "DE", 51.457, 7.012, 590_000],
  ["Deurne", "NL", 51.46, 5.797, 25_000],
  ["Oberhausen", "DE", 51.478, 6.863, 210_000],
  ["Helmond", "NL", 51.482, 5.661, 74_000],
  ["Bergen op Zoom", "NL", 51.495, 4.292, 66_000],
  ["Gelsenkirchen", "DE", 51.505, 7.097, 270_000],
  ["London", "GB", 51.509, -0.126, 8_900_000],
  ["Bottrop", "DE", 51.524, 6.929, 110_000],
  ["Roosendaal", "NL", 51.531, 4.465, 77_000],
  ["Tilburg", "NL", 51.556, 5.091, 220_000],
  ["Dinslaken", "DE", 51.562, 6.743, 66_000],
  ["Breda", "NL", 51.587, 4.776, 180_000],
  ["Dorsten", "DE", 51.662, 6.965, 79_000],
  ["Wesel", "DE", 51.667, 6.62, 61_000],
  ["'s-Hertogenbosch", "NL", 51.699, 5.304, 160_000],
  ["Oss", "NL", 51.765, 5.518, 76_000],
  ["Dordrecht", "NL", 51.81, 4.674, 110_000],
  ["Bocholt", "DE", 51.839, 6.615, 73_000],
  ["Nijmegen", "NL", 51.843, 5.853, 170_000],
  ["Rotterdam", "NL", 51.923, 4.479, 860_000],
  ["Arnhem", "NL", 51.98, 5.911, 160_000],
  ["Delft", "NL", 52.007, 4.356, 95_000],
  ["Gouda", "NL", 52.017, 4.708, 71_000],
  ["Ede", "NL", 52.033, 5.658, 67_000],
  ["Zoetermeer", "NL", 52.058, 4.493, 110_000],
  ["The Hague", "NL", 52.077, 4.299, 470_000],
  ["Utrecht", "NL", 52.091, 5.122, 370_000],
  ["Amersfoort", "NL", 52.155, 5.388, 130_000],
  ["Leiden", "NL", 52.158, 4.493, 110_000],
  ["Berlin", "DE", 52.524, 13.411, 3_400_000],
];

const tileDegrees = 4;
const largeFrom = 100_000;

/** @returns `undefined` for another address. */
export function answerTowns(path: string): { readonly status: number; readonly body: Schemas["TownTile"] } | undefined {
  if (path === "/towns") return { status: 200, body: columnsOf(towns.filter(([, , , , population]) => population >= largeFrom)) };
  const [, south, west] = /^\/towns\/(-?\d+)\/(-?\d+)$/.exec(path) ?? [];
  if (south === undefined || west === undefined) return undefined;
  const isIn = (value: number, edge: string) => value >= Number(edge) && value < Number(edge) + tileDegrees;
  return { status: 200, body: columnsOf(towns.filter(([, , latitude, longitude]) => isIn(latitude, south) && isIn(longitude, west))) };
}

function columnsOf(some: typeof towns): Schemas["TownTile"] {
  return {
    name: some.map(([name]) => name),
    country: some.map(([, country]) => country),
    latitude: some.map(([, , latitude]) => latitude),
    longitude: some.map(([, , , longitude]) => longitude),
    population: some.map(([, , , , population]) => population),
  };
}
