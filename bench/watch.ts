/** Loaded into a server before its own code: tells the parent how long the event loop stood still. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** The timer's own step, which is part of every figure that it records. */
const STEP_MS = 5
const delays = monitorEventLoopDelay({ resolution: STEP_MS })
delays.enable()

process.on('message', () => {
  process.send?.(Math.max(0, delays.max / 1e6 - STEP_MS))
  delays.reset()
})
// A server whose bench was killed would go on taking the machine from the next one.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
