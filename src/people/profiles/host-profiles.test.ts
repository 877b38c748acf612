import { expect, test } from 'vitest'
import { realDatabaseUrl } from '../../../test/support/db.ts'
import { openProfilesHostDatabase } from '../../../test/support/profiles-host.ts'
import { openHostReader } from '../../platform/db/index.ts'
import { silentTelemetry } from '../../platform/telemetry/index.ts'
import { openProfilesHost } from './host-profiles.ts'
import { profilesMappingShape } from './profiles-mapping.ts'

test.skipIf(!realDatabaseUrl).each(['bigint', 'uuid', 'text'])(
  'of a host whose ids are of the type %s everybody is on one page, and on one alone',
  async (type) => {
    const host = await openProfilesHostDatabase(realDatabaseUrl ?? '', type)
    const id = type === 'bigint' ? 'n' : type === 'text' ? 'n::text' : 'gen_random_uuid()'
    await host.rows(`insert into profiles (id) select ${id} from generate_series(1, 2500) n`)
    const door = { setting: 'PROFILES_DATABASE_URL', url: host.url, telemetry: silentTelemetry(), slowQueryMs: 60_000 }
    const reader = await openHostReader(door)
    const { profilesAfter } = await openProfilesHost(reader, profilesMappingShape.parse({}))
    const seen: string[] = []
    for (let page = await profilesAfter(null); page.length > 0; page = await profilesAfter(seen.at(-1) ?? null))
      seen.push(...page.map((row) => row.id))
    expect([seen.length, new Set(seen).size]).toEqual([2500, 2500])
    await reader.close()
    await host.drop()
  },
)
