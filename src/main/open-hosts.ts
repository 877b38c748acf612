/** The databases of the products beside us, each where a setting names one. */
import { openMainHost } from '../items/index.ts'
import type { ItemsDeps, MainDoors } from '../items/index.ts'
import { openPeopleHost, openProfilesHost } from '../people/index.ts'
import type { PeopleDeps } from '../people/index.ts'
import { openHost, openHostReader } from '../platform/db/index.ts'
import type { HostDb, HostReader } from '../platform/db/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import type { Settings } from '../settings/index.ts'

/** Null where there is none. */
export interface Hosts {
  readonly people: PeopleDeps['host']
  readonly profiles: PeopleDeps['profilesHost']
  /** What can be asked whether it answers. */
  readonly items: ItemsDeps['host']
  readonly doors: Doors
}

export interface Doors {
  readonly host: HostDb | null
  readonly profilesHost: HostReader | null
  readonly itemsHost: MainDoors | null
}

/** Sees to it that what was opened is closed. */
export type Opened = <Thing>(
  thing: Thing | Promise<Thing>,
  close: (thing: Thing) => Promise<void> | void,
) => Promise<Thing>

/** @throws Problem `server.setting` or `database.unavailable`, with one sentence that says what to set or to grant */
export async function openHosts(
  { host: writing, profilesHost: reading, itemsHost: following, database: { slowQueryMs } }: Settings,
  { telemetry, opened }: { readonly telemetry: Telemetry; readonly opened: Opened },
): Promise<Hosts> {
  const door = (setting: string, url: string) => ({ setting, url, telemetry, slowQueryMs })
  const close = (them: { close(): Promise<void> }): Promise<void> => them.close()
  const host = writing && (await opened(openHost(door('RECIPROCITY_BACKEND_DB_URL', writing.url)), close))
  const people = host && (await openPeopleHost(host, writing.mapping))
  const profilesHost = reading && (await opened(openHostReader(door('PROFILES_DATABASE_URL', reading.url)), close))
  const profiles = profilesHost && {
    reading: await openProfilesHost(profilesHost, reading.mapping),
    syncSeconds: reading.syncSeconds,
  }
  const itemsHost = following && (await openMainDoors(following, { telemetry, slowQueryMs, opened }))
  const items = itemsHost && { ...following, reading: await openMainHost(itemsHost, following.mapping) }
  return { people, profiles, items, doors: { host, profilesHost, itemsHost } }
}

interface Opening {
  readonly telemetry: Telemetry
  readonly slowQueryMs: number
  readonly opened: Opened
}

/** A pass reads one page after the other: it needs few connections, and may take its time. */
const PASS_CONNECTIONS = 2

async function openMainDoors(
  { url, querySeconds, passQuerySeconds }: NonNullable<Settings['itemsHost']>,
  { opened, ...watching }: Opening,
): Promise<MainDoors> {
  const open = (limits: { querySeconds: number; connectionsMax?: number }) =>
    opened(openHostReader({ setting: 'MAIN_DATABASE_URL', url, ...watching, ...limits }), (door) => door.close())
  return {
    answers: await open({ querySeconds }),
    passes: await open({ querySeconds: passQuerySeconds, connectionsMax: PASS_CONNECTIONS }),
  }
}
