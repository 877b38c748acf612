/** A process that fits once, to be killed at whatever moment: `fit-once.ts DATABASE_URL`. Says "done" when it was not. */
import { silentLogger } from '../../src/base/index.ts'
import { fitIfNew } from '../../src/items/fitting/fit-model.ts'
import { openShelf } from '../../src/items/shelf/index.ts'
import { openPostgres } from '../../src/platform/db/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'

const [, , url = ''] = process.argv
const db = await openPostgres({ url, connectionsMax: 2, telemetry: silentTelemetry(), slowQueryMs: 60_000 })
const shelf = openShelf({ db })
const fit = { intervalSeconds: 3600, budgetSeconds: 1, refreshSeconds: 60 }
const popularity = { refreshSeconds: 900, halfLifeDays: 30 }
const outcome = await fitIfNew(
  { db, shelf, fit, popularity },
  { signal: new AbortController().signal, log: silentLogger },
)
process.stdout.write(`${outcome}\n`)
shelf.close()
await db.close()
