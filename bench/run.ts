/** Every bench, one after the other, on the same seeded databases. Takes hours on two cores: a million members are seeded. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { removeSeeded } from './ground.ts'

const benches = [
  'start',
  'embedding',
  'matching',
  'lists',
  'batch',
  'searching',
  'importing',
  'events',
  'recommending',
  'fitting',
  'growing',
]

for (const bench of benches) {
  const script = fileURLToPath(new URL(`${bench}.ts`, import.meta.url))
  const [code] = await once(spawn(process.execPath, [script, '--keep'], { stdio: 'inherit' }), 'exit')
  if (code !== 0) process.exitCode = 1
}
await removeSeeded()
