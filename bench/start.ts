/** From the start of the process to the first answer: embedded, in an empty folder, everything made anew. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judge, median, show, timeMs, title } from './report.ts'
import { startServer } from './server.ts'

const RUNS = 5

title('Start to first answer, embedded, empty folder')
const taken: number[] = []
for (let run = 0; run < RUNS; run += 1) taken.push(await startOnce())
show('best', Math.min(...taken) / 1000, 's')
judge({ label: 'start to first answer, median of five', figure: median(taken) / 1000, atMost: 5, unit: 's' })

async function startOnce(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'reciprocity-bench-'))
  try {
    let stop = async (): Promise<void> => {}
    const ms = await timeMs(async () => {
      const server = await startServer({ DATA_DIR: folder })
      stop = server.stop
      await server.call('GET', '/health')
    })
    await stop()
    return ms
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
