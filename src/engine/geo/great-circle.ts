/** Distances on the globe, taken as a sphere. */

/** Degrees: north and east are positive. */
export interface Place {
  /** −90 to 90. */
  readonly latitude: number
  /** −180 to 180; both ends are the same meridian. */
  readonly longitude: number
}

/** The mean radius of the earth, as the haversine formula usually takes it. */
export const EARTH_RADIUS_KM = 6371

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const degrees = (angle: number): number => (angle * 180) / Math.PI

/**
 * Kilometres along the great circle: haversine (R. W. Sinnott, "Virtues of the haversine", 1984), which is exact for
 * neighbours and right across the date line and at the poles.
 */
export function distanceKm(from: Place, to: Place): number {
  const latitudes = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2
  const longitudes = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  const square = latitudes + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * longitudes
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square)))
}

/** A rectangle of degrees. */
export interface Box {
  readonly south: number
  readonly north: number
  readonly west: number
  readonly east: number
}

/**
 * Boxes that together hold every place within `km`: one, or two where the circle lies across the date line. A circle
 * that holds a pole takes all longitudes. J. P. Matuschek, "Finding points within a distance of a latitude/longitude".
 */
export function boxesAround(centre: Place, km: number): readonly Box[] {
  const angle = km / EARTH_RADIUS_KM
  const reach = degrees(angle) + SLACK
  const south = Math.max(-90, centre.latitude - reach)
  const north = Math.min(90, centre.latitude + reach)
  if (centre.latitude - reach <= -90 || centre.latitude + reach >= 90) return [{ south, north, west: -180, east: 180 }]
  const breadth = Math.sin(angle) / Math.cos(radians(centre.latitude))
  const width = degrees(Math.asin(Math.min(1, breadth))) + SLACK
  return around(centre.longitude, width).map(({ west, east }) => ({ south, north, west, east }))
}

/** Degrees that a rounded figure may be off; a box that is too large loses nobody. */
const SLACK = 1e-6

function around(longitude: number, width: number): readonly Pick<Box, 'west' | 'east'>[] {
  const [west, east] = [longitude - width, longitude + width]
  if (west < -180)
    return [
      { west: -180, east },
      { west: west + 360, east: 180 },
    ]
  if (east > 180)
    return [
      { west, east: 180 },
      { west: -180, east: east - 360 },
    ]
  return [{ west, east }]
}

/**
 * Degrees to a tenth of a millimetre: nobody's place is known more exactly, and a database fails to square what is nearer to
 * nothing.
 */
export const roundedDegrees = (value: number): number => Math.round(value * 1e9) / 1e9 + 0

/** About a kilometre: two decimals of a degree. The same place always rounds to the same. */
export function blurred({ latitude, longitude }: Place): Place {
  const round = (value: number): number => Math.round(value * 100) / 100 + 0
  return { latitude: round(latitude), longitude: round(longitude) }
}
