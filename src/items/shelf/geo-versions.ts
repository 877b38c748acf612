/** How often something has changed: in one place, in what is everywhere, and at all. */

export interface GeoVersions {
  /** Null: anything anywhere. */
  of(geoId: number | null): number
  /** NaN or nothing: everywhere. */
  changeAt(geo: number | undefined): void
}

/** Counts from `first` on. */
export function openGeoVersions(first: number): GeoVersions {
  const byGeo = new Map<number, number>()
  let everywhere = first
  let all = first
  return {
    of: (geoId) => (geoId === null ? all : everywhere + (byGeo.get(geoId) ?? 0)),
    changeAt(geo) {
      all += 1
      if (geo === undefined || Number.isNaN(geo)) everywhere += 1
      else byGeo.set(geo, (byGeo.get(geo) ?? 0) + 1)
    },
  }
}
