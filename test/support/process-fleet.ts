/** Several processes of the program on one PostgreSQL and one Redis, as it runs on several machines. */
import pg from 'pg'
import { startProgram } from './process.ts'
import type { Program } from './process.ts'
import type { World } from './process-world.ts'
import type { Environment } from '../../src/settings/index.ts'

export interface Fleet {
  readonly apis: readonly Program[]
  readonly workers: readonly Program[]
  /** The API process whose turn it is: requests are spread as a load balancer would. */
  next(): Program
  readonly query: SideDoor['query']
  close(): Promise<void>
}

export interface FleetOptions {
  readonly apis: number
  readonly workers: number
  readonly environment?: Environment
}

/** Each worker calls the text model with a key of its own, so that the model can tell who asked. */
export const keyOfWorker = (index: number): string => `key-of-worker-${index}`

export async function openFleet(world: World, { apis, workers, environment = {} }: FleetOptions): Promise<Fleet> {
  const common = { ...world.environment, ...environment }
  const programs = await Promise.all([
    ...Array.from({ length: apis }, () => startProgram({ ...common, ROLES: 'api' })),
    ...Array.from({ length: workers }, (_, index) =>
      startProgram({ ...common, ROLES: 'worker', OPENAI_API_KEY: keyOfWorker(index) }),
    ),
  ])
  const side = openSideDoor(common.DATABASE_URL ?? '')
  let turn = 0
  return {
    apis: programs.slice(0, apis),
    workers: programs.slice(apis),
    next() {
      turn += 1
      return programs[turn % apis] as Program
    },
    query: side.query,
    async close() {
      await side.close()
      await Promise.all(programs.map((program) => program.kill()))
    },
  }
}

export interface SideDoor {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

/** Into the program's own database, past the program. */
export function openSideDoor(url: string): SideDoor {
  const pool = new pg.Pool({ connectionString: url, max: 2, options: '-c search_path=reciprocity,public' })
  return {
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    close: () => pool.end(),
  }
}
